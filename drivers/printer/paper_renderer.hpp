#pragma once

#include "drivers/printer/ink.hpp"
#include "drivers/printer/pictures.hpp"
#include "pos/base/bytes.hpp"
#include "pos/document/document.hpp"

namespace drivers::printer {

inline constexpr unsigned kDotsPerInch = 203;

/// A roll of paper: how much of it a printer can print on, and how wide it is. In dots.
struct Paper {
    unsigned printable{0};
    unsigned width{0};
};
inline constexpr Paper kPaper58mm{384, 464};
inline constexpr Paper kPaper80mm{576, 640};

/// What the paper looks like, margins included. A cut at the end is the paper's end; any other is
/// a dashed line.
Ink render_paper(const pos::document::Document& document, const Paper& paper,
                 const Pictures& pictures);

/// The same as a PNG file of 203 dots an inch.
pos::Bytes render_png(const pos::document::Document& document, const Paper& paper,
                      const Pictures& pictures);

}  // namespace drivers::printer
