#pragma once

#include <optional>

#include "app/till/screens/sell/sell.hpp"
#include "app/till/screens/sell/sell_view.hpp"
#include "app/till/ui/widgets.hpp"

namespace till::sell {

/// The tiles of a tab while they are put into another order: under a finger, by two taps, or by
/// arrows and Enter.
std::optional<Action> draw_arrange(ui::Frame& frame, const Model& model, const Pictures& pictures,
                                   ui::Rect place);

}  // namespace till::sell
