#include "pos/store/db/error.hpp"

#include <sqlite3.h>

namespace pos::store::db {

bool is_retryable(DbErrorKind kind) {
    return kind == DbErrorKind::busy || kind == DbErrorKind::serialization;
}

DbErrorKind kind_of_sqlstate(std::string_view state) {
    if (state == "40001" || state == "40P01") return DbErrorKind::serialization;
    if (state == "55P03") return DbErrorKind::busy;
    if (state == "57014") return DbErrorKind::cancelled;
    if (state == "23505") return DbErrorKind::unique;
    if (state == "53100") return DbErrorKind::disk_full;
    if (state == "25006") return DbErrorKind::read_only;
    if (state == "3D000" || state.starts_with("28")) return DbErrorKind::cannot_open;
    if (state.starts_with("23")) return DbErrorKind::constraint;
    if (state == "08P01") return DbErrorKind::mistake;  // as many parameters as $1, $2, …
    if (state.starts_with("08") || state.starts_with("57P")) return DbErrorKind::connection;
    if (state.starts_with("53")) return DbErrorKind::busy;
    if (state.starts_with("58")) return DbErrorKind::io;
    if (state.starts_with("XX")) return DbErrorKind::damaged;
    return DbErrorKind::mistake;
}

DbErrorKind kind_of_sqlite(int code) {
    switch (code & 0xff) {
        case SQLITE_BUSY:
            return code == SQLITE_BUSY_SNAPSHOT ? DbErrorKind::serialization : DbErrorKind::busy;
        case SQLITE_LOCKED:
            return DbErrorKind::busy;
        case SQLITE_INTERRUPT:
            return DbErrorKind::cancelled;
        case SQLITE_CONSTRAINT:
            return code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY
                       ? DbErrorKind::unique
                       : DbErrorKind::constraint;
        case SQLITE_READONLY:
        case SQLITE_PERM:
            return DbErrorKind::read_only;
        case SQLITE_FULL:
            return DbErrorKind::disk_full;
        case SQLITE_NOMEM:
            return DbErrorKind::io;
        case SQLITE_IOERR:
            // The index of the log could not be made larger.
            return code == SQLITE_IOERR_SHMSIZE ? DbErrorKind::disk_full : DbErrorKind::io;
        case SQLITE_CORRUPT:
            return DbErrorKind::damaged;
        case SQLITE_NOTADB:
            return DbErrorKind::not_a_database;
        case SQLITE_AUTH:
        case SQLITE_CANTOPEN:
            return DbErrorKind::cannot_open;
    }
    return DbErrorKind::mistake;
}

}  // namespace pos::store::db
