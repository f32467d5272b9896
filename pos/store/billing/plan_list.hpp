#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
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

/// An account that has, or had, a subscription to a plan.
struct PlanAccount {
    Ulid payer{};  // itself where nobody else pays
    Ulid account{};
    auto operator<=>(const PlanAccount&) const = default;
};
/// Those that one account pays for stand together.
db::Result<std::vector<PlanAccount>> accounts_with_plan(db::Connection& db, std::string_view code);

/// When subscriptions were moved to versions of a plan, and how many.
struct PriceMoved {
    std::uint32_t version{0};
    Instant at{};
    std::string zone;  // of their accounts, by whose clocks that is the start of a day
    std::int64_t subscriptions{0};
    Instant noted_at{};  // the last of them
    std::string noted_by;
};
/// The latest first.
Answer<std::vector<PriceMoved>> price_moves(db::Connection& db, std::string_view code);

}  // namespace pos::store::billing
