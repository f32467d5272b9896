#pragma once

#include <string>
#include <string_view>

#include "pos/document/document.hpp"

namespace drivers::printer {

/// True when a character of `text` reads from right to left (Hebrew, Arabic and their figures).
bool has_right_to_left(std::string_view text);

/// The direction of the first letter; `otherwise` for a text without one ("12.30").
pos::document::Direction direction_of(std::string_view text, pos::document::Direction otherwise);

/// `text` fenced off by directional isolates of no width, so that it neither turns round with its
/// neighbours on a line nor turns them.
std::string isolated(std::string_view text, pos::document::Direction base);

/// The characters in the order in which they stand on paper, from left to right, brackets
/// mirrored, direction marks left out. For devices that print what comes as it comes.
///
/// source: Unicode Standard Annex 9
std::string visual_order(std::string_view text, pos::document::Direction base);

}  // namespace drivers::printer
