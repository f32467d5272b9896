#pragma once

#include <cstdint>

#include "pos/store/db/connection.hpp"

namespace pos::store::feed {

/// Puts what branches have of counted goods into the feed, where that is another figure than was
/// told last: about so many at once, in a transaction of its own. Whether there may be more.
/// Nothing happens as long as there are no tills, or nothing was ever counted.
///
/// It looks at all counted goods, so whoever calls it does so now and then, not with every sale.
///
/// requires: no open transaction
/// threads:  any number, each with a connection of its own, in any number of processes
db::Result<bool> tell_stock(db::Connection& db, std::int64_t rows_at_once = 500);

}  // namespace pos::store::feed
