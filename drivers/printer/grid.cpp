#include "drivers/printer/grid.hpp"

#include <algorithm>
#include <array>
#include <numeric>

#include "drivers/printer/cells.hpp"
#include "pos/base/assert.hpp"

namespace drivers::printer {

using pos::document::Align;
using pos::document::Direction;
using pos::document::Row;
using pos::document::Table;
using pos::document::Text;

namespace {

constexpr unsigned kColumnsMin = 8;
constexpr unsigned kGap = 1;
using Widths = std::array<unsigned, 4>;

unsigned minus(unsigned a, unsigned b) {
    return a > b ? a - b : 0;
}

/// A line under way; places count from the document's start.
class Line {
public:
    explicit Line(const Grid& grid) : grid_{grid} {}

    void put(std::string text, unsigned from_start) {
        const unsigned cells = cells_of(text);
        if (cells == 0) return;
        const unsigned column = grid_.direction == Direction::ltr
                                    ? from_start
                                    : minus(grid_.columns, from_start + cells);
        placed_.push_back({std::move(text), column, cells});
    }

    void put_at_end(std::string text, unsigned end) {
        const unsigned cells = cells_of(text);
        put(std::move(text), minus(end, cells));
    }

    GridLine finish() {
        std::ranges::sort(placed_, {}, &Placed::column);
        return std::move(placed_);
    }

private:
    const Grid& grid_;
    GridLine placed_;
};

unsigned place(Align align, unsigned columns, unsigned cells) {
    switch (align) {
        case Align::start:
            return 0;
        case Align::centre:
            return minus(columns, cells) / 2;
        case Align::end:
            return minus(columns, cells);
    }
    return 0;
}

/// Amounts too wide to stand beside the words get lines of their own beneath them.
std::vector<GridLine> stacked(const std::string& start, const std::string& end, unsigned indent,
                              const Grid& grid) {
    std::vector<GridLine> lines;
    for (std::string& text : wrap(start, grid.columns - indent)) {
        if (text.empty()) continue;
        Line line{grid};
        line.put(std::move(text), indent);
        lines.push_back(line.finish());
    }
    for (std::string& text : wrap(end, grid.columns)) {
        Line line{grid};
        line.put_at_end(std::move(text), grid.columns);
        lines.push_back(line.finish());
    }
    return lines;
}

Table::Cells tidy_cells(const Table::Cells& cells) {
    Table::Cells out;
    std::ranges::transform(cells, out.begin(), [](const std::string& text) { return tidy(text); });
    return out;
}

void widen(Widths& widths, const Table::Cells& cells) {
    for (std::size_t i = 0; i < widths.size(); ++i) {
        widths[i] = std::max(widths[i], cells_of(cells[i]));
    }
}

/// Where each column ends, counted from the start; the room left over goes between them.
Widths ends(const Widths& widths, unsigned columns) {
    const unsigned spare = columns - std::accumulate(widths.begin(), widths.end(), 0U);
    Widths ends{widths[0]};
    for (unsigned i = 1; i < 4; ++i) {
        ends[i] = ends[i - 1] + widths[i] + spare / 3 + (i <= spare % 3 ? 1 : 0);
    }
    return ends;
}

struct Columns {
    Widths widths;
    Widths ends;
};

GridLine head_line(const Table::Cells& cells, const Columns& columns, const Grid& grid) {
    Line line{grid};
    line.put(cells[0], 0);
    for (unsigned i = 1; i < 4; ++i) line.put_at_end(cells[i], columns.ends[i]);
    return line.finish();
}

GridLine figures_line(const Table::Cells& cells, const Columns& columns, const Grid& grid) {
    Line line{grid};
    line.put(cells[0], 0);
    for (unsigned i = 1; i < 4; ++i) {
        const bool turned = grid.direction == Direction::rtl;
        const unsigned short_by = turned ? columns.widths[i] - cells_of(cells[i]) : 0;
        line.put_at_end(cells[i], columns.ends[i] - short_by);
    }
    return line.finish();
}

void append(std::vector<GridLine>& lines, std::vector<GridLine> more) {
    std::ranges::move(more, std::back_inserter(lines));
}

/// Each row as its name and, beneath it, its figures with their headings.
TableLines spread(const Table::Cells& head, const std::vector<Table::Cells>& rows,
                  const Grid& grid) {
    TableLines lines;
    for (const Table::Cells& cells : rows) {
        append(lines.rows, lay_out(Text{.text = cells[0]}, grid));
        for (unsigned i = 1; i < 4; ++i) {
            if (head[i].empty() && cells[i].empty()) continue;
            append(lines.rows, lay_out(Row{.start = head[i], .end = cells[i], .indent = 2}, grid));
        }
    }
    return lines;
}

}  // namespace

std::vector<GridLine> lay_out(const Text& block, const Grid& grid) {
    POS_ASSERT(grid.columns >= kColumnsMin);
    std::vector<GridLine> lines;
    for (std::string& text : wrap(tidy(block.text), grid.columns)) {
        const unsigned from_start = place(block.align, grid.columns, cells_of(text));
        Line line{grid};
        line.put(std::move(text), from_start);
        lines.push_back(line.finish());
    }
    return lines;
}

std::vector<GridLine> lay_out(const Row& block, const Grid& grid) {
    POS_ASSERT(grid.columns >= kColumnsMin);
    const unsigned indent = std::min(block.indent, grid.columns / 4);
    const std::string start = tidy(block.start);
    const std::string end = tidy(block.end);
    const unsigned end_cells = cells_of(end);
    // How far the end stays off the edge: a short amount under a long one.
    const bool column = block.amount && grid.direction == Direction::rtl;
    const unsigned short_by = column ? minus(grid.figures, end_cells) : 0;
    const unsigned taken = end_cells > 0 ? end_cells + short_by + kGap : 0;
    const unsigned room = minus(grid.columns, indent + taken);

    // The whole width where the last line leaves room, else only what the end leaves on each line.
    auto texts = wrap(start, grid.columns - indent);
    const bool too_wide = end_cells + short_by > grid.columns;
    if (too_wide || cells_of(texts.back()) > room) {
        if (too_wide || room < grid.columns / 3) return stacked(start, end, indent, grid);
        texts = wrap(start, room);
    }
    std::vector<GridLine> lines;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        Line line{grid};
        line.put(std::move(texts[i]), indent);
        if (i + 1 == texts.size()) line.put_at_end(end, grid.columns - short_by);
        lines.push_back(line.finish());
    }
    return lines;
}

