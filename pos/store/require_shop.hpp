#pragma once

#include <expected>

#include "pos/store/db/connection.hpp"
#include "pos/store/errors.hpp"

namespace pos::store {

/// Refuses a server's database that nothing of ours was ever made in, so that it is not filled with
/// tables by who only asks. A file without a shop is refused before it is opened.
///
/// errors: missing; the database's
std::expected<void, OpenError> require_shop(db::Connection& db);

}  // namespace pos::store
