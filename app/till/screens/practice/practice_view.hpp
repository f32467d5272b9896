#pragma once

#include <optional>

#include "app/till/screens/practice/practice.hpp"
#include "app/till/screens/sell/pictures.hpp"
#include "app/till/ui/frame.hpp"

namespace till::practice {

/// Under a band that says it is practice, and framed in that band's colour.
std::optional<Action> draw(ui::Frame& frame, const Model& model, const sell::Pictures& pictures);

}  // namespace till::practice
