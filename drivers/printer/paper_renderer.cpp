#include "drivers/printer/paper_renderer.hpp"

#include <numeric>
#include <vector>

#include "drivers/printer/paper_painter.hpp"
#include "drivers/printer/png.hpp"
#include "pos/base/assert.hpp"

namespace drivers::printer {

namespace {

constexpr unsigned kTop = 40;     // 5 mm
constexpr unsigned kBottom = 56;  // 7 mm

}  // namespace

Ink render_paper(const pos::document::Document& document, const Paper& paper,
                 const Pictures& pictures) {
    POS_ASSERT(paper.width >= paper.printable);
    PaperPainter painter{paper.printable, pictures};
    const Reading reading{document.direction, document.language};
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
    Ink sheet{paper.width, height};
    unsigned y = kTop;
    for (const Ink& strip : strips) {
        draw(sheet, strip, (paper.width - paper.printable) / 2, y);
        y += strip.height;
    }
    return sheet;
}

pos::Bytes render_png(const pos::document::Document& document, const Paper& paper,
                      const Pictures& pictures) {
    return write_png(render_paper(document, paper, pictures), kDotsPerInch);
}

}  // namespace drivers::printer
