#pragma once

#include <string>

#include "app/core/failure.hpp"
#include "app/counterfoil/command.hpp"
#include "pos/billing/plan/plan.hpp"

namespace app::counterfoil {

/// A plan, and the text that says it.
struct PlanFile {
    std::string text;
    pos::billing::plan::Plan plan;
};
/// What a file says; "-" is standard input.
///
/// errors: refused, with the file, what is wrong where in it, and what to do
core::Outcome<PlanFile> read_plan_file(const std::string& file);

/// `plan try`: what a month would come to by a plan.
void add_plan_try(CLI::App& plan, Context& context);
/// `plan move`: subscriptions get another version of their plan.
void add_plan_move(CLI::App& plan, Context& context);

}  // namespace app::counterfoil
