#pragma once

#include <optional>

#include "app/till/screens/closing/closing.hpp"
#include "app/till/ui/widgets.hpp"

namespace till::closing {

/// Draws the close of the day; returns what the manager did in this pass, if anything.
std::optional<Action> draw(ui::Frame& frame, const Model& model);

}  // namespace till::closing
