#pragma once

#include <list>

#include "app/core/failure.hpp"
#include "pos/billing/plan/subscription.hpp"
#include "pos/store/billing/subscriptions.hpp"

namespace app::core::billing {

/// A subscription as it stands, with the plans that it had, which `plans` keeps.
///
/// errors: a plan that is gone, or that this program does not understand
Outcome<pos::billing::plan::Subscription> with_its_plans(
    pos::store::db::Connection& db, const pos::store::billing::StoredSubscription& from,
    std::list<pos::billing::plan::Plan>& plans);

}  // namespace app::core::billing
