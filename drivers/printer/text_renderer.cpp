#include "drivers/printer/text_renderer.hpp"

#include <algorithm>

#include "drivers/printer/bidi.hpp"
#include "drivers/printer/cells.hpp"
#include "drivers/printer/grid.hpp"

namespace drivers::printer {

using namespace pos::document;

namespace {

constexpr std::string_view kLeftToRightMark = "\u200E";

class TextRenderer {
public:
    explicit TextRenderer(Grid grid) : grid_{grid} {}

    void operator()(const Text& block) { add(lay_out(block, grid_)); }
    void operator()(const Row& block) { add(lay_out(block, grid_)); }
    void operator()(const Table& block) {
        const TableLines lines = lay_out(block, grid_);
        add(lines.head);
        add(lines.rows);
    }
    void operator()(const Rule&) {
        text_.append(grid_.columns, '-');
        text_ += '\n';
    }
    void operator()(const Blank&) { text_ += '\n'; }
    void operator()(const Barcode& block) { (*this)(Text{block.text, Align::centre, {}}); }
    void operator()(const QrCode& block) {
        for (std::string& line : wrap_anywhere(tidy(block.text), grid_.columns)) {
            (*this)(Text{std::move(line), Align::start, {}});
        }
    }
    void operator()(const Picture& block) {
        if (!block.words.empty()) (*this)(Text{block.words, Align::centre, {}});
    }
    void operator()(const Cut&) {}

    std::string finish() { return std::move(text_); }

private:
    void add(const std::vector<GridLine>& lines) {
        for (const GridLine& line : lines) add(line);
    }

    void add(const GridLine& line) {
        const bool turned = grid_.direction == Direction::rtl ||
                            std::ranges::any_of(line, has_right_to_left, &Placed::text);
        if (turned && !line.empty()) text_ += kLeftToRightMark;
        unsigned column = 0;
        for (const Placed& piece : line) {
            if (piece.column > column) text_.append(piece.column - column, ' ');
            text_ += turned ? isolated(piece.text, direction_of(piece.text, grid_.direction))
                            : piece.text;
            column = piece.column + piece.cells;
        }
        text_ += '\n';
    }

    Grid grid_;
    std::string text_;
};

}  // namespace

std::string render_text(const Document& document, unsigned columns) {
    TextRenderer renderer{{columns, document.direction, figure_cells(document)}};
    for (const Block& block : document.blocks) std::visit(renderer, block);
    return renderer.finish();
}

}  // namespace drivers::printer
