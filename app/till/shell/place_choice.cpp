#include "app/till/shell/place_choice.hpp"

#include <algorithm>

#include "app/till/shell/tell.hpp"

namespace till::shell {

void begin_choice(common::PlaceChoice& choice, std::vector<BackupPlace>& places, bool& found) {
    choice = {.open = true};
    places.clear();
    found = false;
}

void choose(common::PlaceChoice& choice, const common::PlaceTapped& tapped) {
    choice.path.clear();
    choice.writing = false;
    choice.chosen = tapped.index;
}

void choose(common::PlaceChoice& choice, common::PathWanted) {
    choice.writing = true;
}

void choose(common::PlaceChoice& choice, const common::PathTyped& typed) {
    choice.path = typed.text;
    choice.writing = true;
}

void move_among(common::PlaceChoice& choice, std::size_t count, int by) {
    const int last = std::max(static_cast<int>(count) - 1, 0);
    const int from = choice.writing ? -1 : static_cast<int>(choice.chosen);
    choice.writing = false;
    choice.path.clear();
    choice.chosen = static_cast<std::size_t>(std::clamp(from + by, 0, last));
}

std::optional<std::string> entered_folder(Model& m, const common::PlaceChoice& choice,
                                          const std::vector<BackupPlace>& places, const Context& c,
                                          Effects& effects) {
    if (choice.path.empty()) {
        // No place is marked while somebody writes.
        if (choice.writing || choice.chosen >= places.size()) return std::nullopt;
        return places[choice.chosen].folder;
    }
    if (choice.path.starts_with('/') || choice.path.starts_with("~/")) return choice.path;
    refuse(m, c.texts[ui::TextKey::backups_path_wrong], effects);
    return std::nullopt;
}

}  // namespace till::shell
