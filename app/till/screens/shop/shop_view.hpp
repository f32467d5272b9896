#pragma once

#include <optional>

#include "app/till/screens/sell/pictures.hpp"
#include "app/till/screens/shop/shop.hpp"
#include "app/till/ui/widgets.hpp"

namespace till::shop {

/// Draws the form, or the pictures for a logo, with the receipt beside it; returns what was done in
/// this pass, if anything.
std::optional<Action> draw(ui::Frame& frame, const Model& model, const sell::Pictures& pictures);

/// How wide the paper is on such a display: what its picture is made for.
int paper_width_px(const ui::Frame& frame);

}  // namespace till::shop
