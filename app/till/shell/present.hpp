#pragma once

#include "app/till/shell/model.hpp"

namespace till::shell {

/// Writes the register's figures and everything else the current screen shows into that screen's
/// model, in the language of the till.
void present(Model& model, const Context& context);

}  // namespace till::shell
