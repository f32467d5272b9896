#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "pos/base/bytes.hpp"

namespace drivers::card::zvt {

/// What a terminal's texts are written in: code page 437 unless it agreed to UTF-8.
enum class Charset : std::uint8_t { cp437, utf8 };

/// A text for a screen or a receipt: valid UTF-8 without control characters, and with no card
/// number in it (masked()).
std::string to_text(pos::BytesView bytes, Charset charset);

/// The same text with every digit of a card number but the last four replaced by '*'.
///
/// A card number is taken to be 13 to 19 digits whose last is the right check digit, in one piece
/// or in groups one space or hyphen apart. 17 digits and more in one piece are never shown either.
///
/// ensures: masked(masked(x)) == masked(x)
/// source:  ISO/IEC 7812-1 (length, check digit); PCI DSS 3.4
std::string masked(std::string_view text);

}  // namespace drivers::card::zvt
