#pragma once

#include <optional>

#include "app/till/screens/done/done.hpp"
#include "app/till/ui/widgets.hpp"

namespace till::done {

/// Draws the receipt-done screen; returns what the cashier did in this pass, if anything.
std::optional<Action> draw(ui::Frame& frame, const Model& model);

}  // namespace till::done
