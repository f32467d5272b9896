#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pos/base/calendar.hpp"
#include "pos/base/clock.hpp"
#include "pos/base/ulid.hpp"
#include "pos/customer/account.hpp"
#include "pos/money/money.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/errors.hpp"

/// How documents reach whoever they are for, and what became of each.
namespace pos::store::billing {

/// Stored: never changed.
enum class DeliveryState : std::uint8_t {
    waits = 1,
    under_way = 2,  // somebody has it in hand, or was killed with it
    sent = 3,
    failed = 4,
    unknown = 5,  // given to the mail server, and nobody knows whether it has it
};

struct Delivery {
    Ulid document{};
    customer::Delivery channel{customer::Delivery::email};
    std::string recipient;  // an e-mail address; empty on paper
    DeliveryState state{DeliveryState::waits};
    std::int64_t tries{0};
    std::string said;  // by the mail server, or the file that it was printed into
    Instant due_at{};
    Instant at{};
    bool operator==(const Delivery&) const = default;
};

/// Makes a row for every document behind the last one that has a row, as its account wants to have
/// its bills; before there is any, for those issued on that day or later. How many were made.
///
/// requires: a transaction of its own, or none
db::Result<std::int64_t> plan_deliveries(db::Connection& db, Date since, Instant now);
/// Makes a row for an opening balance that has none, which no plan makes: it is sent to nobody
/// until it is reminded of. Nothing where nothing was ever delivered, or for any other document.
db::Result<void> plan_opening_delivery(db::Connection& db, const Ulid& document, Instant now);
/// Takes back those of opening balances that wait and of which nothing is open any more.
db::Result<void> drop_paid_openings(db::Connection& db);
/// Whether any was ever planned.
db::Result<bool> has_deliveries(db::Connection& db);

/// Whether a document has no row yet that plan_deliveries() would make, or an e-mail may be tried
/// by now, or was under way before so long that it is lost.
struct EmailQuestion {
    Date since{};
    Instant now{};
    Instant lost_before{};
};
db::Result<bool> has_email_to_send(db::Connection& db, const EmailQuestion& asked);

/// The next that may be tried, the oldest first. On paper in the order of country, postcode and
/// number of the account, as the post gives rebates for.
db::Result<std::vector<Delivery>> due_deliveries(db::Connection& db, customer::Delivery channel,
                                                 Instant now, std::int64_t limit);

/// Writes a row as it is. False: somebody else has changed it since `was`, and nothing is done.
db::Result<bool> put_delivery(db::Connection& db, const Delivery& delivery, DeliveryState was);

/// What was under way before so long is of a program that was killed: e-mail is unknown then, and
/// paper waits again. How many.
db::Result<std::int64_t> find_lost_deliveries(db::Connection& db, Instant before, Instant now);

/// For pages and lists.
struct DeliveryRow {
    Delivery delivery;
    std::string number;  // the document's
    std::string account;
    std::string name;
    Money payable{};
};
struct DeliveryQuestion {
    std::optional<DeliveryState> state;
    std::optional<Ulid> document;
    std::int64_t limit{200};
};
/// What changed last first.
Answer<std::vector<DeliveryRow>> list_deliveries(db::Connection& db, const DeliveryQuestion& asked);
/// How far each of these documents has reached its customer, by the way that was tried last; those
/// that nobody delivers yet: left out. One that is to go to nobody is of Delivery::none.
db::Result<std::map<Ulid, Delivery>> latest_deliveries(db::Connection& db,
                                                       std::span<const Ulid> documents);
db::Result<std::map<DeliveryState, std::int64_t>> count_deliveries(db::Connection& db);
/// How many did not arrive, or may not have, and wait for a person.
db::Result<std::int64_t> count_undelivered(db::Connection& db);

}  // namespace pos::store::billing
