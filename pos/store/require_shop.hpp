#pragma once

#include <expected>

#include "pos/store/db/connection.hpp"
#include "pos/store/errors.hpp"

namespace pos::store {

/// Whether a shop or an office was made in the database: one of a server may be empty, or hold
/// tables that nothing was ever put into.
db::Result<bool> holds_journal(db::Connection& db);

/// Refuses a server's database that holds none: it waits for its first shop and is left as it is. A
/// file without a shop is refused before it is opened.
///
/// errors: missing; the database's
std::expected<void, OpenError> require_shop(db::Connection& db);

}  // namespace pos::store
