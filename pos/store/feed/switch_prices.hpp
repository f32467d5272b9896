#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

#include "pos/base/clock.hpp"
#include "pos/base/ulid.hpp"
#include "pos/store/db/connection.hpp"

/// A till's prices that begin at an instant: the office said so before, so the till needs no
/// network then.
namespace pos::store::feed {

/// From which instant on an item's price is what it costs otherwise.
inline constexpr Instant kAlways{INT64_MIN};

/// Makes what every item whose price changes between the last call and now costs the price in the
/// catalogue: of prices that have begun the branch's own before those of all, then the latest.
/// A clock that was set back takes prices back. How many items have another price than before.
///
/// ensures: small transactions, repeated if it is cut off; nothing is written where nothing has
/// begun, nor at head office itself
/// `pause` is called between transactions, so that whoever sells comes first.
db::Result<std::int64_t> switch_prices(db::Connection& db, Instant now,
                                       const std::function<void()>& pause = {});

/// When the next one begins; nothing if none is known.
db::Result<std::optional<Instant>> next_price_start(db::Connection& db, Instant now);

// For the files of this folder, within a transaction.

/// Up to which instant prices were switched; an item's rows are looked at as of then.
db::Result<Instant> price_clock(db::Connection& db);
db::Result<void> set_price_clock(db::Connection& db, Instant at);
/// The item's price in the catalogue is what it costs at that instant. Whether it is another one.
db::Result<bool> switch_price(db::Connection& db, const Ulid& item, Instant at);

}  // namespace pos::store::feed
