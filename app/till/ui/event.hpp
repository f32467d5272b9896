#pragma once

#include <chrono>
#include <string>
#include <variant>

#include "app/till/ui/geometry.hpp"

namespace till::ui {

/// Time since some moment before the program's start; never a date.
using Moment = std::chrono::microseconds;

enum class Key {
    none,
    enter,
    escape,
    tab,
    backspace,
    del,
    insert,
    home,
    end,
    left,
    right,
    up,
    down,
    page_up,
    page_down,
    f1,
    f2,
    f3,
    f4,
    f5,
    f6,
    f7,
    f8,
    f9,
    f10,
    f11,
    f12,
    letter_a,
    letter_c,
    letter_v,
    letter_x
};

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
