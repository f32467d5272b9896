#include "drivers/printer/paper_painter.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "drivers/printer/lettering.hpp"
#include "drivers/printer/symbols.hpp"
#include "pos/base/assert.hpp"

namespace drivers::printer {

using namespace pos::document;

namespace {

constexpr double kGapEms = 0.7;  // between the words of a row and its amount

/// Texts gathered before the strip they stand on is drawn: its height follows from them.
class Strip {
public:
    Strip(int width, Direction direction) : width_{width}, direction_{direction} {}

    /// Puts one line at `from_start` beside what stands on the strip's current line.
    void put(const ShapedLine& line, int from_start) {
        const int x = direction_ == Direction::ltr ? from_start : width_ - from_start - line.width;
        above_ = std::max(above_, line.above);
        below_ = std::max(below_, line.below);
        waiting_.push_back({line.line, x, 0});
    }

    void put_at_end(const ShapedLine& line, int end) { put(line, end - line.width); }

    void next_line() {
        for (Standing standing : waiting_) {
            standing.baseline = height_ + above_;
            standing_.push_back(standing);
        }
        waiting_.clear();
        height_ += above_ + below_;
        above_ = below_ = 0;
    }

    /// Keeps shaped text alive until the strip is drawn.
    const Shaped& keep(Shaped shaped) {
        kept_.push_back(std::make_unique<Shaped>(std::move(shaped)));
        return *kept_.back();
    }

