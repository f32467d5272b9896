#include "app/office/web/stock/parts.hpp"

namespace app::office::web {

Answer stock_page(Call& call) {
    if (call.path == "/stock") return stock::list_page(call);
    if (call.path == "/stock/item") return stock::item_page(call);
    return NoPage{};
}

}  // namespace app::office::web

namespace app::office::web::stock {

std::string item_link(const std::string& number, const std::string& branch) {
    return "/stock/item" + query_of({{"number", number}, {"branch", branch}});
}

pos::report::Days sold_days(pos::Date today) {
    return {pos::Date{today.days - kSoldDays + 1}, today};
}

State state_of(pos::Quantity quantity, pos::Quantity sold) {
    if (quantity.millionths < 0) return State::negative;
    if (sold.millionths <= 0) return State::enough;
    if (quantity.millionths == 0) return State::out;
    return quantity.millionths / kLowDays < sold.millionths / kSoldDays ? State::low
                                                                        : State::enough;
}

Cell state_cell(State state, const Words& words) {
    switch (state) {
        case State::enough:
            return {std::string{}};
        case State::low:
            return {"low", "! " + words["stock_low"], "", Mark::warning};
        case State::out:
            return {"out", "! " + words["stock_out"], "", Mark::warning};
        case State::negative:
            return {"negative", "▼ " + words["stock_negative"], "", Mark::danger};
    }
    return {};
}

Cell added_cell(pos::Quantity added, const Words& words) {
    const std::string sign = added.millionths > 0 ? "+" : "";
    return {added, sign + words.locale().quantity(added)};
}

Table branch_table(std::string name,
                   const std::vector<pos::store::office::BranchQuantity>& quantities,
                   const std::string& unit, const std::string& number, const Words& words) {
    Table table{std::move(name),
                words["stock_by_branch"],
                {{"branch", words["branch"]},
                 {"quantity", words["stock_quantity"], true},
                 {"unit", words["stock_unit"]},
                 {"state", words["stock_state"]}},
                {},
                words["stock_never_moved"]};
    for (const auto& one : quantities) {
        const State state = state_of(one.quantity, {});
        table.rows.push_back(
            {{one.branch, "", item_link(number, one.branch)},
             {one.quantity, "", "", state == State::negative ? Mark::danger : Mark::none},
             {unit},
             state_cell(state, words)});
    }
    return table;
}

}  // namespace app::office::web::stock
