#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/till/screens/sell/pictures.hpp"
#include "tests/ui/scenes.hpp"

namespace test {

/// Every screen of the till in every state worth a look, by name: "sell_usual", "pay_in_parts".
std::vector<std::string> stage_names();

/// The till's own shell in a shop of awkward goods, brought to that state in that language. Drawn
/// as often as wanted; what is done on it changes nothing.
///
/// requires: name is one of stage_names()
Scene stage(
    std::string_view name, const std::string& language,
    till::sell::Pictures pictures = [](std::string_view) { return till::ui::TextureId::none; });

}  // namespace test
