#pragma once

#include <optional>

#include "app/till/screens/replace/replace.hpp"
#include "app/till/ui/widgets.hpp"

namespace till::replace {

/// Draws the screen; returns what was done in this pass, if anything.
std::optional<Action> draw(ui::Frame& frame, const Model& model);

}  // namespace till::replace
