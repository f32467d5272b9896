#pragma once

#include "app/core/keys/key_map.hpp"
#include "app/till/ui/event.hpp"

namespace till::ui {

using app::core::keys::Chord;
using app::core::keys::Command;
using app::core::keys::kCommandNames;
using app::core::keys::kCommands;
using app::core::keys::KeyMap;
using app::core::keys::parse_chord;

/// Whether `event` is the key of `command`. Key repeats count for moving, not for doing.
bool matches(const KeyMap& keys, Command command, const Event& event);

}  // namespace till::ui
