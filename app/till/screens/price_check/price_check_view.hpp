#pragma once

#include <optional>

#include "app/till/screens/price_check/price_check.hpp"
#include "app/till/ui/widgets.hpp"

namespace till::price_check {

/// Draws the screen; returns what the cashier did in this pass, if anything.
std::optional<Action> draw(ui::Frame& frame, const Model& model);

}  // namespace till::price_check
