#include "app/core/billing/bill_daily.hpp"

#include <utility>

namespace app::core::billing {

Outcome<std::optional<BillRunReport>> bill_if_due(const Serving& serving) {
    const auto daily = read_daily(serving.db, kDailyBills);
    if (!daily) return std::unexpected{daily.error()};
    if (!*daily) return std::nullopt;
    auto chore = TakenChore::take(serving, kDailyBills.chore, **daily);
    if (!chore) return std::unexpected{chore.error()};
    if (!*chore) return std::nullopt;
    BillRunOptions options;
    options.as_of = (*chore)->day();
    options.on_progress = [&](const BillRunProgress&) { return (*chore)->go_on(); };
    auto done = run_bills(serving.where, serving.store, options, serving.clock, serving.random);
    if (!done) return std::unexpected{done.error()};
    // A run that a person called off is over for today.
    if (auto ended = (*chore)->end(); !ended) return std::unexpected{ended.error()};
    return std::optional{std::move(*done)};
}

}  // namespace app::core::billing
