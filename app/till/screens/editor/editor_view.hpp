#pragma once

#include <optional>

#include "app/till/screens/editor/editor.hpp"
#include "app/till/ui/widgets.hpp"

namespace till::editor {

/// Draws the list, or the form of one of its rows; returns what was done in this pass.
std::optional<Action> draw(ui::Frame& frame, const Model& model);

}  // namespace till::editor
