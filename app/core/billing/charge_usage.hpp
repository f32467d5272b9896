#pragma once

#include <expected>
#include <span>
#include <string>
#include <vector>

#include "pos/billing/plan/plan.hpp"
#include "pos/billing/usage.hpp"
#include "pos/locale/zone.hpp"
#include "pos/money/exact.hpp"
#include "pos/money/quantity.hpp"
#include "pos/store/billing/usage.hpp"

namespace app::core::billing {

/// A quantity to the digits that billing computes with.
pos::Exact exact_quantity(pos::Quantity quantity);

/// What was used in the months before a period, and its first day.
struct UsedBefore {
    pos::Date period{};
    std::vector<pos::store::billing::UsedOnce> used;
};

/// What a charge with a ratchet wants to know besides, of the time before a period.
pos::store::db::Result<UsedBefore> used_before(pos::store::db::Connection& db,
                                               const pos::Ulid& subscription,
                                               const pos::billing::plan::PlanCharge& charge,
                                               pos::Instant period, const pos::locale::Zone& zone);

/// Whether each record is a matter of its own for a charge: a call, or an event that is counted or
/// that it takes a share of.
bool is_of_events(const pos::billing::plan::PlanCharge& charge);

/// What records come to for a charge.
///
/// errors: why they cannot be priced, in words
std::expected<pos::billing::Usage, std::string> usage_of(
    const pos::billing::plan::PlanCharge& charge,
    std::span<const pos::store::billing::UsedOnce> used, const UsedBefore& before,
    const pos::locale::Zone& zone);

}  // namespace app::core::billing
