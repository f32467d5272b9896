#pragma once

#include "app/till/screens/common/status.hpp"
#include "app/till/ui/widgets.hpp"

namespace till::common {

ui::Tone tone(Level level);

/// Draws the strip; returns the room below it. A screen of two parts says so: see ui::Panes.
enum class Parts { one, two };
ui::Rect draw_status(ui::Frame& frame, const Status& status, Parts parts = Parts::one);

float message_height(const ui::Frame& frame, const Message& message, float width);

/// Draws `message` at the top of `rest` and takes its room from it; nothing for an empty one.
void draw_message(ui::Frame& frame, const Message& message, ui::Rect& rest);

}  // namespace till::common
