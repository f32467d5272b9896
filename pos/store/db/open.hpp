#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <string>
#include <string_view>

#include "pos/store/db/connection.hpp"

namespace pos::store::db {

/// Which database: `where` is a file's path, or libpq's connection string.
struct DbTarget {
    Engine engine{Engine::sqlite};
    std::string where{};
    bool operator==(const DbTarget&) const = default;
};

enum class TargetError { empty, unknown_scheme };

/// Reads what `--db` takes: a path, sqlite:PATH, postgresql://… or postgres://….
///
/// errors: empty; unknown_scheme for any other word before "://"
std::expected<DbTarget, TargetError> parse_db_target(std::string_view text);

enum class OpenMode : std::uint8_t { read_only, read_write, create };

struct OpenOptions {
    OpenMode mode{OpenMode::read_write};
    int busy_timeout_ms{2'000};
    std::size_t statements_max{256};
    /// Off: nobody checkpoints but whoever calls for it, so that no sale pays for one.
    bool auto_checkpoint{true};
    /// SQLite: nobody else may have it open, and the index of its log is kept in memory: so it is
    /// read on a disk that has no room for that.
    bool alone{false};
    /// An own file layer registered with SQLite, for tests of faults; empty is the usual one.
    std::string vfs{};
};

/// SQLite: WAL, synchronous=FULL, foreign keys on, file mode 0600; `create` makes the file only if
/// there is none. PostgreSQL: `create` is read_write, databases are made by its administrator.
Result<std::unique_ptr<Connection>> open(const DbTarget& target, const OpenOptions& options = {});

/// An empty SQLite database that is gone when it is closed; what does not fit into memory goes to
/// a temporary file.
Result<std::unique_ptr<Connection>> open_scratch();

}  // namespace pos::store::db
