#pragma once

#include <optional>

#include "app/till/screens/first_start/first_start.hpp"
#include "app/till/ui/widgets.hpp"

namespace till::first_start {

/// Draws the question; returns what was done in this pass, if anything.
std::optional<Action> draw(ui::Frame& frame, const Model& model);

}  // namespace till::first_start
