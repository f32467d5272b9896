#pragma once

#include <string>
#include <string_view>

namespace drivers::printer {

/// The characters of UTF-8 text; what is not valid comes as U+FFFD.
std::u32string code_points(std::string_view text);

std::string to_utf8(std::u32string_view characters);

/// Whether `text` is valid UTF-8 of characters below U+0300: Latin letters that are composed
/// already, take a cell each and stand as they are written in a line that reads from left to right.
/// Most texts of receipts are, and are spared what other scripts need.
bool is_plain_latin(std::string_view text);

}  // namespace drivers::printer
