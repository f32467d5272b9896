#pragma once

#include <optional>

#include "app/till/screens/sell/pictures.hpp"
#include "app/till/screens/sell/sell.hpp"
#include "app/till/ui/widgets.hpp"

namespace till::sell {

/// The start side of the sell screen: lines, customer, total.
std::optional<Action> draw_cart(ui::Frame& frame, const Model& model, const Pictures& pictures,
                                const ui::Rect& place);

}  // namespace till::sell
