#pragma once

#include <string>

#include "app/core/imports/import_items.hpp"
#include "app/counterfoil/command.hpp"

namespace app::counterfoil {

/// Says why a file of goods could not be read or taken in, and how the program ends.
void report(Context& context, const core::imports::ImportError& error, const std::string& file);

}  // namespace app::counterfoil
