#pragma once

#include "app/counterfoil/command.hpp"

/// What stands under `counterfoil usage`, one a file.
namespace app::counterfoil {

void add_usage_list(CLI::App& usage, Context& context);
void add_usage_void(CLI::App& usage, Context& context);
void add_usage_tokens(CLI::App& usage, Context& context);

}  // namespace app::counterfoil
