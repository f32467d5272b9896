#pragma once

#include <string_view>

#include "app/till/ui/widgets.hpp"

namespace till::common {

/// The title of a screen that is a list or a form.
void draw_title(ui::Frame& frame, ui::Rect& rest, std::string_view words);

/// The key back to the sale at the foot of a screen; its row is taken from `rest`, and what is left
/// of the row for another key is `beside`. Returns whether it was pressed.
bool draw_back(ui::Frame& frame, ui::Rect& rest, ui::Rect* beside = nullptr);

/// A sentence in the middle of a place that has nothing to show.
void draw_nothing(ui::Frame& frame, const ui::Rect& place, std::string_view words);

}  // namespace till::common
