#pragma once

#include <string>

#include "app/core/read_code.hpp"

namespace till {

/// The code as goods are given it: the number in a GS1 code, an in-store label with a value of
/// zero, anything else without what the scanner says of its symbology.
std::string plain_code(const app::core::ReadCode& read);

}  // namespace till
