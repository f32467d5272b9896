#pragma once

#include "drivers/printer/paper_painter.hpp"
#include "drivers/printer/profile.hpp"
#include "drivers/printer/stored_pictures.hpp"
#include "pos/base/bytes.hpp"
#include "pos/document/document.hpp"

namespace drivers::printer {

/// The document as one buffer of ESC/POS commands: initialise, print, cut.
///
/// What the printer's code pages show is sent as text in its own font; a block with anything else
/// (another script, a mark, a right-to-left text) is painted and sent as dots. Bar and QR codes are
/// left to a printer that makes them itself. A style, code page or alignment is sent only where it
/// changes. A picture that the printer keeps already is printed by its key.
///
/// requires: painter.dots() == profile.dots
/// source:   Epson, ESC/POS Command Reference
pos::Bytes encode_escpos(const pos::document::Document& document, const Profile& profile,
                         PaperPainter& painter, const StoredPictures& stored = {});

}  // namespace drivers::printer
