#pragma once

#include <optional>

#include "app/till/screens/sell/sell.hpp"
#include "app/till/screens/sell/sell_view.hpp"
#include "app/till/ui/widgets.hpp"

// What can stand below the input line.
namespace till::sell {

/// How an item's tile looks.
ui::Tile tile_of(const ItemTile& item, const Pictures& pictures);
/// Tiles of one department, with the departments as tabs above.
std::optional<Action> draw_tiles(ui::Frame& frame, const Model& model, const Pictures& pictures,
                                 ui::Rect place);
/// All departments, where they do not fit as tabs.
std::optional<Action> draw_departments(ui::Frame& frame, const Model& model, ui::Rect place);
/// What was found, with the departments it was found in as tabs above.
std::optional<Action> draw_found(ui::Frame& frame, const Model& model, ui::Rect place);
/// What is needed less often.
std::optional<Action> draw_menu(ui::Frame& frame, const Model& model, ui::Rect place);

}  // namespace till::sell
