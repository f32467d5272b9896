#pragma once

#include <optional>

#include "app/till/screens/devices/devices.hpp"
#include "app/till/ui/widgets.hpp"

namespace till::devices {

/// Draws the devices; returns what was done in this pass, if anything.
std::optional<Action> draw(ui::Frame& frame, const Model& model);

}  // namespace till::devices
