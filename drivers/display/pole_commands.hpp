#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace drivers::display {

/// What customer displays of two lines of twenty characters understand.
enum class PoleProtocol : std::uint8_t {
    escpos,  // Epson DM-D series and the many that follow it
    cd5220,  // the other common set: "ESC Q A", "ESC Q B"
};

/// A set of characters by the number that the display gives it and by its name for converters.
///
/// source: Epson DM-D110 technical reference, ESC t; CD5220 command list, ESC c
struct PolePage {
    std::uint8_t number{0};
    std::string_view name{"cp437"};
};
/// "cp437", "cp850", "cp858", "cp852", "cp866", "windows-1252"; number 0, cp437, for any other.
PolePage pole_page(std::string_view name);

/// Switches on: cleared, no cursor, that set of characters.
std::string pole_start(PoleProtocol protocol, PolePage page);
/// Both lines, as PoleText::line_of writes them.
///
/// requires: kColumns bytes each
std::string pole_lines(PoleProtocol protocol, std::string_view upper, std::string_view lower);
/// Nothing is shown.
std::string pole_clear();

}  // namespace drivers::display
