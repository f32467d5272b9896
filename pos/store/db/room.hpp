#pragma once

#include <cstdint>
#include <optional>

#include "pos/store/db/connection.hpp"

namespace pos::store::db {

/// How much more the disk of a database takes of this user, in bytes; nothing for a server's, which
/// tells nobody, and where it cannot be seen.
std::optional<std::uint64_t> room_left(Connection& db);

}  // namespace pos::store::db
