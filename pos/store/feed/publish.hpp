#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "pos/base/ulid.hpp"
#include "pos/money/currency.hpp"
#include "pos/store/catalogue/touched.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/feed/change.hpp"

/// Head office's side of the feed.
namespace pos::store::feed {

/// Puts what was touched, as it is now, at the end of the feed; what an earlier row said of the
/// same thing is dropped. Prices are of `currency`.
///
/// requires: the transaction that changed it; it holds the feed's head from here to its end
db::Result<void> publish(db::Connection& db, Currency currency, const Touched& touched);

/// An office that had customers before its feed told of any tells of all of them.
db::Result<void> touch_unpublished_customers(db::Connection& db, Touched& touched);

/// The number of the latest change.
db::Result<std::uint64_t> head(db::Connection& db);

/// What concerns a branch, and one terminal of it, behind a change, as far as it goes into one
/// answer.
struct Portion {
    std::size_t changes_max{2'000};
    std::size_t bytes_max{std::size_t{1} * 1024 *
                          1024};  // of contents; one change is read at least
};
db::Result<Slice> changes_behind(db::Connection& db, std::string_view branch, std::uint64_t number,
                                 const Portion& portion,
                                 const std::optional<Ulid>& terminal = std::nullopt);

/// How far a till has come in this feed, and no other of the same numbers.
db::Result<void> note_heard(db::Connection& db, const Ulid& terminal, std::uint64_t number,
                            Instant now);

/// How many of the tills that are welcome have come as far as a change.
struct Delivered {
    std::int64_t tills{0};
    std::int64_t of{0};
    bool operator==(const Delivered&) const = default;
};
db::Result<Delivered> delivered(db::Connection& db, std::uint64_t number);

}  // namespace pos::store::feed
