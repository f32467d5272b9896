#pragma once

#include <cstddef>
#include <string>
#include <vector>

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

/// A figure of a plan's text that people change: a price, an amount, a percentage.
struct PlanFigure {
    std::string where;  // "/phases/0/charges/1/price", as RFC 6901 has it
    std::string label;  // "Electricity · tiers 1 · price"
    std::string value;
};
inline constexpr std::size_t kPlanFiguresMax = 60;
/// The figures of a plan's charges; none of a text that is no JSON, or of more than are shown.
std::vector<PlanFigure> figures_of(const std::string& text);
/// The text with other figures in their places, written anew. What is not there is left out.
std::string with_figures(const std::string& text, const std::vector<PlanFigure>& figures);

/// What is wrong with a plan, where and what, as far as the page's language has words for it.
Table plan_problems_table(const std::vector<core::billing::PlanProblem>& problems,
                          const Words& words);

}  // namespace app::office::web::billing
