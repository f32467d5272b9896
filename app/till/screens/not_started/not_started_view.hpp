#pragma once

#include <optional>

#include "app/till/screens/not_started/not_started.hpp"
#include "app/till/ui/widgets.hpp"

namespace till::not_started {

/// Draws the screen; returns what was done in this pass, if anything.
std::optional<Action> draw(ui::Frame& frame, const Model& model);

}  // namespace till::not_started
