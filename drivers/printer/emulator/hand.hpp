#pragma once

#include <span>
#include <string_view>

#include "drivers/printer/emulator/emulated_printer.hpp"

namespace drivers::printer::emulator {

/// What a hand can do at the printer, in words: "paper out", "cover open".
std::span<const std::string_view> hand_words();

/// Does it. False for words that are none of those.
bool obey(EmulatedPrinter& printer, std::string_view words);

}  // namespace drivers::printer::emulator
