#pragma once

#include <optional>

#include "app/till/screens/sell/sell_view.hpp"
#include "app/till/shell/model.hpp"

namespace till::shell {

/// Draws the current screen; returns what was done on it in this pass, if anything.
std::optional<Action> draw(ui::Frame& frame, const Model& model, const sell::Pictures& pictures);

}  // namespace till::shell
