#pragma once

#include <optional>

#include "app/till/screens/customers/customers.hpp"
#include "app/till/ui/widgets.hpp"

namespace till::customers {

/// Draws the search for a customer, or the form; returns what the cashier did in this pass.
std::optional<Action> draw(ui::Frame& frame, const Model& model);

}  // namespace till::customers
