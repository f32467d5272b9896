#pragma once

#include "app/till/screens/customer/customer.hpp"
#include "app/till/screens/sell/pictures.hpp"
#include "app/till/ui/widgets.hpp"

namespace till::customer {

using sell::Pictures;

/// Draws what the customer sees, to be read from two metres.
void draw(ui::Frame& frame, const Model& model, const Pictures& pictures);

}  // namespace till::customer
