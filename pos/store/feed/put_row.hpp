#pragma once

#include <string_view>

#include "pos/journal/hash.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/feed/change.hpp"

namespace pos::store::feed {

/// Puts a change at the feed's end, in place of what the same branch, or terminal, was told of the
/// same thing before. What it says goes into `told`, which the transaction's mark is made of.
///
/// requires: its number was drawn; the transaction leaves a mark (put_mark)
db::Result<void> put_row(db::Connection& db, const Change& change, std::string_view branch,
                         journal::Hasher& told);

/// The same for one change, in a transaction of somebody else's: draws its number and leaves the
/// mark.
db::Result<void> put_at_the_end(db::Connection& db, ChangeKind kind, std::string_view branch,
                                const Bytes& thing, const Bytes& content);

}  // namespace pos::store::feed
