#pragma once

#include <array>
#include <cstddef>
#include <expected>
#include <iterator>
#include <string>
#include <string_view>

namespace app::core::keys {

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

/// What a key can order at the till.
enum class Command {
    none,
#define COMMAND(name, key, character) name,
#include "app/core/keys/commands.inc"
#undef COMMAND
};

inline constexpr std::string_view kCommandNames[] = {
    "none",
#define COMMAND(name, key, character) #name,
#include "app/core/keys/commands.inc"
#undef COMMAND
};
inline constexpr std::size_t kCommands = std::size(kCommandNames);

/// The key that gives a command: a key, alone or together with Control, or a character (letters
/// without regard to case).
struct Chord {
    Key key{Key::none};
    char32_t character{0};
    bool control{false};  ///< the key counts together with Control only
    bool operator==(const Chord&) const = default;
};

/// Which key does what. Two commands may share a key when no screen shows both.
class KeyMap {
public:
    KeyMap();  ///< the keys of commands.inc

    Chord chord(Command command) const { return chords_[static_cast<std::size_t>(command)]; }
    void set(Command command, Chord chord) { chords_[static_cast<std::size_t>(command)] = chord; }

    /// Whether that key, held together with Control or not, gives `command`.
    bool matches(Command command, Key key, bool control) const;
    bool matches(Command command, char32_t character) const;
    /// What is printed on a button: "F9", "Enter", "Esc", "B", "–"; empty without a key.
    std::string name(Command command) const;

    bool operator==(const KeyMap&) const = default;

private:
    std::array<Chord, kCommands> chords_{};
};

/// A key by the name that `KeyMap::name` shows ("F9", "Esc", "*", "Ctrl+Tab"), in small letters or
/// capital ones.
std::expected<Chord, std::string> parse_chord(std::string_view name);

}  // namespace app::core::keys
