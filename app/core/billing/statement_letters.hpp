#pragma once

#include <string>
#include <utility>
#include <vector>

#include "app/core/billing/billing_books.hpp"
#include "app/core/billing/postman.hpp"
#include "app/core/billing/sender.hpp"
#include "app/core/billing/statement.hpp"
#include "app/core/billing/stationery.hpp"
#include "app/core/failure.hpp"
#include "drivers/mail/message.hpp"
#include "pos/store/billing/statement_letters.hpp"

/// Statements of account as e-mail. One that cannot be sent now is tried again with the bills that
/// wait (send_emails()).
namespace app::core::billing {

struct StatementToSend {
    StatementAsked asked;
    std::string recipient{};  // an e-mail address; empty: the customer's
    bool again{false};        // although it was sent today, or may have been
};

/// Sends one, and says what became of it. The same one of the same day is sent once, unless
/// `again`; one that failed, or still waits, is tried anew.
///
/// errors: as read_statement(); no mail server; an address that is none; it was sent today, or
///         nobody knows whether it was
Outcome<pos::store::billing::StatementLetter> send_statement(BillingBooks& books,
                                                             const StatementToSend& asked,
                                                             pos::Clock& clock);
/// The first half of it: nobody waits for a mail server, and the letter waits to be sent.
Outcome<pos::store::billing::StatementLetter> put_statement_in_hand(BillingBooks& books,
                                                                    const StatementToSend& asked,
                                                                    pos::Clock& clock);
/// The second: tries one that waits, and says what became of it. One that does not wait stays as it
/// is.
///
/// errors: no mail server; no such letter
Outcome<pos::store::billing::StatementLetter> deliver_statement(BillingBooks& books,
                                                                const pos::Ulid& statement,
                                                                pos::Clock& clock);

/// Those that wait, for a Postman. What it is made of outlives it.
class StatementMail final : public Mailbag {
public:
    StatementMail(BillingBooks& books, const Sender& sender, Stationery& stationery,
                  drivers::mail::Mailbox from)
        : books_{books}, sender_{sender}, stationery_{stationery}, from_{std::move(from)} {}

    pos::store::db::Result<std::vector<pos::store::billing::Delivery>> due(
        pos::Instant now, std::int64_t limit) override;
    Outcome<Addressed> read(const pos::store::billing::Delivery& which) override;
    pos::store::db::Result<bool> put(const pos::store::billing::Delivery& letter,
                                     pos::store::billing::DeliveryState was) override;

private:
    BillingBooks& books_;
    const Sender& sender_;
    Stationery& stationery_;
    drivers::mail::Mailbox from_;
};

}  // namespace app::core::billing
