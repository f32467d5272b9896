#pragma once

#include <functional>
#include <optional>
#include <string_view>

#include "app/till/screens/sell/sell.hpp"
#include "app/till/ui/widgets.hpp"

namespace till::sell {

/// Finds the texture of an item's picture by its file name; none while there is no such picture.
using Pictures = std::function<ui::TextureId(std::string_view)>;

/// Draws the sell screen; returns what the cashier did in this pass, if anything.
std::optional<Action> draw(ui::Frame& frame, const Model& model, const Pictures& pictures);

}  // namespace till::sell
