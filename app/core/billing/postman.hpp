#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "app/core/billing/deliver.hpp"
#include "app/core/failure.hpp"
#include "drivers/mail/message.hpp"
#include "drivers/mail/smtp.hpp"
#include "pos/base/clock.hpp"
#include "pos/store/billing/deliveries.hpp"

namespace app::core::billing {

/// One that was read to be sent, as it is by now.
struct Addressed {
    std::string number;  // of what it is about
    std::string email;   // the customer's; may be empty
    /// The letter to the delivery's recipient, at its time.
    std::function<drivers::mail::Message(const pos::store::billing::Delivery&)> write;
};

/// Letters of one sort that wait to be sent: where they are kept, and what they say.
class Mailbag {
public:
    virtual ~Mailbag() = default;
    /// The next that may be tried, so many at most.
    virtual pos::store::db::Result<std::vector<pos::store::billing::Delivery>> due(
        pos::Instant now, std::int64_t limit) = 0;
    /// errors: why it cannot be written; the letter failed then
    virtual Outcome<Addressed> read(const pos::store::billing::Delivery& letter) = 0;
    /// False: somebody else has changed it since `was`.
    virtual pos::store::db::Result<bool> put(const pos::store::billing::Delivery& letter,
                                             pos::store::billing::DeliveryState was) = 0;
};

/// Sends letters one by one. Each is marked before it is given to the server and after: one that is
/// killed in between is unknown, and is not sent twice.
class Postman {
public:
    Postman(pos::Clock& clock, drivers::mail::MailServer server);

    /// False: the rest waits, since the server cannot be reached.
    Outcome<bool> deliver(Mailbag& bag, pos::store::billing::Delivery letter);
    /// All that is due. False: something is left, since the server is away or `go_on` said so.
    Outcome<bool> empty(Mailbag& bag, const std::function<bool(std::int64_t)>& go_on);

    EmailReport take_report() { return std::move(report_); }

private:
    Outcome<bool> close(Mailbag& bag, pos::store::billing::Delivery& letter,
                        pos::store::billing::DeliveryState state, const std::string& said,
                        std::int64_t& count);
    Outcome<bool> fail(Mailbag& bag, pos::store::billing::Delivery& letter,
                       const std::string& number, pos::store::billing::DeliveryState was,
                       const std::string& why);

    pos::Clock& clock_;
    drivers::mail::Smtp smtp_;
    EmailReport report_;
    std::int64_t tried_{0};
};

/// What a program had in hand for so long, it has in hand no more.
inline constexpr std::int64_t kLetterLost_ms = std::int64_t{60} * 60'000;

}  // namespace app::core::billing
