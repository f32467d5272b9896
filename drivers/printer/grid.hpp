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
    /// Cells of the widest amount: in a right-to-left document amounts stand at the left edge, and
    /// narrower ones leave room there so that digits stand under digits.
    unsigned figures{0};
};

/// The widest amount of the document's rows, but for rows of double width.
unsigned figure_cells(const pos::document::Document& document);

/// Whether the row stands on one line of so many columns.
bool fits_one_line(const pos::document::Row& block, unsigned columns);

// Lays blocks out on the grid.
//
// requires: grid.columns >= 8
// ensures:  no two pieces of a line overlap; none reaches over the edge unless one character does

std::vector<GridLine> lay_out(const pos::document::Text& block, const Grid& grid);
std::vector<GridLine> lay_out(const pos::document::Row& block, const Grid& grid);

struct TableLines {
    std::vector<GridLine> head;
    std::vector<GridLine> rows;
};
TableLines lay_out(const pos::document::Table& block, const Grid& grid);

}  // namespace drivers::printer
