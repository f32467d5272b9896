#pragma once

#include <string_view>

#include "pos/document/words.hpp"

namespace app::core {

/// The words of receipts and reports in a language; English for one that has none here.
pos::document::Words words_of(std::string_view language);

/// What stands below receipts where the shop says nothing of its own.
std::string_view thanks_in(std::string_view language);

}  // namespace app::core
