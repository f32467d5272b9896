#pragma once

#include "app/till/screens/first_start/first_start.hpp"
#include "app/till/ui/widgets.hpp"

namespace till::first_start {

/// The room of the rail, taken from the start of `rest`; empty where the keyboard needs it.
ui::Rect take_rail(const ui::Frame& frame, ui::Rect& rest);
/// Which part of the questions one is in, and what is behind.
void draw_rail(ui::Frame& frame, const Model& model, const ui::Rect& place);

}  // namespace till::first_start
