#pragma once

#include <cstddef>

#include "app/counterfoil/command.hpp"

namespace app::counterfoil {

inline constexpr std::size_t kPlanBytesMax = std::size_t{1} << 20;

/// `plan try`: what a month would come to by a plan.
void add_plan_try(CLI::App& plan, Context& context);
/// `plan move`: subscriptions get another version of their plan.
void add_plan_move(CLI::App& plan, Context& context);

}  // namespace app::counterfoil
