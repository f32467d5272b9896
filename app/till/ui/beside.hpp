#pragma once

#include <string>
#include <string_view>

#include "app/till/ui/texts.hpp"

namespace till::ui {

/// Writes `part` behind what `words` says already: "2 lines · 5 min ago · Anna K.". Where
/// directions of writing meet, each part is isolated, so that none turns its neighbours around.
void add_beside(const Texts& texts, std::string& words, std::string_view part,
                std::string_view between = " · ");

}  // namespace till::ui
