#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "drivers/printer/paper/bits.hpp"
#include "drivers/printer/paper/paper.hpp"

namespace drivers::printer::paper {

/// Bars and spaces in turn, a bar first.
struct BarSymbol {
    std::vector<unsigned> elements;  // modules wide; of two widths: 1 narrow, 2 wide
    bool two_widths{false};
    std::string digits;  // for people, beneath or above
};

/// Empty where that kind cannot hold the data, or the kind is no row of bars.
///
/// source: ISO/IEC 15420, 15417, 16388, 16390, 24724; what GS k does with digits too many or too
///         few: Epson, ESC/POS Command Reference
std::optional<BarSymbol> bar_symbol(CodeKind kind, std::string_view data);

/// One row of dots: a module so many wide, and so many the wide bars of codes of two widths.
///
/// requires: module_dots >= 1
Bits dots_of(const BarSymbol& symbol, unsigned module_dots, unsigned wide_dots);

}  // namespace drivers::printer::paper
