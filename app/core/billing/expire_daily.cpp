#include "app/core/billing/expire_daily.hpp"

#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/recurring_credit.hpp"
#include "app/core/billing/wallet.hpp"
#include "pos/store/billing/wallets.hpp"

namespace app::core::billing {

Outcome<std::optional<std::int64_t>> expire_if_due(const Serving& serving) {
    const auto daily = read_daily(serving.db, kDailyExpiry);
    if (!daily) return std::unexpected{daily.error()};
    if (!*daily) return std::nullopt;
    auto chore = TakenChore::take(serving, kDailyExpiry.chore, **daily);
    if (!chore) return std::unexpected{chore.error()};
    if (!*chore) return std::nullopt;
    const pos::Instant now = serving.clock.now();
    // An office that never gave credit needs no books of billing for this.
    const auto over = pos::store::billing::lots_to_end(serving.db, std::nullopt, now, 1);
    if (!over) return std::unexpected{database(over.error())};
    const auto recurring = has_recurring(serving.db);
    if (!recurring) return std::unexpected{recurring.error()};
    std::optional<std::int64_t> booked;
    if (!over->empty() || *recurring) {
        auto books = BillingBooks::open(serving.where, serving.store, "", now, serving.random);
        if (!books) return std::unexpected{books.error()};
        const auto granted = grant_recurring(*books, std::nullopt, now, serving.random);
        if (!granted) return std::unexpected{granted.error()};
        const auto ended = end_expired_credit(*books, now, serving.random);
        if (!ended) return std::unexpected{ended.error()};
        if (!over->empty()) booked = *ended;
    }
    if (auto ended = (*chore)->end(); !ended) return std::unexpected{ended.error()};
    return booked;
}

}  // namespace app::core::billing
