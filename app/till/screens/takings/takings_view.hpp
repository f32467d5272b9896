#pragma once

#include <optional>

#include "app/till/screens/takings/takings.hpp"
#include "app/till/ui/widgets.hpp"

namespace till::takings {

/// Draws the takings; returns what the manager did in this pass, if anything.
std::optional<Action> draw(ui::Frame& frame, const Model& model);

}  // namespace till::takings
