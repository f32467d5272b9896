#pragma once

#include <string>

#include "app/counterfoil/command.hpp"

namespace app::counterfoil {

/// The first line of the input. At a terminal it is asked for twice and not shown as it is typed.
///
/// errors: nothing was given; the two differ
core::Outcome<std::string> read_secret(Context& context, const std::string& question);

/// The first line of a file.
///
/// errors: a file that cannot be read
core::Outcome<std::string> read_secret_file(const std::string& file);

}  // namespace app::counterfoil
