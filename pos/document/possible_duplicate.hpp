#pragma once

#include "pos/document/document.hpp"
#include "pos/document/words.hpp"

namespace pos::document {

/// The same document, marked above and below as one that may have been printed before: nobody knows
/// how far its first print came.
Document possible_duplicate(Document document, const Words& words);

}  // namespace pos::document
