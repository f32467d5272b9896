#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "app/till/screens/first_start/first_start.hpp"
#include "app/till/ui/widgets.hpp"

namespace till::first_start {

/// What the question says of a test page: whether one can be tried, or how the last came out.
ui::TextKey printer_hint(const Model& m);

/// A row of the list: by itself, one that was found, one of the network, or none.
std::string_view printer_label(const ui::Frame& frame, const Model& m, std::size_t row);

/// The list, and beside it the one that is chosen.
std::optional<Action> draw_printers(ui::Frame& frame, const Model& m, ui::Rect rest);

}  // namespace till::first_start
