#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "app/core/failure.hpp"
#include "pos/billing/plan/plan.hpp"

namespace app::core::billing {

/// What is wrong with one field of a plan.
struct PlanProblem {
    std::string where;  // "phases[0].charges[1].price", or "line 3, column 7"
    std::string what;   // "is no figure"
    bool operator==(const PlanProblem&) const = default;
};
/// Reads a plan as README.md of this folder describes it, or tells every field that is wrong.
std::expected<pos::billing::plan::Plan, std::vector<PlanProblem>> check_plan(std::string_view json);

/// The same.
///
/// errors: refused, with every field that is wrong and why
Outcome<pos::billing::plan::Plan> read_plan(std::string_view json);

}  // namespace app::core::billing
