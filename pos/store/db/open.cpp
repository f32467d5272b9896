#include "pos/store/db/open.hpp"

#include "pos/store/db/postgres_connection.hpp"
#include "pos/store/db/sqlite_connection.hpp"

namespace pos::store::db {

Result<std::unique_ptr<Connection>> open(const DbTarget& target, const OpenOptions& options) {
    switch (target.engine) {
        case Engine::sqlite:
            return SqliteConnection::open(target.where, options);
        case Engine::postgresql:
            return PostgresConnection::open(target.where, options);
    }
    return std::unexpected{DbError{DbErrorKind::mistake, "", "no such engine"}};
}

Result<std::unique_ptr<Connection>> open_scratch() {
    auto made = SqliteConnection::open("", {.mode = OpenMode::create});
    if (!made) return std::unexpected{std::move(made.error())};
    auto done = (*made)->script("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF");
    if (!done) return std::unexpected{std::move(done.error())};
    return std::move(*made);
}

}  // namespace pos::store::db
