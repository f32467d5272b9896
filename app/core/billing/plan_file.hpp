#pragma once

#include <string>
#include <string_view>

#include "app/core/failure.hpp"
#include "pos/billing/plan/plan.hpp"

namespace app::core::billing {

/// Reads a plan as README.md of this folder describes it.
///
/// errors: usage, with every field that is wrong and why
Outcome<pos::billing::plan::Plan> read_plan(std::string_view json);

}  // namespace app::core::billing
