#pragma once

#include <optional>
#include <string_view>

#include "app/till/screens/first_start/first_start.hpp"
#include "app/till/ui/widgets.hpp"

namespace till::first_start {

inline constexpr ui::TextStyle kBody{ui::TextSize::body, ui::Weight::regular};

/// Words across the top of `rest`, which is left what is below them and the gap.
void paragraph(ui::Frame& frame, ui::Rect& rest, const ui::TextStyle& style, ui::Colour colour,
               std::string_view words, float gap);

/// What a field is called, for some in the words of the country.
std::string_view label_of(const ui::Frame& frame, const Model& m, Field field);

/// The fields that the step asks for, and a keyboard below them where there is room.
std::optional<Action> draw_fields(ui::Frame& frame, const Model& m, ui::Rect rest,
                                  bool with_keyboard = true);

}  // namespace till::first_start
