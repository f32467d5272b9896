#include "drivers/printer/paper_renderer.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

#include "drivers/printer/png.hpp"

namespace drivers::printer {

namespace {

constexpr unsigned kDotsPerMetre = 7992;
constexpr unsigned kTop = 40;     // 5 mm
constexpr unsigned kBottom = 56;  // 7 mm

}  // namespace

Ink render_paper(const pos::document::Document& document, unsigned roll_mm, PaperPainter& painter) {
    const unsigned width = std::max((roll_mm * kDotsPerMetre + 500) / 1000, painter.dots());
    const Reading reading = painter.reading_of(document);
    std::vector<Ink> strips;
    for (std::size_t i = 0; i < document.blocks.size(); ++i) {
        const bool last = i + 1 == document.blocks.size();
        const auto& block = document.blocks[i];
        if (last && std::holds_alternative<pos::document::Cut>(block)) continue;
        strips.push_back(painter.paint(block, reading));
    }
    const unsigned height =
        std::accumulate(strips.begin(), strips.end(), kTop + kBottom,
                        [](unsigned sum, const Ink& strip) { return sum + strip.height; });
    Ink sheet{width, height};
    unsigned y = kTop;
    for (const Ink& strip : strips) {
        draw(sheet, strip, (width - painter.dots()) / 2, y);
        y += strip.height;
    }
    return sheet;
}

pos::Bytes render_png(const pos::document::Document& document, unsigned roll_mm,
                      PaperPainter& painter) {
    return write_png(render_paper(document, roll_mm, painter), kDotsPerInch);
}

}  // namespace drivers::printer
