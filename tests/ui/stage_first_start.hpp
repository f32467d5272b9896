#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/ui/scenes.hpp"

namespace test {

/// The questions of a first start, by name: "start_country".
std::vector<std::string> first_start_names();
/// None of that name: none.
std::optional<Scene> first_start(std::string_view name, const std::string& language);

}  // namespace test
