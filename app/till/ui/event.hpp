#pragma once

#include <chrono>
#include <string>
#include <variant>

#include "app/core/keys/key_map.hpp"
#include "app/till/ui/geometry.hpp"

namespace till::ui {

/// Time since some moment before the program's start; never a date.
using Moment = std::chrono::microseconds;

using app::core::keys::Key;

/// A key without a character of its own, or a letter held together with Control.
struct KeyPressed {
    Key key{Key::none};
    bool shift{false};
    bool control{false};
    bool repeat{false};
};
/// A character, as the keyboard layout and input method made it.
struct CharTyped {
    char32_t character{0};
};
struct PointerMoved {
    Point at;
};
struct PointerPressed {
    Point at;
};
struct PointerReleased {
    Point at;
};
struct WheelTurned {
    Point at;
    float notches{0};  ///< positive: towards the top of the list
};
struct Pasted {
    std::string text;
};

using Event = std::variant<KeyPressed, CharTyped, PointerMoved, PointerPressed, PointerReleased,
                           WheelTurned, Pasted>;

}  // namespace till::ui
