#pragma once

#include "drivers/printer/paper_painter.hpp"
#include "drivers/printer/profile.hpp"
#include "drivers/printer/stored_pictures.hpp"
#include "pos/base/bytes.hpp"
#include "pos/document/document.hpp"

namespace drivers::printer {

/// The document as one buffer in the language of the printer.
///
/// requires: painter.dots() == profile.dots
pos::Bytes encode(const pos::document::Document& document, const Profile& profile,
                  PaperPainter& painter, const StoredPictures& stored = {});

/// What opens the drawer on pin 2 or pin 5 of its connector. Empty: the printer has no connector.
///
/// requires: pin is 2 or 5
pos::Bytes drawer_kick(const Profile& profile, unsigned pin);

}  // namespace drivers::printer
