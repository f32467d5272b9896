#pragma once

#include <optional>

#include "app/till/screens/exports/exports.hpp"
#include "app/till/ui/widgets.hpp"

namespace till::exports {

/// Draws what can be exported and how it goes on, or the places to choose from; returns what was
/// done in this pass, if anything.
std::optional<Action> draw(ui::Frame& frame, const Model& model);

}  // namespace till::exports
