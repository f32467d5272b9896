#pragma once

#include "app/counterfoil/command.hpp"

namespace app::counterfoil {

void add_permit(CLI::App& program, Context& context);

}  // namespace app::counterfoil
