#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "app/till/ui/frame.hpp"

namespace till::ui {

enum class Look {
    plain,   ///< a card
    quiet,   ///< in the key colour: one of many
    accent,  ///< the one likely next step of a screen
    strong,  ///< black on light, white on dark: the second
    danger   ///< takes something away for good
};

struct Button {
    std::string_view label{};
    std::string_view second{};       ///< a second line, as the amount below "Exact cash"
    Command command{Command::none};  ///< its key is shown below the label and does the same
    Look look{Look::plain};
    Icon icon{Icon::none};  ///< instead of a label, or above it on a high button
    bool enabled{true};
    std::string_view why_not{};  ///< shown in place of the key while disabled
    /// Of the label, where keys side by side shall be written alike; see `alike`.
    std::optional<TextSize> size{};
};

/// The largest size, from the one a function key has downwards, in which all labels fit into keys
/// of that width.
TextSize alike(const Frame& frame, std::span<const std::string_view> labels, float width);

/// Whether each of the labels fits on a function key of that width at that size.
bool fit(const Frame& frame, std::span<const std::string_view> labels, TextSize size, float width);

/// How many action keys stand side by side in `place` so that all their labels fit, in one size.
struct KeyRows {
    int across{1};
    TextSize size{};
};
KeyRows key_rows(const Frame& frame, const Rect& place, std::span<const std::string_view> labels,
                 float gap);

// Each returns whether it was tapped or its key was pressed.
bool function_key(Frame& frame, std::string_view name, const Rect& place, const Button& button);
bool money_key(Frame& frame, std::string_view name, const Rect& place, const Button& button);
bool action_key(Frame& frame, std::string_view name, const Rect& place, const Button& button);
/// A word in the accent colour that can be tapped, as "Use points (P)".
bool link(Frame& frame, std::string_view name, const Rect& place, const Button& button);
/// A bare icon; its touch target is as large as fingers need, around `place`.
bool icon_button(Frame& frame, std::string_view name, const Rect& place, Icon icon,
                 Command command = Command::none);

/// Tabs from the start, the chosen one filled and always in sight. Where not all fit, `more` is the
/// last tab, if it is given. Returns the index tapped; labels.size() stands for `more`.
std::optional<std::size_t> tabs(Frame& frame, std::string_view name, const Rect& place,
                                std::span<const std::string_view> labels, std::size_t chosen,
                                std::string_view more = {});

/// Choices side by side, one of them made. Where not all fit, the one that is made stands there
/// alone and a tap makes the next.
std::optional<std::size_t> choices(Frame& frame, std::string_view name, const Rect& place,
                                   std::span<const std::string_view> labels, std::size_t chosen,
                                   Align align = Align::start);

/// A line with a switch at its end; returns whether it was flipped.
bool toggle(Frame& frame, std::string_view name, const Rect& place, std::string_view label,
            bool on);

}  // namespace till::ui
