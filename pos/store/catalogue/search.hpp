#pragma once

#include <string_view>
#include <vector>

#include "pos/store/catalogue/catalogue.hpp"

namespace pos::store {

inline constexpr std::size_t kCandidatesMax = 200;

/// Items by words of their name or number, while somebody types.
///
/// Each word of the query must occur: one of three characters or more anywhere in the item's text,
/// a shorter one at the start of a word, or as neighbours in Han, kana and Hangul. Case and accents
/// do not matter. At most kCandidatesMax items are looked at, whatever is typed: first those whose
/// name is the query, then those that start with it, then those with a word that does, then by
/// where the first word stands, then the shorter name.
///
/// ensures: at most `limit` items, active ones alone
db::Result<std::vector<StoredItem>> search(db::Connection& db, Currency currency,
                                           std::string_view query, std::size_t limit);

}  // namespace pos::store
