#pragma once

#include <string>

#include "pos/document/document.hpp"

namespace drivers::printer {

/// Columns that suit a paper with a fixed-width font of everyday size.
inline constexpr unsigned kColumns58mm = 32;
inline constexpr unsigned kColumns80mm = 42;
inline constexpr unsigned kColumns80mmNarrow = 48;

/// The document as lines of UTF-8 text, each ended by a line feed.
///
/// A right-to-left document stands at the right edge, amounts on the left. Texts stay in logical
/// order, fenced off by isolates, and such lines start with a left-to-right mark: an editor, a
/// browser and a terminal show the same places, with or without bidirectional support.
///
/// requires: columns >= 8
/// ensures:  no line is wider than `columns` cells unless one character is
std::string render_text(const pos::document::Document& document, unsigned columns);

}  // namespace drivers::printer
