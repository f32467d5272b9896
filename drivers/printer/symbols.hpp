#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace drivers::printer {

/// Whether a Code 128 symbol of ours can hold the text: 1 to 80 printable characters of ASCII.
bool code128_holds(std::string_view text);

/// The modules of a Code 128 symbol from left to right, without quiet zones; true is black. Empty
/// for a text that the symbology cannot hold.
std::optional<std::vector<bool>> code128_modules(std::string_view text);

struct QrModules {
    unsigned side{0};
    std::vector<bool> dark;  // side × side, row by row, without quiet zone
};

/// A QR code that still reads with 15 % of it gone; empty for a text too long.
std::optional<QrModules> qr_modules(std::string_view text);

/// The side of that code without making it; empty where qr_modules() is.
///
/// source: ISO/IEC 18004, table 7: bytes at level M
std::optional<unsigned> qr_side(std::string_view text);

/// How many dots a module gets on a paper of that width, quiet zones included: the larger, the
/// surer it scans. 0: the symbol does not fit.
unsigned bar_dots(std::size_t modules, unsigned paper_dots);
unsigned qr_dots(unsigned side, unsigned paper_dots);

}  // namespace drivers::printer
