#pragma once

#include <string>

#include "app/till/shell/model.hpp"

namespace till::shell {

/// The country that the form of the shop has chosen, whatever else stands there; empty while there
/// is no form.
std::string country_of_form(const Model& model);

}  // namespace till::shell
