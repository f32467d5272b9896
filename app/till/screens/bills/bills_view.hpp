#pragma once

#include <optional>

#include "app/till/screens/bills/bills.hpp"
#include "app/till/ui/widgets.hpp"

namespace till::bills {

/// Draws the search for an account, or its bills; returns what the cashier did in this pass.
std::optional<Action> draw(ui::Frame& frame, const Model& model);

}  // namespace till::bills
