#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "app/till/ui/frame.hpp"

namespace till::ui {

/// What a finger did on the keyboard of the screen.
struct KeyboardPress {
    enum class What { character, erase, shift } what{What::character};
    std::string character{};  ///< UTF-8, as it is to be written
};

/// Letters, digits and signs for fingers, laid out as the language's own keyboards are: for names
/// and addresses where no keyboard is plugged in. Five rows. Signs, and letters with accents of
/// other languages, are pages of their own: "?123" and "áü" lead there, "abc" back, and the drawing
/// remembers which is shown. Whoever draws it keeps `capitals`.
std::optional<KeyboardPress> keyboard(Frame& frame, std::string_view name, const Rect& place,
                                      std::string_view language, bool capitals);
/// What a press makes of a text that is written at its end, which is never longer than `bytes_max`;
/// the next letter is a capital at its start and behind a space.
void press_key(const KeyboardPress& press, std::size_t bytes_max, std::string& text,
               bool& capitals);
/// How many keys its longest row has, on any page.
int keyboard_columns(std::string_view language);
/// The height at which its keys are as large as fingers need.
float keyboard_height(const Frame& frame);

}  // namespace till::ui
