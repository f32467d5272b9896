#include "app/core/keys/key_map.hpp"

#include <fmt/format.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <utility>

#include "pos/base/utf8.hpp"

namespace app::core::keys {

namespace {

constexpr std::pair<Key, std::string_view> kKeyNames[] = {
    {Key::enter, "Enter"},  {Key::escape, "Esc"},     {Key::tab, "Tab"},   {Key::backspace, "⌫"},
    {Key::del, "Del"},      {Key::insert, "Ins"},     {Key::home, "Home"}, {Key::end, "End"},
    {Key::left, "←"},       {Key::right, "→"},        {Key::up, "↑"},      {Key::down, "↓"},
    {Key::page_up, "PgUp"}, {Key::page_down, "PgDn"}, {Key::f1, "F1"},     {Key::f2, "F2"},
    {Key::f3, "F3"},        {Key::f4, "F4"},          {Key::f5, "F5"},     {Key::f6, "F6"},
    {Key::f7, "F7"},        {Key::f8, "F8"},          {Key::f9, "F9"},     {Key::f10, "F10"},
    {Key::f11, "F11"},      {Key::f12, "F12"},
};

constexpr std::string_view kControl = "Ctrl+";

char32_t folded(char32_t c) {
    return static_cast<char32_t>(u_foldCase(static_cast<UChar32>(c), U_FOLD_CASE_DEFAULT));
}

/// Whether they differ in nothing but small and capital letters of the Latin alphabet.
bool alike(std::string_view one, std::string_view other) {
    const auto small = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return std::ranges::equal(one, other, {}, small, small);
}

/// The one character that a text is made of; 0 where it is none.
char32_t only_character(std::string_view text) {
    const auto length = static_cast<std::int32_t>(text.size());
    std::int32_t next = 0;
    UChar32 c = 0;
    if (text.empty()) return 0;
    U8_NEXT(reinterpret_cast<const std::uint8_t*>(text.data()), next, length, c);
    return c > 0 && next == length ? static_cast<char32_t>(c) : 0;
}

}  // namespace

KeyMap::KeyMap() {
#define COMMAND(name, key_name, character_value) \
    set(Command::name, {Key::key_name, static_cast<char32_t>(character_value)});
#include "app/core/keys/commands.inc"
#undef COMMAND
    set(Command::other_pane, {Key::tab, 0, true});
}

bool KeyMap::matches(Command command, Key key, bool control) const {
    const Chord wanted = chord(command);
    return wanted.key != Key::none && wanted.key == key && wanted.control == control;
}

bool KeyMap::matches(Command command, char32_t character) const {
    const Chord wanted = chord(command);
    return wanted.character != 0 && folded(character) == folded(wanted.character);
}

std::string KeyMap::name(Command command) const {
    const Chord wanted = chord(command);
    for (const auto& [key, name] : kKeyNames)
        if (wanted.key == key)
            return std::string(wanted.control ? kControl : std::string_view{}).append(name);
    if (wanted.character == 0) return {};
    if (wanted.character == U'-') return "–";
    // As it stands on the key, where that is read back as the same: not of a dotless i.
    const auto capital = static_cast<char32_t>(u_toupper(static_cast<UChar32>(wanted.character)));
    return pos::to_utf8(folded(capital) == folded(wanted.character) ? capital : wanted.character);
}

std::expected<Chord, std::string> parse_chord(std::string_view name) {
    const bool control = alike(name.substr(0, kControl.size()), kControl);
    const std::string_view alone = control ? name.substr(kControl.size()) : name;
    for (const auto& [key, known] : kKeyNames)
        if (alike(known, alone)) return Chord{key, 0, control};
    if (name == "–") return Chord{Key::none, U'-'};
    const char32_t c = only_character(name);
    if (c <= U' ')
        return std::unexpected(fmt::format(
            "\"{}\" names no key; keys are F1 to F12, Enter, Esc and the like, or one character.",
            name));
    return Chord{Key::none, folded(c)};
}

}  // namespace app::core::keys
