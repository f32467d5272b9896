#include "app/core/billing/used_so_far.hpp"

#include <algorithm>

#include "app/core/billing/charge_usage.hpp"
#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/stored_plans.hpp"
#include "pos/billing/bill/propose.hpp"
#include "pos/store/billing/customers.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;

/// So far ahead a period may end that runs: a year, and a day.
constexpr std::int32_t kDaysAhead = 367;

}  // namespace

Outcome<std::optional<UsedSoFar>> used_so_far(pos::store::db::Connection& db,
                                              const stored::StoredSubscription& subscription,
                                              const std::string& meter, pos::Instant now) {
    namespace bill = pos::billing::bill;
    const auto whose = stored::account_of(db, subscription.account);
    if (!whose) return std::unexpected{database(whose.error())};
    if (!*whose) return refuse("Its account is gone.");
    const auto& account = (*whose)->stored.account;
    const auto zone = pos::locale::Zone::open(account.zone);
    if (!zone) return refuse("The zone " + account.zone + " is unknown.");
    KnownPlans plans;
    const auto all = with_its_account(db, subscription, *zone, plans);
    if (!all) return std::unexpected{all.error()};
    const pos::Date today = zone->local(now).date;
    const auto counts = [&](const pos::billing::plan::PlanCharge& charge) {
        return charge.is_usage() && (meter.empty() || charge.meter == meter);
    };
    const bill::Situation situation{*zone,
                                    bill_day_of(account, *all, *zone),
                                    {&all->one(), 1},
                                    {},
                                    pos::Date{today.days + kDaysAhead}};
    // The periods that are asked about, whether something was used in them or not: which charge was
    // used first must not say when the period begins.
    std::optional<UsedSoFar> so_far;
    const auto proposed = bill::propose(
        situation,
        [&](const bill::UsageQuestion& asked) -> std::expected<pos::billing::Usage, std::string> {
            const bool runs = asked.from <= now && now < asked.to;
            if (!runs || !counts(asked.charge)) return pos::billing::Usage{};
            const auto before =
                used_before(db, asked.subscription.id, asked.charge, asked.from, *zone);
            const pos::Date from = zone->local(asked.from).date;
            // Its last instant is of its last day; one that ends within a day is up to that day.
            const pos::Date to{zone->local({asked.to.unix_ms - 1}).date.days + 1};
            if (!so_far) so_far = UsedSoFar{from, to, {}, {}};
            so_far->from = std::max(so_far->from, from);
            so_far->to = std::min(so_far->to, to);
            // What a clock that is ahead says of the period is of it, too.
            const auto used = stored::usage_between(db, asked.subscription.id, asked.charge.meter,
                                                    asked.from, asked.to);
            if (!before || !used) {
                return std::unexpected{std::string{"its usage could not be read"}};
            }
            return usage_of(asked.charge, *used, *before, *zone);
        });
    if (!proposed) return refuse("It cannot be priced: " + proposed.error().reason + ".");
    if (!so_far) return so_far;
    for (const bill::Item& item : proposed->items) {
        const bool runs = item.from <= today && today < item.to;
        if (item.kind != bill::ItemKind::usage || !runs || !counts(*item.charge)) continue;
        // Several charges may read one meter: it is counted once.
        if (!meter.empty()) so_far->quantity = std::max(so_far->quantity, item.quantity);
        so_far->spent += item.amount;
    }
    return so_far;
}

}  // namespace app::core::billing
