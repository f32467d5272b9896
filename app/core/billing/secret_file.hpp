#pragma once

#include <string>

#include "app/core/failure.hpp"

namespace app::core::billing {

/// The first line of a file that holds a secret.
///
/// whose: as sentences begin, "The mail server's password"
/// errors: it is not there, is empty, or may be read by others
Outcome<std::string> read_secret(const std::string& path, const std::string& whose);

}  // namespace app::core::billing
