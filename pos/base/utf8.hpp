#pragma once

#include <string>

namespace pos {

/// One code point as UTF-8; U+FFFD for a surrogate or a number beyond U+10FFFF.
std::string to_utf8(char32_t character);

}  // namespace pos
