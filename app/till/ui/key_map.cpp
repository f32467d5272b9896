#include "app/till/ui/key_map.hpp"

namespace till::ui {

namespace {

/// Moving through a list goes on while the key is held; everything else happens once.
bool repeats(Command command) {
    return command == Command::line_up || command == Command::line_down ||
           command == Command::page_up || command == Command::page_down ||
           command == Command::erase;
}

}  // namespace

bool matches(const KeyMap& keys, Command command, const Event& event) {
    if (const auto* pressed = std::get_if<KeyPressed>(&event))
        return keys.matches(command, pressed->key, pressed->control) &&
               (!pressed->repeat || repeats(command));
    if (const auto* typed = std::get_if<CharTyped>(&event))
        return keys.matches(command, typed->character);
    return false;
}

}  // namespace till::ui
