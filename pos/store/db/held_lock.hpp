#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include "pos/store/db/connection.hpp"

namespace pos::store::db {

/// SQL, of `l`, a row of pg_locks: a lock that a session of this database holds on the number $1,
/// which is shown as its two halves. source: PostgreSQL's manual, "pg_locks"
inline constexpr std::string_view kHoldsKey =
    "l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 "
    "AND l.database = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database()) "
    "AND CAST(CAST(l.classid AS BIGINT) AS BIT(32)) = CAST(CAST($1 AS BIGINT) >> 32 AS BIT(32)) "
    "AND CAST(CAST(l.objid AS BIGINT) AS BIT(32)) = CAST(CAST($1 AS BIGINT) AS BIT(32))";

/// What a lock is held by: an open file, or a session of PostgreSQL.
///
/// owns: the file or the session's lock, until destroyed
class HeldLock {
public:
    enum class Then : std::uint8_t { stays, is_emptied };  // the file, once it is let go

    HeldLock(int file, Then then) : file_{file}, then_{then} {}
    /// Nothing: another session holds it.
    ///
    /// requires: `session` is PostgreSQL's, outlives this and does not hold the lock
    static Result<std::optional<HeldLock>> of_session(Connection& session, std::int64_t key);

    HeldLock(HeldLock&& other) noexcept
        : file_{std::exchange(other.file_, -1)},
          then_{other.then_},
          session_{std::exchange(other.session_, nullptr)},
          key_{other.key_} {}
    HeldLock& operator=(HeldLock&& other) noexcept;
    ~HeldLock() { release(); }

private:
    HeldLock(Connection& session, std::int64_t key) : session_{&session}, key_{key} {}
    void release();

    int file_{-1};
    Then then_{Then::stays};
    Connection* session_{nullptr};
    std::int64_t key_{0};
};

}  // namespace pos::store::db
