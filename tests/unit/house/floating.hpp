#pragma once

#include <string>
#include <vector>

#include "tests/unit/house/tree.hpp"

namespace house {

/// C++ without its comments and without what stands in quotes; the lines stay where they are.
std::string code_alone(std::string_view text);

/// Floating point in pos/ and sync/: its types, its literals, and what reads a text as one. Money,
/// quantities, rates and taxes are whole numbers there; the files that may use it are named with
/// their reasons in floating.cpp.
std::vector<Finding> floating_points(const std::vector<File>& files);

/// Names of that list which no longer use any.
std::vector<Finding> needless_leave(const std::vector<File>& files);

}  // namespace house
