#pragma once

#include "drivers/printer/ink.hpp"
#include "drivers/printer/lettering.hpp"
#include "drivers/printer/pictures.hpp"
#include "pos/document/document.hpp"

namespace drivers::printer {

/// Paints blocks as strips of paper, as wide as a printer can print, with real lettering: any
/// script, either direction, figures under one another.
///
/// units:   dots of 1/203 inch
/// threads: one at a time; `pictures` outlives it
class PaperPainter {
public:
    /// requires: dots >= 128
    PaperPainter(unsigned dots, const Pictures& pictures);

    /// ensures: width == dots; the ink is grey at the edges of letters (see sharp())
    Ink paint(const pos::document::Block& block, const Reading& reading);

    unsigned dots() const { return dots_; }

private:
    Ink paint_block(const pos::document::Text& block, const Reading& reading);
    Ink paint_block(const pos::document::Row& block, const Reading& reading);
    Ink paint_block(const pos::document::Table& block, const Reading& reading);
    Ink paint_block(const pos::document::Rule& block, const Reading& reading);
    Ink paint_block(const pos::document::Blank& block, const Reading& reading);
    Ink paint_block(const pos::document::Barcode& block, const Reading& reading);
    Ink paint_block(const pos::document::QrCode& block, const Reading& reading);
    Ink paint_block(const pos::document::Picture& block, const Reading& reading);
    Ink paint_block(const pos::document::Cut& block, const Reading& reading);

    Face face_of(const pos::document::Style& style) const;

    unsigned dots_;
    const Pictures& pictures_;
    Lettering lettering_;
};

}  // namespace drivers::printer
