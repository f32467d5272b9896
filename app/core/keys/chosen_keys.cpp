#include "app/core/keys/chosen_keys.hpp"

#include <fmt/format.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <sstream>

namespace app::core::keys {

namespace {

using Done = std::expected<void, std::string>;

constexpr Command kFixed[] = {
    Command::none,      Command::back,          Command::confirm,       Command::line_up,
    Command::line_down, Command::choice_before, Command::choice_behind, Command::next_tab,
    Command::page_up,   Command::page_down,     Command::first,         Command::last,
    Command::erase,
};

std::string_view name_of(Command command) {
    return kCommandNames[static_cast<std::size_t>(command)];
}

bool is_usual(const KeyMap& keys, Command command) {
    return keys.chord(command) == KeyMap{}.chord(command);
}

/// What moves about the screen, edits a text or is typed of a figure cannot do anything else.
bool may_be_given(const Chord& chord) {
    if (chord.key != Key::none)
        return chord.key == Key::insert || (chord.key >= Key::f1 && chord.key <= Key::f12);
    const auto c = static_cast<UChar32>(chord.character);
    return u_isgraph(c) && !u_isdigit(c) && c != '.' && c != ',';
}

std::expected<Command, std::string> command_named(std::string_view name) {
    const auto* const known = std::ranges::find(kCommandNames, name);
    if (known == std::end(kCommandNames) || name_of(Command::none) == name) {
        return std::unexpected(fmt::format(
            "\"{}\" is nothing that has a key. counterfoil keys lists what has one.", name));
    }
    const auto command = static_cast<Command>(known - std::begin(kCommandNames));
    if (!may_be_chosen(command)) {
        return std::unexpected(fmt::format(
            "{} keeps its key {}, by which every screen is moved about, left or agreed to.", name,
            KeyMap{}.name(command)));
    }
    return command;
}

/// Why that command cannot have that key, whoever else has it.
Done check(Command command, const Chord& chord, std::string_view key) {
    const Chord usual = KeyMap{}.chord(command);
    if (chord == usual) return {};
    if (!may_be_given(chord)) {
        return std::unexpected(fmt::format(
            "{} cannot be given: Enter, Esc, Tab, arrows and the like move about every screen, and "
            "digits, point and comma are typed.",
            key));
    }
    if (usual.character == 0 && chord.key == Key::none) {
        return std::unexpected(fmt::format(
            "{} is wanted while a text is written too, where {} would be typed: give it one of F1 "
            "to F12 or Ins, alone or with Ctrl+.",
            name_of(command), key));
    }
    return {};
}

Done give(KeyMap& keys, std::string_view change) {
    const std::size_t equals = change.find('=');
    if (equals == std::string_view::npos) {
        return std::unexpected(
            fmt::format("\"{}\" says no key. One is given as in exact_cash=F6.", change));
    }
    const auto command = command_named(change.substr(0, equals));
    if (!command) return std::unexpected(command.error());
    const std::string_view key = change.substr(equals + 1);
    const auto chord = parse_chord(key);
    if (!chord) return std::unexpected(chord.error());
    if (auto may = check(*command, *chord, key); !may) return may;
    keys.set(*command, *chord);
    return {};
}

Done give_back(KeyMap& keys, std::string_view name) {
    const auto command = command_named(name);
    if (!command) return std::unexpected(command.error());
    keys.set(*command, KeyMap{}.chord(*command));
    return {};
}

/// Usually two commands share a key only where no screen shows both; of others nobody knows.
Done check_shared(const KeyMap& keys) {
    for (std::size_t i = 1; i < kCommands; ++i) {
        const auto one = static_cast<Command>(i);
        if (is_usual(keys, one)) continue;
        for (std::size_t j = 1; j < kCommands; ++j) {
            const auto other = static_cast<Command>(j);
            if (i == j || keys.chord(one) != keys.chord(other)) continue;
            return std::unexpected(fmt::format(
                "{0} cannot be the key of {1}, being that of {2}: give {2} another key with the "
                "same command, or {1}.",
                keys.name(one), name_of(one), name_of(other)));
        }
    }
    return {};
}

}  // namespace

bool may_be_chosen(Command command) {
    return std::ranges::find(kFixed, command) == std::end(kFixed);
}

std::expected<KeyMap, std::string> changed(KeyMap keys, const KeyChanges& changes) {
    for (const std::string& name : changes.usual)
        if (auto done = give_back(keys, name); !done) return std::unexpected(done.error());
    for (const std::string& change : changes.given)
        if (auto done = give(keys, change); !done) return std::unexpected(done.error());
    if (auto done = check_shared(keys); !done) return std::unexpected(done.error());
    return keys;
}

std::string to_string(const KeyMap& keys) {
    std::string text;
    for (std::size_t i = 1; i < kCommands; ++i) {
        const auto command = static_cast<Command>(i);
        if (is_usual(keys, command)) continue;
        text +=
            fmt::format("{}{}={}", text.empty() ? "" : " ", name_of(command), keys.name(command));
    }
    return text;
}

KeyMap chosen_keys(std::string_view setting) {
    std::istringstream words{std::string{setting}};
    KeyChanges kept;
    for (std::string word; words >> word;) kept.given.push_back(word);
    return changed({}, kept).value_or(KeyMap{});
}

}  // namespace app::core::keys
