#pragma once

#include <cstdint>
#include <vector>

#include "pos/store/billing/subscriptions.hpp"

/// All that is sold by the month, for lists.
namespace pos::store::billing {

struct PlanVersion {
    StoredPlan plan;         // without its content
    std::int64_t pinned{0};  // subscriptions that have it now, or will begin with it
};
/// Every version of every plan, by their codes, the latest first.
Answer<std::vector<PlanVersion>> plan_versions(db::Connection& db, Instant now);

}  // namespace pos::store::billing
