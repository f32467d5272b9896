#pragma once

#include <string>
#include <vector>

#include "app/till/shell/model.hpp"

namespace till::shell {

/// What the search found in the chosen department, best first.
std::vector<const Listed*> found_shown(const Model& model);

/// The departments that something was found in: in the order of the shop's tabs, then the rest.
std::vector<std::string> found_departments(const Model& model);

}  // namespace till::shell
