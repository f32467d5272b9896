#pragma once

#include <optional>
#include <string>

#include "app/till/screens/sell/pictures.hpp"
#include "app/till/screens/sell/sell.hpp"
#include "app/till/ui/widgets.hpp"

namespace till::sell {

/// The start side of the sell screen: lines, customer, total.
std::optional<Action> draw_cart(ui::Frame& frame, const Model& model, const Pictures& pictures,
                                const ui::Rect& place);

/// The words of the key to the cart: what it comes to, with its name where there is room.
std::string cart_words(const ui::Frame& frame, const Model& model);

}  // namespace till::sell
