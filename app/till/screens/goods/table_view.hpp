#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/till/screens/goods/goods.hpp"
#include "app/till/ui/widgets.hpp"

namespace till::goods {

/// What is drawn below the rows, to be scrolled to with them; empty: nothing.
struct Below {
    const std::vector<Refused>* refused{nullptr};
    std::string_view more{};  // "and 12 more"
};

/// The first rows of a file under headings that say what each column is taken for, or the question
/// what one of them is. `may_ask`: a heading can be tapped.
std::optional<TableAction> draw_table(ui::Frame& frame, const Table& table, const TableState& state,
                                      bool may_ask, const ui::Rect& inside,
                                      const Below& below = {});

/// What keys do with it; called before other keys are asked for, since Enter and Esc answer the
/// question while it is open.
std::optional<TableAction> table_keys(ui::Frame& frame, const TableState& state, bool may_ask);

}  // namespace till::goods
