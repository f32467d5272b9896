#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace pos::store::db {

enum class DbErrorKind : std::uint8_t {
    busy,           // another writer holds the lock and the wait ran out
    serialization,  // the snapshot was overtaken, or a deadlock: repeat the whole transaction
    cancelled,      // cancel(), or a statement's time-out
    unique,         // the row is there already
    constraint,     // another rule of the schema
    read_only,      // the file, its folder or this connection cannot be written
    disk_full,      //
    io,             // the disk answered with an error
    damaged,  // the file's pages contradict each other, or a value has another type than its column
    not_a_database,  // the file is something else
    cannot_open,     // no such file or folder, no permission, no such server
    connection,      // the server went away
    gone,            // the file was removed or replaced while it was open
    mistake,         // our SQL or our parameters are wrong
};

/// SQLSTATE of `cannot_open`: no server answers there, or it is going down or coming up.
inline constexpr std::string_view kNoServer{"08001"};

/// `code` is SQLite's extended result code or PostgreSQL's SQLSTATE; `text` is the engine's own
/// sentence in one line, for the log.
struct DbError {
    DbErrorKind kind;
    std::string code;
    std::string text;
};

template <class T>
using Result = std::expected<T, DbError>;

/// Whether the whole transaction may be repeated without asking anybody.
bool is_retryable(DbErrorKind kind);

/// `state` is the five characters of an SQLSTATE.
DbErrorKind kind_of_sqlstate(std::string_view state);
/// `code` is an extended result code.
DbErrorKind kind_of_sqlite(int code);

}  // namespace pos::store::db
