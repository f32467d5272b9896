#pragma once

#include <optional>

#include "app/till/screens/settings/settings.hpp"
#include "app/till/ui/widgets.hpp"

namespace till::settings {

/// Draws the settings; returns what was changed in this pass, if anything.
std::optional<Action> draw(ui::Frame& frame, const Model& model);

}  // namespace till::settings
