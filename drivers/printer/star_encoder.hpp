#pragma once

#include "drivers/printer/paper_painter.hpp"
#include "drivers/printer/profile.hpp"
#include "drivers/printer/stored_pictures.hpp"
#include "pos/base/bytes.hpp"
#include "pos/document/document.hpp"

namespace drivers::printer {

/// The document as one buffer of Star line mode commands, by the rules of encode_escpos().
///
/// requires: painter.dots() == profile.dots
/// source:   Star, Line Mode Command Specifications
pos::Bytes encode_star(const pos::document::Document& document, const Profile& profile,
                       PaperPainter& painter, const StoredPictures& stored = {});

/// The document painted whole, row by row: for Star's graphics mode, which has no text.
///
/// requires: painter.dots() == profile.dots
/// source:   Star, Graphic Mode Command Specifications
pos::Bytes encode_star_raster(const pos::document::Document& document, const Profile& profile,
                              PaperPainter& painter);

}  // namespace drivers::printer
