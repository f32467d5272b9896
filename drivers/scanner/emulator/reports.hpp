#pragma once

#include <string_view>
#include <vector>

#include "drivers/scanner/key_layout.hpp"
#include "pos/base/bytes.hpp"

namespace drivers::scanner::emulator {

/// The report descriptor of a keyboard in boot protocol, and of a point-of-sale scanner whose
/// reports have 64 bytes.
pos::Bytes keyboard_descriptor();
pos::Bytes pos_descriptor();

/// What a scanner that is a keyboard sends for a code (UTF-8) and the Enter behind it: a report for
/// each key that goes down, one when it goes up. Control characters are sent with Ctrl; what the
/// layout has no key for, by its number with Alt.
std::vector<pos::Bytes> keyboard_reports(std::string_view code, const KeyLayout& layout);

/// What a point-of-sale scanner sends for a code; a symbology identifier at its start goes into the
/// fields for it.
std::vector<pos::Bytes> pos_reports(std::string_view code);

}  // namespace drivers::scanner::emulator
