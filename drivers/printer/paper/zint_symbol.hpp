#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "drivers/printer/paper/bits.hpp"

namespace drivers::printer::paper {

/// What is asked of zint, in its terms; 0 leaves the choice to it.
struct ZintRequest {
    int symbology{0};
    std::string_view data;
    std::string_view primary;  // of composite symbols: the linear part
    int option_1{-1};
    int option_2{0};
    int option_3{0};
    bool gs1{false};
};

/// Modules as zint makes them; rows that should be higher than one module are repeated. Empty where
/// the data do not fit.
std::optional<Bits> zint_modules(const ZintRequest& request);

/// MaxiCode at so many dots an inch, hexagons and rings drawn. Modes 2 and 3 begin with post code,
/// country and service, a GS behind each; "[)>", RS, "01", GS and a year may stand before them.
///
/// source: ISO/IEC 16023
std::optional<Bits> maxicode_dots(std::string_view data, int mode, unsigned dots_per_inch);

/// The first row of modules as widths, bar and space in turn.
std::optional<std::vector<unsigned>> zint_elements(const ZintRequest& request);

}  // namespace drivers::printer::paper
