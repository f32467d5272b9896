#include "app/till/screens/returns/returns.hpp"

#include <algorithm>

namespace till::returns {

namespace {

void step(SoldLine& line, bool more) {
    if (!line.whole_pieces) {
        line.chosen = more ? line.left : pos::Quantity{};
        return;
    }
    const pos::Quantity next = more ? line.chosen + pos::pieces(1) : line.chosen - pos::pieces(1);
    line.chosen = std::clamp(next, pos::Quantity{}, line.left);
}

}  // namespace

bool choose(Model& m, const Action& action) {
    if (const auto* tapped = std::get_if<LineTapped>(&action)) {
        if (tapped->index >= m.lines.size()) return true;
        m.at = tapped->index;
        SoldLine& line = m.lines[m.at];
        line.chosen = line.chosen == line.left ? pos::Quantity{} : line.left;
        return true;
    }
    if (const auto* moved = std::get_if<Moved>(&action)) {
        const auto last = static_cast<int>(m.lines.size()) - 1;
        m.at = static_cast<std::size_t>(
            std::clamp(static_cast<int>(m.at) + moved->by, 0, std::max(last, 0)));
        return true;
    }
    if (const auto* more = std::get_if<MorePressed>(&action)) {
        if (more->index < m.lines.size()) step(m.lines[more->index], true);
        return true;
    }
    if (const auto* less = std::get_if<LessPressed>(&action)) {
        if (less->index < m.lines.size()) step(m.lines[less->index], false);
        return true;
    }
    if (std::holds_alternative<AllPressed>(action)) {
        const bool all =
            std::ranges::all_of(m.lines, [](const SoldLine& l) { return l.chosen == l.left; });
        for (SoldLine& line : m.lines) line.chosen = all ? pos::Quantity{} : line.left;
        return true;
    }
    return false;
}

bool anything_chosen(const Model& model) {
    return std::ranges::any_of(model.lines,
                               [](const SoldLine& l) { return l.chosen.millionths > 0; });
}

}  // namespace till::returns
