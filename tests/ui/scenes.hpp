#pragma once

#include <functional>
#include <map>
#include <string>

#include "app/till/ui/frame.hpp"

namespace test {

/// Screens and controls with fixed data, by name: for pictures and for the layout matrix.
using Scene = std::function<void(till::ui::Frame&)>;
std::map<std::string, Scene> scenes();

}  // namespace test
