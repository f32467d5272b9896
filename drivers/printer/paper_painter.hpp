#pragma once

#include <memory>

#include "drivers/printer/ink.hpp"
#include "drivers/printer/pictures.hpp"
#include "drivers/printer/reading.hpp"
#include "pos/document/document.hpp"

namespace drivers::printer {

struct Face;
class Lettering;

/// Paints blocks as strips of paper, as wide as a printer can print, with real lettering: any
/// script, either direction, figures under one another. Keep one: it loads each font once, which
/// takes twenty times as long as painting a receipt.
///
/// units:   dots of 1/203 inch
/// threads: one at a time; `pictures` outlives it
class PaperPainter {
public:
    /// requires: dots >= 128
    PaperPainter(unsigned dots, const Pictures& pictures);
    ~PaperPainter();

    /// ensures: width == dots; the ink is grey at the edges of letters (see sharp())
    Ink paint(const pos::document::Block& block, const Reading& reading);

    unsigned dots() const { return dots_; }
    bool has_picture(std::string_view name) const;

    /// How a document is to be painted.
    Reading reading_of(const pos::document::Document& document);

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

    bool fits_one_line(const pos::document::Row& block, const Reading& reading);
    Face face_of(const pos::document::Style& style) const;

    unsigned dots_;
    const Pictures& pictures_;
    std::unique_ptr<Lettering> lettering_;
};

}  // namespace drivers::printer
