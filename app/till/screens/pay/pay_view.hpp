#pragma once

#include <optional>

#include "app/till/screens/pay/pay.hpp"
#include "app/till/ui/widgets.hpp"

namespace till::pay {

/// Draws the pay screen; returns what the cashier did in this pass, if anything.
std::optional<Action> draw(ui::Frame& frame, const Model& model);

}  // namespace till::pay
