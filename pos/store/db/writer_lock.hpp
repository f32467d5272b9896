#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <utility>

#include "pos/base/clock.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/db/held_lock.hpp"

namespace pos::store::db {

/// Who writes, in words for a person.
struct LockHolder {
    std::int64_t pid{0};
    std::string program;
    std::string since;  // "2026-11-22 14:32:10 UTC"; empty if not known
    bool operator==(const LockHolder&) const = default;
};

struct LockError {
    enum class Kind : std::uint8_t { held, failed };
    Kind kind;
    LockHolder holder;  // of held
    DbError cause;      // of failed
};

/// Binds a database to the one program that writes it; readers and backups take none. SQLite: the
/// file `<db>.lock`, held by flock, so that it is free the moment its holder ends, however it ends.
/// PostgreSQL: an advisory lock of the session.
///
/// owns: the lock, until destroyed
class WriterLock {
public:
    /// SQLite, before the database is opened or made.
    static std::expected<WriterLock, LockError> of_file(const std::string& db_path,
                                                        std::string_view program, Instant now);
    /// PostgreSQL. `name` says what is written: one lock for each name.
    ///
    /// requires: `session` outlives this
    static std::expected<WriterLock, LockError> of_session(Connection& session,
                                                           std::string_view name,
                                                           std::string_view program);

private:
    explicit WriterLock(HeldLock held) : held_{std::move(held)} {}

    HeldLock held_;
};

}  // namespace pos::store::db
