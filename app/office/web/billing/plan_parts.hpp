#pragma once

#include <string>
#include <vector>

#include "app/core/billing/plan_figures.hpp"
#include "app/core/billing/plan_file.hpp"
#include "app/office/web/page.hpp"

/// The pages of what is sold by the month.
namespace app::office::web::billing {

/// /billing/plans: every plan with its versions.
Answer plans_page(Call& call);
/// /billing/plans/plan: a version's text, what is wrong with it, what it would come to, and the
/// next one.
Answer plan_page(Call& call);

std::string plan_link(const std::string& code, std::uint32_t version = 0);

using core::billing::figures_of;
using core::billing::PlanFigure;
using core::billing::with_figures;

/// Where a figure stands, in words: "Power · tiers 1 · up_to" as "Power · tier 1 · up to". What has
/// no words stays as the plan's text has it.
std::string figure_in_words(const std::string& label, const Words& words);

/// What is wrong with a plan, where and what, as far as the page's language has words for it.
Table plan_problems_table(const std::vector<core::billing::PlanProblem>& problems,
                          const Words& words);

}  // namespace app::office::web::billing
