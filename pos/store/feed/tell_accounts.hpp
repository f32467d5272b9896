#pragma once

#include <cstdint>

#include "pos/store/db/connection.hpp"

namespace pos::store::feed {

/// Puts the accounts whose ledger has moved since the last time into the feed, about so many at
/// once, in a transaction of its own. Whether there may be more. Nothing happens as long as there
/// are no tills: whoever bills is not held up by what nobody hears.
///
/// requires: no open transaction
/// threads:  any number, each with a connection of its own, in any number of processes
db::Result<bool> tell_accounts(db::Connection& db, std::int64_t accounts_at_once = 500);

}  // namespace pos::store::feed
