#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace app::core::imports {

/// How an item is sold, from a file's word for it in the languages that our files come in: "" by
/// the piece, else "kg", "g", "l", "ml", "m", "m2", "h". Nothing for a word that is not known.
std::optional<std::string_view> unit_of(std::string_view word);

/// 1, yes, true, ja, da, כן…; nothing for what is neither yes nor no. Blank is no.
std::optional<bool> yes_or_no(std::string_view word);

/// Whether goods are on sale: yes or no, or a word of files for it, such as "active" or
/// "ausgelistet"; nothing for a word that is not known.
std::optional<bool> is_sold(std::string_view word);

}  // namespace app::core::imports
