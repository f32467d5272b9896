#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/till/ui/frame.hpp"

namespace till::ui {

struct Field {
    std::string_view text{};
    std::string_view hint{};         ///< shown while it is empty
    bool writing{false};             ///< has the keyboard; the screen's model decides
    Command command{Command::none};  ///< its key asks for the keyboard and is shown at the end
    bool lens{false};
    bool hidden{false};               ///< dots instead of characters: a PIN
    std::size_t characters_max{200};  ///< what goes beyond is left out, and the field says so
    bool full{false};                 ///< something had no room that was written another way
};

struct FieldAnswer {
    std::optional<std::string> text{};  ///< changed to this
    bool wanted{false};                 ///< tapped or its key pressed: give it the keyboard
    bool tapped{false};                 ///< by a finger, whether it is being written in or not
    bool entered{false};                ///< Enter
    bool left{false};                   ///< Esc
};

/// A field for text in any script, with caret and selection.
FieldAnswer text_field(Frame& frame, std::string_view name, const Rect& place, const Field& field);

/// An amount being keyed in: label at the start, large figures at the end, always in focus.
struct Amount {
    std::string_view label{};
    std::string_view amount{};
    std::string_view expected{};  ///< shown muted while nothing is keyed in
    std::string_view unit{};      ///< "kg", "€": muted, behind the figures
    bool wrong{false};            ///< what was keyed in was not taken
};
void amount_field(Frame& frame, const Rect& place, const Amount& amount);
/// How high such a field is where there is so much room for it: on small displays it is lower than
/// a key of money.
float amount_height(const Frame& frame, float room);

}  // namespace till::ui
