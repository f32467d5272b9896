#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string_view>

namespace drivers::printer::paper {

/// What the bytes 128 to 255 of a code page mean; 0 where it has no character.
using UpperHalf = std::array<char32_t, 128>;

/// By name: what ICU knows ("cp858", "windows-1252"), and "katakana", "hiragana", "tcvn-3",
/// "tcvn-3-capitals", "kz-1048", "cp853", "cp1118", "cp1119". Empty for other names.
std::shared_ptr<const UpperHalf> upper_half(std::string_view name);

/// The name behind a number of ESC t; empty where that list has none.
///
/// source: Epson, ESC/POS Command Reference, ESC t
std::string_view epson_page(unsigned number);
/// source: Star, Line Mode Command Specifications, ESC GS t
std::string_view star_page(unsigned number);

/// A national set: what stands in place of an ASCII character. `set` out of range changes nothing.
///
/// source: Epson, ESC/POS Command Reference, ESC R (the numbers are Star's too)
char32_t national(unsigned set, char32_t ascii);

}  // namespace drivers::printer::paper
