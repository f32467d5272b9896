// What the goods of a period cost and what is left of their takings: for managers alone.
#include "app/till/shell/present_parts.hpp"
#include "pos/report/margin.hpp"

namespace till::shell {

namespace {

takings::Line margin_line(std::string name, const pos::report::Margin& margin, const Context& c) {
    return {.name = std::move(name),
            .count = margin.share ? c.locale.percent(*margin.share, 1) : std::string{},
            .amount = c.locale.amount(margin.amount)};
}

}  // namespace

void present_margin(Model& m, const Context& c) {
    auto& lines = m.takings.margins;
    lines.clear();
    const bool manager = m.cash_register.state().user.role == pos::people::Role::manager;
    if (!manager || !m.takings_read) return;
    pos::report::TakingsRow all{.currency = m.cash_register.setup().currency};
    for (const auto& row : m.takings_read->margins) {
        all.figures += row.figures;
        pos::report::add(all.cost, row.cost);
        if (row.cost == pos::report::CostOfSales{}) continue;
        lines.push_back(
            margin_line(row.name.empty() ? row.code : row.name, pos::report::margin_of(row), c));
    }
    if (lines.empty()) return;
    const auto margin = pos::report::margin_of(all);
    if (lines.size() > 1)
        lines.push_back(margin_line(c.texts[ui::TextKey::takings_margin_all], margin, c));
    if (margin.without_cost.minor != 0) {
        lines.push_back({.name = c.texts[ui::TextKey::takings_margin_unknown],
                         .count = {},
                         .amount = c.locale.amount(margin.without_cost)});
    }
}

}  // namespace till::shell
