#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "app/till/ui/widgets.hpp"

namespace till::common {

/// A key at the foot of a form, and what it does.
template <class Action>
struct FootKey {
    std::string_view name;
    ui::Button button;
    Action action;
};

/// Where keys side by side at the bottom of `rest` stand, an accented last one larger; many of them
/// in two rows where it is narrow. Their room is taken from it.
std::vector<ui::Rect> foot_places(const ui::Frame& frame, ui::Rect& rest, std::size_t count,
                                  bool accented);

/// Draws them there; returns what the pressed one does.
template <class Action>
std::optional<Action> draw_foot_keys(ui::Frame& frame, ui::Rect& rest,
                                     const std::vector<FootKey<Action>>& keys) {
    std::optional<Action> out;
    const bool accented = keys.back().button.look == ui::Look::accent;
    const auto places = foot_places(frame, rest, keys.size(), accented);
    std::vector<std::string_view> labels;
    for (std::size_t i = 0; i + (accented ? 1 : 0) < keys.size(); ++i)
        labels.push_back(keys[i].button.label);
    for (std::size_t i = 0; i < keys.size(); ++i) {
        ui::Button button = keys[i].button;
        const bool large = accented && i + 1 == keys.size();
        if (!large) button.size = ui::alike(frame, labels, places[i].width());
        const bool pressed = large ? ui::money_key(frame, keys[i].name, places[i], button)
                                   : ui::action_key(frame, keys[i].name, places[i], button);
        if (pressed) out = keys[i].action;
    }
    return out;
}

}  // namespace till::common
