#pragma once

#include <optional>

#include "app/till/screens/opening/opening.hpp"
#include "app/till/ui/widgets.hpp"

namespace till::opening {

/// Draws the closed till; returns what was done in this pass, if anything.
std::optional<Action> draw(ui::Frame& frame, const Model& model);

}  // namespace till::opening
