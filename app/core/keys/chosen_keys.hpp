#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "app/core/keys/key_map.hpp"

namespace app::core::keys {

/// The name of the till's setting in which the keys are that differ from the usual ones, as
/// `to_string` writes them: "exact_cash=F6 discount=F9".
inline constexpr const char* kKeysSetting = "keys";

/// What is changed at once, so that two commands can trade their keys.
struct KeyChanges {
    std::vector<std::string> given;  ///< "exact_cash=F6"
    std::vector<std::string> usual;  ///< commands that get their usual key back: "discount"
};

/// Whether its key may be another than the usual: not of what moves about the screen, leaves it or
/// agrees to it.
bool may_be_chosen(Command command);

/// The keys after those changes.
///
/// errors: one sentence for a command or key that there is none of, a key that may not be given,
/// and one that two commands would share which do not do so usually
std::expected<KeyMap, std::string> changed(KeyMap keys, const KeyChanges& changes);

/// What differs from the usual keys; empty where nothing does.
std::string to_string(const KeyMap& keys);

/// The keys that the setting says. A setting that cannot be used, as one of a newer program, is
/// none: a till starts with the usual keys then.
KeyMap chosen_keys(std::string_view setting);

}  // namespace app::core::keys
