#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/till/screens/common/choose.hpp"
#include "app/till/shell/model.hpp"
#include "app/till/shell/updates.hpp"

namespace till::shell {

// Choosing where backups and exports go: a folder that was found, or one that is typed.

/// Begins; the places that are known are looked for anew.
void begin_choice(common::PlaceChoice& choice, std::vector<BackupPlace>& places, bool& found);
void choose(common::PlaceChoice& choice, const common::PlaceTapped& tapped);
void choose(common::PlaceChoice& choice, common::PathWanted);
void choose(common::PlaceChoice& choice, const common::PathTyped& typed);
/// Arrows: from the path to the first place, or from place to place.
void move_among(common::PlaceChoice& choice, std::size_t count, int by);

/// The folder of the chosen place, or the one that was typed; nothing where neither is, or what was
/// typed is no whole path, which is said.
std::optional<std::string> entered_folder(Model& m, const common::PlaceChoice& choice,
                                          const std::vector<BackupPlace>& places, const Context& c,
                                          Effects& effects);

}  // namespace till::shell
