#pragma once

#include <memory>
#include <optional>

#include "drivers/printer/ink.hpp"
#include "drivers/printer/paper/paper.hpp"
#include "pos/base/bytes.hpp"

namespace drivers::printer::paper {

class Glyphs;

/// The strip as it lies on the desk.
struct Picture {
    Ink first;                  // black
    std::optional<Ink> second;  // red, where something on the paper is
};

/// How much of the paper shows around what the head can print.
///
/// units: dots
struct Margins {
    unsigned side{0};
    unsigned top{0};
    unsigned bottom{0};
};

/// Margins of a roll so many millimetres wide, and what a tear leaves above and below.
Margins roll_margins(const Paper& paper, unsigned roll_mm);

/// Draws paper. Keep one: it loads each font and draws each character once.
///
/// threads: one at a time
class PictureMaker {
public:
    PictureMaker();
    ~PictureMaker();

    /// Cuts are dashed lines, but for one at the end.
    Picture draw(const Paper& paper, const Margins& margins = {});

private:
    std::unique_ptr<Glyphs> glyphs_;
};

/// A PNG that prints at its true size: grey, or in colour where there is a second one.
pos::Bytes to_png(const Picture& picture, unsigned dots_per_inch);

}  // namespace drivers::printer::paper
