#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/ui/scenes.hpp"

namespace test {

/// What is asked and said where a till takes the place of a lost one, by name: "replace_choose".
std::vector<std::string> replace_names();
/// None of that name: none.
std::optional<Scene> replace_scene(std::string_view name, const std::string& language);

}  // namespace test
