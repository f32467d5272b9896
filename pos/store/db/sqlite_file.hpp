#pragma once

#include <cstdint>
#include <string>

#include "pos/store/db/error.hpp"
#include "pos/store/db/open.hpp"

namespace pos::store::db {

/// "CFOL" in the header of each database file of ours.
inline constexpr std::int64_t kApplicationId = 0x43464F4C;

/// Looks at the file's first bytes, so that a file of somebody else is refused before SQLite, its
/// recovery or its locks touch it. A missing or empty file passes for `create` alone.
///
/// errors: cannot_open, io, read_only (the file is not writable and mode asks for it),
///         not_a_database with code "empty", "not_sqlite" or "foreign"
Result<void> require_our_file(const std::string& path, OpenMode mode);

}  // namespace pos::store::db
