#pragma once

#include <optional>

#include "app/till/screens/goods/goods.hpp"
#include "app/till/ui/widgets.hpp"

namespace till::goods {

/// Draws the files to choose from, or the preview of one; returns what was done in this pass, if
/// anything.
std::optional<Action> draw(ui::Frame& frame, const Model& model);

}  // namespace till::goods
