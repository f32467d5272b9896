#pragma once

#include <string>
#include <string_view>

namespace drivers::printer {

/// The characters of UTF-8 text; what is not valid comes as U+FFFD.
std::u32string code_points(std::string_view text);

std::string to_utf8(std::u32string_view characters);

}  // namespace drivers::printer
