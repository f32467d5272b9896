#pragma once

#include <optional>
#include <string_view>
#include <utility>

#include "pos/store/db/connection.hpp"
#include "pos/store/db/held_lock.hpp"

namespace pos::store::db {

/// A name that one at a time holds, of all processes on one database: for work that must not be
/// begun twice. It is free the moment its holder ends, however it ends, and at no other: a process
/// that a busy disk or anybody else holds up keeps it. SQLite: a byte of the file `<db>.lock`,
/// beside the writer's lock and apart from it. PostgreSQL: an advisory lock of the session.
///
/// owns: the name, until destroyed
class NameLock {
public:
    /// Nothing: somebody holds it.
    ///
    /// requires: `session` outlives this and holds no lock of that name
    static Result<std::optional<NameLock>> take(Connection& session, std::string_view name);
    /// Whether anybody holds it, this process included. Takes nothing: whoever wants the name at
    /// this moment gets it.
    static Result<bool> is_held(Connection& db, std::string_view name);

private:
    explicit NameLock(HeldLock held) : held_{std::move(held)} {}

    HeldLock held_;
};

}  // namespace pos::store::db
