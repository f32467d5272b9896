#pragma once

#include "app/counterfoil/command.hpp"

namespace app::counterfoil {

/// `counterfoil collect`: asks live meters.
void add_collect(CLI::App& program, Context& context);

}  // namespace app::counterfoil