    Ink finish() const {
        return Lettering::draw(standing_, static_cast<unsigned>(width_),
                               static_cast<unsigned>(std::max(height_, 1)));
    }

private:
    int width_;
    Direction direction_;
    int height_{0};
    int above_{0};
    int below_{0};
    std::vector<Standing> waiting_;
    std::vector<Standing> standing_;
    std::vector<std::unique_ptr<Shaped>> kept_;
};

int place(Align align, int width, int text_width) {
    switch (align) {
        case Align::start:
            return 0;
        case Align::centre:
            return (width - text_width) / 2;
        case Align::end:
            return width - text_width;
    }
    return 0;
}

void fill(Ink& ink, unsigned x, unsigned y, unsigned width, unsigned height) {
    for (unsigned row = y; row < y + height; ++row) {
        for (unsigned column = x; column < x + width; ++column) ink.at(column, row) = 255;
    }
}

Ink stacked(const Ink& upper, const Ink& lower) {
    Ink out{upper.width, upper.height + lower.height};
    draw(out, upper, 0, 0);
    draw(out, lower, 0, upper.height);
    return out;
}

using Ends = std::array<int, 4>;

int sum_of(const Ends& widths) {
    return std::accumulate(widths.begin(), widths.end(), 0);
}

/// Where columns end if they share the room that is left over.
Ends ends(const Ends& widths, int room) {
    const int spare = room - sum_of(widths);
    Ends ends{widths[0]};
    for (std::size_t i = 1; i < 4; ++i) {
        ends[i] = i == 3 ? room : ends[i - 1] + spare / 3 + widths[i];
    }
    return ends;
}

}  // namespace

PaperPainter::PaperPainter(unsigned dots, const Pictures& pictures)
    : dots_{dots}, pictures_{pictures}, lettering_{std::make_unique<Lettering>()} {
    POS_ASSERT(dots >= 128);
}

PaperPainter::~PaperPainter() = default;

bool PaperPainter::has_picture(std::string_view name) const {
    return pictures_.find(name).has_value();
}

Face PaperPainter::face_of(const Style& style) const {
    double em = dots_ < 480 ? 21.0 : 24.0;
    if (style.muted) em *= 0.84;
    if (style.double_height && style.double_width) {
        em *= 1.65;
    } else if (style.double_height || style.double_width) {
        em *= 1.3;
    }
    return {.em = em,
            .bold = style.bold,
            .pitch = static_cast<int>(std::lround(em * 1.36)),
            .tabular = !style.double_width};
}

Reading PaperPainter::reading_of(const Document& document) {
    Reading reading{document.direction, document.language, 0};
    if (document.direction == Direction::ltr) return reading;
    for (const Block& block : document.blocks) {
        const auto* row = std::get_if<Row>(&block);
        if (row == nullptr || !row->amount || row->style.double_width) continue;
        const Shaped end = lettering_->shape(row->end, face_of(row->style), -1, reading);
        reading.figures = std::max(reading.figures, end.width);
    }
    return reading;
}

Ink PaperPainter::paint(const Block& block, const Reading& reading) {
    return std::visit([&](const auto& kind) { return paint_block(kind, reading); }, block);
}

Ink PaperPainter::paint_block(const Text& block, const Reading& reading) {
    const int width = static_cast<int>(dots_);
    Strip strip{width, reading.direction};
    const Shaped& text =
        strip.keep(lettering_->shape(block.text, face_of(block.style), width, reading));
    for (const ShapedLine& line : text.lines) {
        strip.put(line, place(block.align, width, line.width));
        strip.next_line();
    }
    return strip.finish();
}

bool PaperPainter::fits_one_line(const Row& block, const Reading& reading) {
    const Face face = face_of(block.style);
    const int both = lettering_->shape(block.start, face, -1, reading).width +
                     lettering_->shape(block.end, face, -1, reading).width;
    return both + static_cast<int>(face.em * kGapEms) <= static_cast<int>(dots_);
}

Ink PaperPainter::paint_block(const Row& block, const Reading& reading) {
    if (block.style.double_width && !fits_one_line(block, reading)) {
        Row narrower = block;
        narrower.style.double_width = false;
        return paint_block(narrower, reading);
    }
    const Face face = face_of(block.style);
    const int width = static_cast<int>(dots_);
    const int indent =
        std::min(static_cast<int>(std::lround(block.indent * face_of({}).em * 0.6)), width / 4);
    Strip strip{width, reading.direction};
    const Shaped& end = strip.keep(lettering_->shape(block.end, face, -1, reading));
    const int short_by = block.amount ? std::max(reading.figures - end.width, 0) : 0;
    const int gap = block.end.empty() ? 0 : static_cast<int>(face.em * kGapEms);
    const int room = width - indent - gap - end.width - short_by;

    // The whole width where the last line leaves room, else only what the end leaves on each line.
    const Shaped* start =
        &strip.keep(lettering_->shape(block.start, face, width - indent, reading));
    const bool too_wide = end.width + short_by > width;
    const bool beside = !too_wide && start->lines.back().width <= room;
    const bool stack = too_wide || (!beside && room < width / 3);
    if (!beside && !stack) {
        start = &strip.keep(lettering_->shape(block.start, face, room, reading));
    }
    for (const ShapedLine& line : start->lines) {
        strip.put(line, indent);
        const bool last = &line == &start->lines.back();
        if (last && !stack) strip.put_at_end(end.lines.front(), width - short_by);
        strip.next_line();
    }
    if (stack) {
        for (const ShapedLine& line :
             strip.keep(lettering_->shape(block.end, face, width, reading)).lines) {
            strip.put_at_end(line, width);
            strip.next_line();
        }
    }
    return strip.finish();
}

Ink PaperPainter::paint_block(const Table& block, const Reading& reading) {
    const Face face = face_of(block.style);
    const Face head_face = {.em = face.em, .bold = true, .pitch = face.pitch};
    const int width = static_cast<int>(dots_);
    Strip strip{width, reading.direction};
    std::vector<std::array<const Shaped*, 4>> shaped;
    Ends widths{};
    const auto add = [&](const Table::Cells& cells, const Face& cell_face) {
        auto& row = shaped.emplace_back();
        for (std::size_t i = 0; i < 4; ++i) {
            row[i] = &strip.keep(lettering_->shape(cells[i], cell_face, -1, reading));
            widths[i] = std::max(widths[i], row[i]->width);
        }
    };
    if (block.head != Table::Cells{}) add(block.head, head_face);
    for (const Table::Cells& cells : block.rows) add(cells, face);

    if (sum_of(widths) + static_cast<int>(3 * face.em * 0.6) > width) {
        Ink out{dots_, 0};
        for (const Table::Cells& cells : block.rows) {
            out = stacked(out, paint_block(Text{cells[0], Align::start, block.style}, reading));
            for (std::size_t i = 1; i < 4; ++i) {
                const Row row{block.head[i], cells[i], block.style, 2};
                out = stacked(out, paint_block(row, reading));
            }
        }
        return out;
    }
    const Ends column_ends = ends(widths, width);
    const bool turned = reading.direction == Direction::rtl;
    for (const auto& row : shaped) {
        strip.put(row[0]->lines.front(), 0);
        const bool head = &row == &shaped.front() && block.head != Table::Cells{};
        for (std::size_t i = 1; i < 4; ++i) {
            const int short_by = turned && !head ? widths[i] - row[i]->width : 0;
            strip.put_at_end(row[i]->lines.front(), column_ends[i] - short_by);
        }
        strip.next_line();
    }
    return strip.finish();
}

Ink PaperPainter::paint_block(const Rule&, const Reading&) {
    const auto height = static_cast<unsigned>(face_of({}).pitch) * 5 / 8;
    Ink ink{dots_, height};
    fill(ink, 0, height / 2 - 1, dots_, 2);
    return ink;
}

Ink PaperPainter::paint_block(const Blank&, const Reading&) {
    return {dots_, static_cast<unsigned>(face_of({}).pitch) * 5 / 8};
}

Ink PaperPainter::paint_block(const Barcode& block, const Reading& reading) {
    const Text beneath{block.text, Align::centre, kMuted};
    const auto modules = code128_modules(block.text);
    const unsigned each = modules ? bar_dots(modules->size(), dots_) : 0;
    if (each == 0) return paint_block(beneath, reading);

    constexpr unsigned kBarHeight = 72;
    constexpr unsigned kAbove = 6;
    Ink bars{dots_, kAbove + kBarHeight + 4};
    const auto width = static_cast<unsigned>(modules->size()) * each;
    unsigned x = (dots_ - width) / 2;
    for (const bool dark : *modules) {
        if (dark) fill(bars, x, kAbove, each, kBarHeight);
        x += each;
    }
    return stacked(bars, paint_block(beneath, reading));
}

Ink PaperPainter::paint_block(const QrCode& block, const Reading& reading) {
    const auto modules = qr_modules(block.text);
    const unsigned each = modules ? qr_dots(modules->side, dots_) : 0;
    if (each == 0) return paint_block(Text{block.text, Align::start, kMuted}, reading);

    const unsigned side = modules->side * each;
    const unsigned quiet = 4 * each;
    Ink ink{dots_, side + 2 * quiet};
    const unsigned left = (dots_ - side) / 2;
    for (unsigned row = 0; row < modules->side; ++row) {
        for (unsigned column = 0; column < modules->side; ++column) {
            if (!modules->dark[std::size_t{row} * modules->side + column]) continue;
            fill(ink, left + column * each, quiet + row * each, each, each);
        }
    }
    return ink;
}

Ink PaperPainter::paint_block(const Picture& block, const Reading& reading) {
    const auto found = pictures_.find(block.name);
    if (!found || found->width == 0) {
        return paint_block(Text{block.words, Align::centre, kBold}, reading);
    }
    const Ink picture = fitted(*found, dots_);
    constexpr unsigned kBelow = 8;
    Ink ink{dots_, picture.height + kBelow};
    draw(ink, picture, (dots_ - picture.width) / 2, 0);
    return ink;
}

/// Dashes where the paper parts.
Ink PaperPainter::paint_block(const Cut&, const Reading&) {
    constexpr unsigned kDash = 8;
    Ink ink{dots_, 64};
    for (unsigned x = 0; x + kDash <= dots_; x += 2 * kDash) fill(ink, x, 32, kDash, 1);
    return ink;
}

}  // namespace drivers::printer
