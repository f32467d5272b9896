#include "app/core/billing/stored_plans.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "app/core/billing/in_transaction.hpp"

namespace app::core::billing {

namespace plan = pos::billing::plan;
namespace stored = pos::store::billing;

Outcome<plan::Subscription> with_its_plans(pos::store::db::Connection& db,
                                           const stored::StoredSubscription& from,
                                           KnownPlans& plans) {
    plan::Subscription to{.id = from.id, .number = from.number, .bundle_start = {}, .actions = {}};
    for (const stored::StoredAct& act : from.acts) {
        plan::Action action{act.act, act.at, nullptr, act.phases_from, act.anchor_day};
        if (!act.plan.empty()) {
            const auto found = plans.find(db, act.plan, act.version);
            if (!found) return std::unexpected{database(found.error())};
            if (*found == nullptr) {
                return refuse(fmt::format("Plan {} version {} is gone, or makes no sense here.",
                                          act.plan, act.version));
            }
            action.plan = *found;
        }
        to.actions.push_back(action);
    }
    return to;
}

Outcome<OfAccount> with_its_account(pos::store::db::Connection& db,
                                    const stored::StoredSubscription& from,
                                    const pos::locale::Zone& zone, KnownPlans& plans) {
    const std::array ids{from.account};
    const auto stored = stored::subscriptions_of(db, ids);
    if (!stored) return std::unexpected{database(stored.error())};
    OfAccount found;
    for (const stored::StoredSubscription& each : *stored) {
        if (each.acts.empty()) continue;
        auto read = with_its_plans(db, each, plans);
        if (!read) return std::unexpected{read.error()};
        const auto base = std::ranges::find_if(*stored, [&](const auto& other) {
            return each.base == other.id && !other.acts.empty();
        });
        if (base != stored->end()) {
            read->bundle_start = zone.local(base->acts.front().at).date;
        }
        if (each.id == from.id) found.which = found.all.size();
        found.all.push_back(std::move(*read));
    }
    const bool there = !found.all.empty() && found.one().id == from.id;
    if (!there) return refuse("Subscription " + from.number + " never began.");
    return found;
}

unsigned bill_day_of(const pos::customer::Account& account, const OfAccount& subscriptions,
                     const pos::locale::Zone& zone) {
    if (account.bill_day != 0) return account.bill_day;
    std::optional<pos::Date> first;
    for (const plan::Subscription& each : subscriptions.all) {
        const auto paid = plan::first_paid(plan::stretches(each, zone));
        if (paid && (!first || *paid < *first)) first = paid;
    }
    return first ? split(*first).day : 1;
}

}  // namespace app::core::billing
