#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "pos/journal/entry.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/errors.hpp"

namespace pos::store::office {

/// Entries of several journals as one list.
struct LatestEntries {
    std::vector<journal::Entry> entries;
    /// Numbers in this database to go on from, of each journal that has any more; empty: that was
    /// all.
    std::vector<std::int64_t> before;
};

/// Entries of the journals of one branch, the latest first by their times; those of one journal in
/// its own order, whatever its clock said. `before` is what the list before this one ended with.
Answer<LatestEntries> latest_entries(db::Connection& db, std::string_view branch,
                                     const std::vector<std::int64_t>& before, std::size_t limit);

}  // namespace pos::store::office
