#pragma once

#include <string>
#include <string_view>

#include "pos/customer/party.hpp"

/// How customers are looked for: whoever types "müller" or "MULLER" finds Müller.
namespace pos::store::parties {

/// What a search looks through, folded; a telephone's digits once more without what stands between.
std::string search_text(const customer::Party& party);
/// A pattern of LIKE for folded words: each somewhere, in their order. Escaped by \.
std::string pattern_of(std::string_view words);

}  // namespace pos::store::parties
