#pragma once

#include <optional>

#include "app/till/screens/held/held.hpp"
#include "app/till/ui/widgets.hpp"

namespace till::held {

/// Draws the held carts; returns what the cashier did in this pass, if anything.
std::optional<Action> draw(ui::Frame& frame, const Model& model);

}  // namespace till::held
