#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/core/billing/billing_books.hpp"
#include "app/core/failure.hpp"

/// What customers paid of their bills at tills, into the books of receivables.
namespace app::core::billing {

/// Of a payment at a till that is in no books: why, in words.
struct UnbookedPayment {
    std::string number;  // of the receipt
    std::string account;
    pos::Money amount{};
    std::string reason;
};

struct TillBooking {
    std::uint64_t booked{0};
    std::vector<UnbookedPayment> parked;  // that could not be booked now
};

/// Whether any is waiting that nobody has tried yet, or not for some minutes.
Outcome<bool> has_till_payments(pos::store::db::Connection& db, pos::Instant now);

/// Books what has come from tills and is not in the books: each payment once, by the till's own id
/// of it, for the bills that the customer named, then for what has been due longest; what is over
/// stays on the account. One that cannot be booked keeps the reason and is tried again after some
/// minutes.
///
/// errors: the database's
Outcome<TillBooking> book_till_payments(BillingBooks& books, pos::Instant now, pos::Random& random);

/// Those that could not be booked, in the order in which they came.
Outcome<std::vector<UnbookedPayment>> unbooked_payments(pos::store::db::Connection& db,
                                                        std::int64_t limit = 100);

}  // namespace app::core::billing
