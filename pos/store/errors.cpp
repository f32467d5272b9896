#include "pos/store/errors.hpp"

#include <utility>

namespace pos::store {

StoreError to_store_error(db::DbError error) {
    using From = db::DbErrorKind;
    using To = StoreErrorKind;
    To kind = To::failed;
    switch (error.kind) {
        case From::busy:
        case From::serialization:
            kind = To::busy;
            break;
        case From::cancelled:
            kind = To::cancelled;
            break;
        case From::read_only:
            kind = To::read_only;
            break;
        case From::disk_full:
            kind = To::disk_full;
            break;
        case From::cannot_open:
            kind = error.code == db::kNoServer ? To::connection : To::io;
            break;
        case From::io:
            kind = To::io;
            break;
        case From::damaged:
        case From::not_a_database:
            kind = To::damaged;
            break;
        case From::connection:
            kind = To::connection;
            break;
        case From::gone:
            kind = To::gone;
            break;
        case From::unique:
        case From::constraint:
        case From::mistake:
            kind = To::failed;
            break;
    }
    return {.kind = kind, .cause = std::move(error)};
}

OpenError to_open_error(db::DbError error) {
    using From = db::DbErrorKind;
    using To = OpenErrorKind;
    To kind = To::failed;
    switch (error.kind) {
        case From::read_only:
            kind = To::read_only;
            break;
        case From::disk_full:
            kind = To::disk_full;
            break;
        case From::damaged:
            kind = To::damaged;
            break;
        case From::cannot_open:
            kind = error.code == "2"             ? To::missing
                   : error.code == db::kNoServer ? To::no_answer
                                                 : To::unreadable;
            break;
        case From::gone:
            kind = To::missing;
            break;
        case From::io:
            kind = To::unreadable;
            break;
        case From::connection:
            kind = To::no_answer;
            break;
        case From::not_a_database:
            kind = error.code == "empty"     ? To::empty
                   : error.code == "foreign" ? To::foreign
                   : error.code == "backup"  ? To::a_backup
                                             : To::not_sqlite;
            break;
        case From::busy:
        case From::serialization:
        case From::cancelled:
        case From::unique:
        case From::constraint:
        case From::mistake:
            kind = To::failed;
            break;
    }
    return {.kind = kind, .cause = std::move(error)};
}

}  // namespace pos::store