unsigned figure_cells(const pos::document::Document& document) {
    unsigned widest = 0;
    for (const auto& block : document.blocks) {
        const auto* row = std::get_if<Row>(&block);
        if (row == nullptr || !row->amount || row->style.double_width) continue;
        widest = std::max(widest, cells_of(tidy(row->end)));
    }
    return widest;
}

bool fits_one_line(const Row& block, unsigned columns) {
    const unsigned end = cells_of(tidy(block.end));
    return block.indent + cells_of(tidy(block.start)) + (end > 0 ? kGap + end : 0) <= columns;
}

TableLines lay_out(const Table& block, const Grid& grid) {
    POS_ASSERT(grid.columns >= kColumnsMin);
    const Table::Cells head = tidy_cells(block.head);
    std::vector<Table::Cells> rows;
    std::ranges::transform(block.rows, std::back_inserter(rows), tidy_cells);

    Widths widths{};
    widen(widths, head);
    for (const Table::Cells& cells : rows) widen(widths, cells);
    if (std::accumulate(widths.begin(), widths.end(), 3 * kGap) > grid.columns) {
        return spread(head, rows, grid);
    }
    const Columns columns{widths, ends(widths, grid.columns)};
    TableLines lines;
    if (head != Table::Cells{}) lines.head.push_back(head_line(head, columns, grid));
    for (const Table::Cells& cells : rows) {
        lines.rows.push_back(figures_line(cells, columns, grid));
    }
    return lines;
}

}  // namespace drivers::printer
