#pragma once

#include "pos/store/db/connection.hpp"
#include "pos/store/feed/apply.hpp"
#include "sync/client/office_client.hpp"

namespace syncing::client {

/// Takes in everything that the office has changed since the last time; a till that comes for the
/// first time, or whose office was restored, gets a snapshot. With `wait` it first waits some
/// seconds for a change, unless there is one. `applied` counts up to an error as well.
///
/// requires: the connection is for this alone
Outcome<void> follow(pos::store::db::Connection& db, OfficeClient& office,
                     const pos::store::feed::Till& till, bool wait,
                     pos::store::feed::Applied& applied);

}  // namespace syncing::client
