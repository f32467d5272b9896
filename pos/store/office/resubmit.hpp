#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pos/journal/chain.hpp"
#include "pos/store/db/connection.hpp"

namespace pos::store::office {

/// A continuation of a journal beside the books.
struct Fork {
    std::int64_t fork{0};
    journal::Head head;
};
/// The one that has been at that place.
db::Result<std::optional<Fork>> fork_through(db::Connection& db, std::int64_t number,
                                             const journal::Head& place);

/// Brings what was set aside of a journal into the books, as far as a later journal of its till
/// names it in its first entry: each entry once, as a tail (pos/store/tail.hpp). Whoever names it
/// must be known by a key that joined for the same till.
///
/// requires: an open write transaction
/// returns:  how many entries it were
db::Result<std::uint64_t> resubmit(db::Connection& db, const Ulid& journal, Instant now);

/// The journal that one names in its first entry, if it does.
db::Result<std::optional<Ulid>> predecessor_of(db::Connection& db, std::int64_t number);

}  // namespace pos::store::office
