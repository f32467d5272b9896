#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/core/billing/attempts.hpp"
#include "app/core/billing/daily.hpp"
#include "app/core/billing/provider_setup.hpp"

/// What is charged by itself: invoices that are due, wallets that top themselves up, and attempts
/// that go on.
namespace app::core::billing {

struct ChargeReport {
    std::int64_t paid{0};
    std::int64_t declined{0};
    std::int64_t unclear{0};             // asked about later
    std::vector<std::string> stopped{};  // rules that buy credit, each in a sentence
    std::string unreachable{};           // why the rest waits; empty: none does
};

/// Prepares what is due and carries on with all that is: an invoice is tried on its days, then left
/// to reminders; a wallet once each time that it gets low. One account that refuses stops no other.
///
/// `go_on` is asked between them; false stops there.
/// errors: no provider, its key cannot be read, the database
Outcome<ChargeReport> collect_charges(BillingBooks& books, pos::Clock& clock, pos::Random& random,
                                      const std::function<bool()>& go_on);

/// The same where there is something to do. Of several processes one does so. Nothing: nothing to
/// do, no provider, or not this process's.
Outcome<std::optional<ChargeReport>> collect_if_due(const Serving& serving);

}  // namespace app::core::billing
