#pragma once

#include "app/till/screens/customer/customer.hpp"
#include "app/till/shell/model.hpp"
#include "drivers/display/panel.hpp"

namespace till::shell {

/// What the customer sees now, in the language of the till.
customer::Model customer_model(const Model& model, const Context& context);

/// The same on two lines of twenty characters.
drivers::display::Panel customer_panel(const Model& model, const Context& context);

}  // namespace till::shell
