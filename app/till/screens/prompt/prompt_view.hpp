#pragma once

#include <optional>

#include "app/till/screens/prompt/prompt.hpp"
#include "app/till/ui/widgets.hpp"

namespace till::prompt {

/// Draws the prompt into `place`, beside the cart; returns what the cashier did, if anything.
std::optional<Action> draw(ui::Frame& frame, const Model& model, const ui::Rect& place);

}  // namespace till::prompt
