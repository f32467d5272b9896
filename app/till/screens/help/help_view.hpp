#pragma once

#include <optional>

#include "app/till/screens/help/help.hpp"
#include "app/till/ui/widgets.hpp"

namespace till::help {

/// Draws the help; returns what the cashier did in this pass, if anything.
std::optional<Action> draw(ui::Frame& frame, const Model& model);

}  // namespace till::help
