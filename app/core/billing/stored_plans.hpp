#pragma once

#include <vector>

#include "app/core/billing/known_plans.hpp"
#include "app/core/failure.hpp"
#include "pos/billing/plan/subscription.hpp"
#include "pos/customer/account.hpp"
#include "pos/locale/zone.hpp"
#include "pos/store/billing/subscriptions.hpp"

namespace app::core::billing {

/// A subscription as it stands, with the plans that it had, which live as long as `plans`.
///
/// errors: a plan that is gone, or that this program does not understand
Outcome<pos::billing::plan::Subscription> with_its_plans(
    pos::store::db::Connection& db, const pos::store::billing::StoredSubscription& from,
    KnownPlans& plans);

/// The same of one of an account's, with what of the others its periods depend on: when the one
/// that it was added to began, and the day of the month on which an account's periods turn over
/// that has none of its own.
struct OfAccount {
    std::vector<pos::billing::plan::Subscription> all;
    std::size_t which{0};  // the one that was asked for

    const pos::billing::plan::Subscription& one() const { return all[which]; }
    pos::billing::plan::Subscription& one() { return all[which]; }
};
/// errors: as with_its_plans(), of any of them
Outcome<OfAccount> with_its_account(pos::store::db::Connection& db,
                                    const pos::store::billing::StoredSubscription& from,
                                    const pos::locale::Zone& zone, KnownPlans& plans);
/// 1 to 31.
unsigned bill_day_of(const pos::customer::Account& account, const OfAccount& subscriptions,
                     const pos::locale::Zone& zone);

}  // namespace app::core::billing
