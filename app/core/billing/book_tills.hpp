#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/core/billing/billing_books.hpp"
#include "app/core/failure.hpp"
#include "pos/journal/events/lease.hpp"
#include "pos/journal/events/meter.hpp"

/// What customers paid of their bills at tills, what credit they bought and what their counters
/// showed, into the books.
namespace app::core::billing {

/// Of what came from a till and is in no books: why.
struct Unbooked {
    std::string entry;   // by which it is known: "3/17"
    std::string number;  // of the receipt; of a reading there is none
    std::string account;
    pos::Money amount{};
    bool credit{false};   // was bought by it
    bool leased{false};   // credit that the till had was spent, or given back
    std::string reading;  // of a counter, in words; empty: it is a payment
    std::optional<pos::journal::MeterRead> read{};  // likewise
    Failure why;
};

struct TillBooking {
    std::uint64_t booked{0};
    std::vector<Unbooked> parked;  // that could not be booked now
};

/// Whether any is waiting that nobody has tried yet, or not for some minutes.
Outcome<bool> has_till_payments(pos::store::db::Connection& db, pos::Instant now);

/// Books what has come from tills and is not in the books, each once. A payment, by the till's own
/// id of it: for the bills that the customer named, then for what has been due longest; what is
/// over stays on the account. Credit that was bought is granted and paid. A reading is the
/// customer's, as of when it was noted. Leased credit that was spent or given back is booked. What
/// cannot be booked keeps the reason and is tried again after some minutes.
///
/// errors: the database's
Outcome<TillBooking> book_till_payments(BillingBooks& books, pos::Instant now, pos::Random& random);

/// Those that could not be booked, in the order in which they came.
Outcome<std::vector<Unbooked>> unbooked(pos::store::db::Connection& db, std::int64_t limit = 100);

/// A reading that waits, by its entry.
///
/// errors: none such waits
struct WaitingReading {
    std::int64_t entry{0};
    pos::journal::MeterRead read;
    pos::Instant at{};  // when it was noted
};
Outcome<WaitingReading> waiting_reading(BillingBooks& books, const std::string& entry);

/// Credit that a till spent and that waits, by its entry.
///
/// errors: none such waits
struct WaitingCredit {
    std::int64_t entry{0};
    pos::journal::CreditUsed used;
};
Outcome<WaitingCredit> waiting_credit(BillingBooks& books, const std::string& entry);

}  // namespace app::core::billing
