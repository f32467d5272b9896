#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/core/billing/billing_books.hpp"
#include "app/core/billing/daily.hpp"
#include "app/core/failure.hpp"
#include "pos/store/billing/early_bills.hpp"

/// Bills that do not wait for the end of a period: as soon as what was used comes to so much, or
/// credit has expired.
namespace app::core::billing {

struct NewEarlyBill {
    std::string account;    // its number
    std::string amount;     // "50.00" of usage, without tax; empty: whatever it comes to
    bool on_expiry{false};  // of credit
};
/// In place of what was said before; neither of them: only at the end of periods.
///
/// errors: no such account, or one that another pays for; no amount above zero
Outcome<void> put_early_bill(BillingBooks& books, const NewEarlyBill& asked, pos::Instant now);

struct EarlyReport {
    std::int64_t looked{0};  // accounts
    std::int64_t invoices{0};
};
/// Bills each such account whose usage that was not billed comes to its amount by now, or whose
/// credit has expired since it was looked at: all that is due, and what was used of periods that
/// still run. The rest of such a period is billed at its end.
///
/// `go_on` is asked between accounts; false stops there.
/// errors: as run_bills()
Outcome<EarlyReport> bill_early(const std::string& where, const pos::store::StoreOptions& store,
                                const std::function<bool()>& go_on, pos::Clock& clock,
                                pos::Random& random);

/// The same where usage came in since, or credit has expired. Nothing: there was nothing to do.
Outcome<std::optional<EarlyReport>> bill_early_if_due(const Serving& serving);

}  // namespace app::core::billing
