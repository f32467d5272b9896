#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

/// The figures of a plan's text that people change: prices, amounts, percentages.
namespace app::core::billing {

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

/// A figure that another version of a plan has otherwise, or that only one of both has.
struct FigureMoved {
    std::uint32_t phase{0};  // from 0
    std::string charge;      // its code
    std::string label;       // "Electricity · tiers 1 · price"
    std::string before;      // empty: there was none
    std::string after;       // empty: there is none any more
};
/// What differs between two versions, phase by phase; a charge is known by its code.
std::vector<FigureMoved> figures_moved(const std::string& before, const std::string& after);

}  // namespace app::core::billing
