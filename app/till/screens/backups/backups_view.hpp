#pragma once

#include <optional>

#include "app/till/screens/backups/backups.hpp"
#include "app/till/ui/widgets.hpp"

namespace till::backups {

/// Draws how the backups are, or the places to choose from; returns what was done in this pass, if
/// anything.
std::optional<Action> draw(ui::Frame& frame, const Model& model);

}  // namespace till::backups
