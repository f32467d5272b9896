#pragma once

#include <optional>

#include "app/till/screens/sign_on/sign_on.hpp"
#include "app/till/ui/widgets.hpp"

namespace till::sign_on {

/// Draws the people and the question for a PIN; returns what was done in this pass, if anything.
std::optional<Action> draw(ui::Frame& frame, const Model& model);

}  // namespace till::sign_on
