#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "app/core/bench/contest.hpp"

namespace app::core::bench {

/// What a keystroke's answer is measured against.
enum class SearchFloor : std::uint8_t {
    texts,  // the query for the rows that the index names, with the texts they are ranked by
    index,  // the index's row numbers alone: less than any answer can be made of
};

/// Somebody types the first letters of words from all over the catalogue: each keystroke's answer,
/// ranked and ready for the list, against the bare query for the same words.
///
/// requires: the shop at `where` has items
Outcome<std::unique_ptr<Contest>> search_contest(const std::string& where, std::size_t keystrokes,
                                                 SearchFloor against);

}  // namespace app::core::bench
