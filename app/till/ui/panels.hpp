#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "app/till/ui/buttons.hpp"
#include "app/till/ui/lists.hpp"

namespace till::ui {

/// A dot and a word, as in the status bar. `end` and `middle` place its end; returns its start.
struct Pill {
    Tone tone{Tone::good};
    std::string_view words{};
    std::string_view name{};        ///< of the control, where a finger on it orders something
    Command orders{Command::none};  ///< see Frame::ordered()
};
float pill(Frame& frame, float end, float middle, const Pill& pill);

/// The bar at the top of every screen. Returns what is left of the display below it.
struct StatusBar {
    std::string_view till{};  ///< bold
    std::string_view person{};
    Command person_orders{Command::none};  ///< what a finger on the name orders
    std::string_view context{};            ///< muted: receipt number, "Takings · today"
    std::span<const Pill> pills{};
    std::string_view time{};
    bool panes{false};  ///< leaves room for their key, where one part is shown at a time
};
Rect status_bar(Frame& frame, const StatusBar& bar);

/// A card on the background; returns the room inside.
Rect card(Frame& frame, const Rect& place);
Rect card(Frame& frame, const Rect& place, float padding);

/// A word about what happened, in line with the rest. Never covers anything, never swallows input.
struct Notice {
    Tone tone{Tone::neutral};
    std::string_view lead{};  ///< bold, before the words
    std::string_view words{};
    std::string_view action{};
    Command command{Command::none};
};
float notice_height(const Frame& frame, float width, const Notice& notice);
/// Returns whether its action was tapped or its key pressed.
bool notice(Frame& frame, std::string_view name, const Rect& place, const Notice& notice);

/// "Takings €4,812.40 ▲ 6.2 %".
struct Figure {
    std::string_view label{};
    std::string_view figure{};
    std::string_view note{};
    std::string_view long_note{};  ///< instead of the note where there is room
    Tone tone{Tone::good};
    int trend{0};  ///< a triangle up or down before the note; 0: none
};
void figure_card(Frame& frame, const Rect& place, const Figure& figure);

struct Bar {
    std::string_view label{};
    double value{0};  ///< of any unit; drawn in proportion to the largest
    bool muted{false};
};
void bar_chart(Frame& frame, const Rect& place, std::span<const Bar> bars);

/// Keys of a number pad, 7 8 9 at the top. Digits typed on the keyboard count too.
struct NumpadPress {
    enum class What { digit, double_zero, point, erase } what{What::digit};
    int digit{0};
};
struct Numpad {
    bool point{false};  ///< a decimal point instead of "00"
    std::string_view point_sign{"."};
    bool enabled{true};
};
std::optional<NumpadPress> numpad(Frame& frame, std::string_view name, const Rect& place,
                                  const Numpad& pad = {});

}  // namespace till::ui
