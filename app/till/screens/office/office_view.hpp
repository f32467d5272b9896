#pragma once

#include <optional>

#include "app/till/screens/office/office.hpp"
#include "app/till/ui/widgets.hpp"

namespace till::office {

/// Draws what head office keeps beside its books; returns what was done in this pass, if anything.
std::optional<Action> draw(ui::Frame& frame, const Model& model);

}  // namespace till::office
