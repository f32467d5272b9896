#pragma once

#include <optional>
#include <string_view>

#include "app/till/screens/first_start/first_start.hpp"
#include "app/till/ui/widgets.hpp"

// Writing with a finger where question and keys have no room below each other.
namespace till::first_start {

/// Whether keys for fingers need the room of what else there is.
bool is_low(const ui::Frame& frame);
/// Whether a finger is writing on such a display.
bool writes_by_hand(const ui::Frame& frame, const Model& model);

/// `words` and the field that is written in, one line each, and below them the keys.
///
/// requires: writes_by_hand(frame, model)
std::optional<Action> draw_by_hand(ui::Frame& frame, const Model& model, std::string_view words,
                                   ui::Rect place);

}  // namespace till::first_start
