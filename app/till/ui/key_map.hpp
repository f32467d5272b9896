#pragma once

#include <array>
#include <expected>
#include <string>
#include <string_view>

#include "app/till/ui/event.hpp"

namespace till::ui {

enum class Command {
    none,
#define COMMAND(name, key, character) name,
#include "app/till/ui/commands.inc"
#undef COMMAND
};

inline constexpr std::string_view kCommandNames[] = {
    "none",
#define COMMAND(name, key, character) #name,
#include "app/till/ui/commands.inc"
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

    /// Whether `event` is the key of `command`. Key repeats count for moving, not for doing.
    bool matches(Command command, const Event& event) const;
    /// What is printed on a button: "F9", "Enter", "Esc", "B", "–"; empty without a key.
    std::string name(Command command) const;

private:
    std::array<Chord, kCommands> chords_{};
};

/// A key by the name that `KeyMap::name` shows ("F9", "Esc", "*", "Ctrl+Tab").
std::expected<Chord, std::string> parse_chord(std::string_view name);

}  // namespace till::ui
