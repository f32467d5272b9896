#include "app/till/ui/key_map.hpp"

#include <fmt/format.h>
#include <unicode/uchar.h>

#include <utility>

#include "app/till/ui/utf8.hpp"
#include "pos/base/utf8.hpp"

namespace till::ui {

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

/// Moving through a list goes on while the key is held; everything else happens once.
bool repeats(Command command) {
    return command == Command::line_up || command == Command::line_down ||
           command == Command::page_up || command == Command::page_down ||
           command == Command::erase;
}

}  // namespace

KeyMap::KeyMap() {
#define COMMAND(name, key_name, character_value) \
    set(Command::name, {Key::key_name, static_cast<char32_t>(character_value)});
#include "app/till/ui/commands.inc"
#undef COMMAND
    set(Command::other_pane, {Key::tab, 0, true});
}

bool KeyMap::matches(Command command, const Event& event) const {
    const Chord wanted = chord(command);
    if (const auto* pressed = std::get_if<KeyPressed>(&event))
        return wanted.key != Key::none && pressed->key == wanted.key &&
               pressed->control == wanted.control && (!pressed->repeat || repeats(command));
    if (const auto* typed = std::get_if<CharTyped>(&event))
        return wanted.character != 0 && folded(typed->character) == folded(wanted.character);
    return false;
}

std::string KeyMap::name(Command command) const {
    const Chord wanted = chord(command);
    for (const auto& [key, name] : kKeyNames)
        if (wanted.key == key)
            return std::string(wanted.control ? kControl : std::string_view{}).append(name);
    if (wanted.character == 0) return {};
    if (wanted.character == U'-') return "–";
    return pos::to_utf8(static_cast<char32_t>(u_toupper(static_cast<UChar32>(wanted.character))));
}

std::expected<Chord, std::string> parse_chord(std::string_view name) {
    const bool control = name.starts_with(kControl);
    const std::string_view alone = control ? name.substr(kControl.size()) : name;
    for (const auto& [key, known] : kKeyNames)
        if (known == alone) return Chord{key, 0, control};
    if (name == "–") return Chord{Key::none, U'-'};
    std::string_view rest = name;
    const char32_t c = rest.empty() ? 0 : take_character(rest);
    if (c <= U' ' || !rest.empty())
        return std::unexpected(fmt::format(
            "\"{}\" names no key; keys are F1 to F12, Enter, Esc and the like, or one character.",
            name));
    return Chord{Key::none, folded(c)};
}

}  // namespace till::ui
