#include "app/till/screens/goods/table.hpp"

#include <algorithm>

namespace till::goods {

namespace {

std::size_t moved_within(std::size_t from, int by, std::size_t count) {
    const int last = static_cast<int>(count) - 1;
    return static_cast<std::size_t>(std::clamp(static_cast<int>(from) + by, 0, std::max(last, 0)));
}

void ask_about(TableState& state, const Table& table, std::size_t column) {
    if (column >= table.columns.size()) return;
    state.asking = Asking{column, table.columns[column].field};
}

std::optional<Decided> decide(TableState& state, const Table& table, std::size_t field) {
    const auto asked = state.asking;
    state.asking.reset();
    const bool good = asked && asked->column < table.columns.size() && field < table.fields.size();
    if (!good || table.columns[asked->column].field == field) return std::nullopt;
    return Decided{asked->column, field};
}

}  // namespace

std::optional<Decided> update(TableState& state, const Table& table, const TableAction& action) {
    if (const auto* heading = std::get_if<HeadingTapped>(&action)) {
        ask_about(state, table, heading->column);
    } else if (const auto* field = std::get_if<FieldTapped>(&action)) {
        return decide(state, table, field->field);
    } else if (const auto* by = std::get_if<AskingMoved>(&action)) {
        if (!state.asking) return std::nullopt;
        if (by->columns != 0) {
            ask_about(state, table,
                      moved_within(state.asking->column, by->columns, table.columns.size()));
        } else {
            state.asking->field =
                moved_within(state.asking->field, by->fields, table.fields.size());
        }
    } else if (std::holds_alternative<AskingEntered>(action)) {
        return decide(state, table, state.asking ? state.asking->field : 0);
    } else if (std::holds_alternative<AskingLeft>(action)) {
        state.asking.reset();
    } else {
        ++state.turned;
    }
    return std::nullopt;
}

}  // namespace till::goods
