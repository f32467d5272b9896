#pragma once

#include <optional>

#include "app/till/screens/first_start/first_start.hpp"
#include "app/till/ui/widgets.hpp"

// What a place brings, and what is chosen there.
namespace till::first_start {

/// The countries, and any other at the end.
std::optional<Action> draw_names(ui::Frame& frame, const Model& model, const ui::Rect& place);
/// What the chosen one brings: currency, zone, each rate from its day on, coins.
void draw_country(ui::Frame& frame, const Model& model, const ui::Rect& place);
/// The clocks of the country, each with the time that it shows.
std::optional<Action> draw_clocks(ui::Frame& frame, const Model& model, const ui::Rect& place);
/// No logo, pictures there are, and the path of another.
std::optional<Action> draw_logos(ui::Frame& frame, const Model& model, const ui::Rect& place);

}  // namespace till::first_start
