#pragma once

#include "drivers/printer/ink.hpp"
#include "drivers/printer/paper_painter.hpp"
#include "pos/base/bytes.hpp"
#include "pos/document/document.hpp"

namespace drivers::printer {

inline constexpr unsigned kDotsPerInch = 203;

inline constexpr unsigned kRoll58mm = 58;
inline constexpr unsigned kRoll80mm = 80;

/// What the paper looks like, margins included: the roll as wide as it is, the painter's strips in
/// its middle. A cut at the end is the paper's end; any other is a dashed line.
Ink render_paper(const pos::document::Document& document, unsigned roll_mm, PaperPainter& painter);

/// The same as a PNG file of 203 dots an inch.
pos::Bytes render_png(const pos::document::Document& document, unsigned roll_mm,
                      PaperPainter& painter);

}  // namespace drivers::printer
