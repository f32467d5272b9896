#pragma once

#include "app/counterfoil/command.hpp"

namespace app::counterfoil {

/// `counterfoil import undo`, below `import`.
void add_import_undo(CLI::App& import, Context& context);

}  // namespace app::counterfoil
