#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/core/billing/billing_books.hpp"
#include "app/core/failure.hpp"

/// Wallets that top themselves up: by rules whose credit is charged to the payer's method, and
/// granted once it is paid.
namespace app::core::billing {

/// A wallet that is below its rule's amount, with nothing under way for it and not too often this
/// month.
struct WalletToFill {
    std::string account;  // its number
    std::int64_t amount_minor{0};
};
/// About `limit` of them.
///
/// month_begin: the first day of the office's month
Outcome<std::vector<WalletToFill>> wallets_to_fill(pos::store::db::Connection& db,
                                                   pos::Date month_begin, pos::Instant now,
                                                   std::int64_t limit);

/// Whether an account's rule charges, is not stopped, and less is left than it says.
Outcome<bool> is_low(pos::store::db::Connection& db, const std::string& account, pos::Instant now);

/// Stops an account's rule because of that, within the caller's transaction; it stays until a
/// person lets it go on. A sentence that says so; empty: there is no rule that runs.
Outcome<std::string> stop_top_up(BillingBooks& books, const std::string& account,
                                 const std::string& said, pos::Instant now);
/// Lets a stopped one go on.
///
/// errors: no such account; it has no rule that charges
Outcome<void> resume_top_up(BillingBooks& books, const std::string& account, pos::Instant now);

}  // namespace app::core::billing
