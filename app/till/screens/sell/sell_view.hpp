#pragma once

#include <functional>
#include <optional>
#include <string_view>

#include "app/till/screens/sell/pictures.hpp"
#include "app/till/screens/sell/sell.hpp"
#include "app/till/ui/widgets.hpp"

namespace till::sell {

/// Draws the sell screen; returns what the cashier did in this pass, if anything.
std::optional<Action> draw(ui::Frame& frame, const Model& model, const Pictures& pictures);

}  // namespace till::sell
