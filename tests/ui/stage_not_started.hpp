#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/ui/scenes.hpp"

namespace test {

/// What a till says that cannot start, by name: "not_started_gone".
std::vector<std::string> not_started_names();
/// None of that name: none.
std::optional<Scene> not_started(std::string_view name, const std::string& language);

}  // namespace test
