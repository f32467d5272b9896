#pragma once

#include <string>
#include <string_view>

namespace pos::store {

/// What search looks through for an item: name and number, folded.
void search_text_into(std::string_view name, std::string_view number, std::string& out);

/// The words that item_start holds for a folded text: the first two characters of every word, and
/// each pair of neighbours in Han, kana and Hangul. Separated by spaces, none twice.
void starts_into(std::string_view folded, std::string& out);

}  // namespace pos::store
