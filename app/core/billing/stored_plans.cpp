#include "app/core/billing/stored_plans.hpp"

#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/plan_file.hpp"

namespace app::core::billing {

namespace plan = pos::billing::plan;
namespace stored = pos::store::billing;

Outcome<plan::Subscription> with_its_plans(pos::store::db::Connection& db,
                                           const stored::StoredSubscription& from,
                                           std::list<plan::Plan>& plans) {
    plan::Subscription to{.id = from.id, .number = from.number, .bundle_start = {}, .actions = {}};
    for (const stored::StoredAct& act : from.acts) {
        plan::Action action{act.act, act.at, nullptr, act.phases_from, act.anchor_day};
        if (!act.plan.empty()) {
            const auto found = stored::plan_of(db, act.plan, act.version);
            if (!found) return std::unexpected{database(found.error())};
            if (!*found) return refuse("Plan " + act.plan + " is gone.");
            auto read = read_plan((*found)->content);
            if (!read) return std::unexpected{read.error()};
            read->version = act.version;
            plans.push_back(std::move(*read));
            action.plan = &plans.back();
        }
        to.actions.push_back(action);
    }
    return to;
}

}  // namespace app::core::billing
