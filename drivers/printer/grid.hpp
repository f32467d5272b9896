#pragma once

#include <string>
#include <vector>

#include "pos/document/document.hpp"

namespace drivers::printer {

/// A piece of text on a device of fixed-width characters. `column` counts from the paper's left
/// edge, in either direction; the text itself stays in logical order.
struct Placed {
    std::string text;
    unsigned column{0};
    unsigned cells{0};
    bool operator==(const Placed&) const = default;
};

/// From left to right. Empty: an empty line.
using GridLine = std::vector<Placed>;

struct Grid {
    unsigned columns{0};
    pos::document::Direction direction{pos::document::Direction::ltr};
};

// Lays blocks out on the grid.
//
// requires: grid.columns >= 8
// ensures:  no two pieces of a line overlap; none reaches over the edge unless one character does

std::vector<GridLine> lay_out(const pos::document::Text& block, Grid grid);
std::vector<GridLine> lay_out(const pos::document::Row& block, Grid grid);

struct TableLines {
    std::vector<GridLine> head;
    std::vector<GridLine> rows;
};
TableLines lay_out(const pos::document::Table& block, Grid grid);

}  // namespace drivers::printer
