#pragma once

#include <cstdint>
#include <string>
#include <string_view>

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

/// What SQLite keeps beside a database, by the database's name.
inline constexpr std::string_view kFilesBeside[] = {"-wal", "-shm", "-journal"};

/// Whether a log lies there that holds something: SQLite takes it into whatever database has that
/// name, so that none may get the name while it is there.
bool has_log_beside(const std::string& path);

/// Removes a database of which nothing is wanted, with what lies beside it. Best effort.
void remove_database(const std::string& path);

}  // namespace pos::store::db
