#pragma once

#include <optional>
#include <string>

#include "app/core/failure.hpp"
#include "pos/base/calendar.hpp"
#include "pos/base/clock.hpp"
#include "pos/money/exact.hpp"
#include "pos/store/billing/subscriptions.hpp"

namespace app::core::billing {

/// What a subscription has used in the billing period that runs.
struct UsedSoFar {
    pos::Date from{};     // the period's first day
    pos::Date to{};       // and the day behind its last one
    pos::Exact quantity;  // of what is counted
    pos::Exact spent;     // what it costs by now, without tax and fees, before units and coupons
};

/// Of one meter, or, where that is empty, of all that is counted; nothing of it yet is an amount of
/// nothing. None where no charge of a running period counts it.
///
/// errors: a plan that cannot be read, usage that cannot be priced
Outcome<std::optional<UsedSoFar>> used_so_far(
    pos::store::db::Connection& db, const pos::store::billing::StoredSubscription& subscription,
    const std::string& meter, pos::Instant now);

}  // namespace app::core::billing
