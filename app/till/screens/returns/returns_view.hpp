#pragma once

#include <optional>

#include "app/till/screens/returns/returns.hpp"
#include "app/till/ui/widgets.hpp"

namespace till::returns {

/// Draws the return screen; returns what the cashier did in this pass, if anything.
std::optional<Action> draw(ui::Frame& frame, const Model& model);

}  // namespace till::returns
