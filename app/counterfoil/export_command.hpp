#pragma once

#include "app/counterfoil/command.hpp"

namespace app::counterfoil {

void add_export(CLI::App& program, Context& context);

}  // namespace app::counterfoil
