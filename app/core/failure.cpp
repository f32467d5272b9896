#include "app/core/failure.hpp"

#include <fmt/format.h>

namespace app::core {

namespace {

using pos::store::OpenErrorKind;
using pos::store::StoreErrorKind;

std::string key_words(const pos::store::OpenError& error) {
    if (!error.key) return "cannot be used";
    switch (*error.key) {
        case pos::journal::KeyFileError::missing:
            return "is missing";
        case pos::journal::KeyFileError::not_a_file:
            return "is no file";
        case pos::journal::KeyFileError::too_open:
            return "can be read by others; give it mode 600";
        case pos::journal::KeyFileError::wrong_length:
            return "has the wrong length";
        case pos::journal::KeyFileError::damaged:
            return "is damaged";
        case pos::journal::KeyFileError::exists:
            return "exists already";
        case pos::journal::KeyFileError::cannot_read:
            return "cannot be read";
        case pos::journal::KeyFileError::cannot_write:
            return "cannot be written";
    }
    return "cannot be used";
}

std::string open_words(const pos::store::OpenError& error, const std::string& where) {
    switch (error.kind) {
        case OpenErrorKind::missing:
            return fmt::format("There is no shop at {0}. Make one: counterfoil init --db {0} …",
                               where);
        case OpenErrorKind::exists:
            return fmt::format("{} exists already and is left as it is. Choose another name.",
                               where);
        case OpenErrorKind::unreadable:
            return fmt::format("{} cannot be read: {}. Check its permissions.", where,
                               error.cause.text);
        case OpenErrorKind::empty:
            return fmt::format(
                "{} is empty: the shop's data is not in it. Restore a backup under another name.",
                where);
        case OpenErrorKind::not_sqlite:
            return fmt::format(
                "{} is no shop database, or its beginning is damaged. It is left as it is; "
                "restore a backup under another name.",
                where);
        case OpenErrorKind::foreign:
            return fmt::format(
                "{} is a database of another program. It is left as it is; choose another file.",
                where);
        case OpenErrorKind::damaged:
            return fmt::format(
                "{} is damaged ({}). It is left as it is; keep a copy and restore the latest "
                "backup.",
                where, error.damage.empty() ? error.cause.text : error.damage.front());
        case OpenErrorKind::newer_schema:
            return fmt::format(
                "{} was written by a newer program (schema {}). Install that version.", where,
                error.schema_version);
        case OpenErrorKind::read_only:
            return fmt::format(
                "{} or its folder cannot be written by this user. Check the permissions.", where);
        case OpenErrorKind::in_use:
            return fmt::format(
                "{} is in use by {} (process {}) since {}. Close that program first.", where,
                error.holder.program, error.holder.pid,
                error.holder.since.empty() ? "some time" : error.holder.since);
        case OpenErrorKind::no_journal:
            return fmt::format("{} was never finished. Make the shop anew under another name.",
                               where);
        case OpenErrorKind::key_missing:
            return fmt::format(
                "The signing key {}.key is missing. Put it back, or run counterfoil restore, which "
                "starts a new series.",
                where);
        case OpenErrorKind::key_exists:
            return fmt::format(
                "{}.key belongs to another shop and is left as it is. Choose another name.", where);
        case OpenErrorKind::key_unusable:
            return fmt::format("The signing key {}.key {}.", where, key_words(error));
        case OpenErrorKind::key_of_another:
            return fmt::format(
                "The signing key {0}.key is not this shop's. Put the right one back, or run "
                "counterfoil restore, which starts a new series.",
                where);
        case OpenErrorKind::disk_full:
            return fmt::format("The disk of {} is full. Free some space.", where);
        case OpenErrorKind::failed:
            return fmt::format("{} cannot be opened: {}.", where, error.cause.text);
    }
    return error.cause.text;
}

std::string store_words(const pos::store::StoreError& error) {
    switch (error.kind) {
        case StoreErrorKind::closed:
            return "An earlier write failed. Start the program again.";
        case StoreErrorKind::busy:
            return "Somebody else held the database too long. Try again.";
        case StoreErrorKind::external_number_taken:
            return "That external number is in the books already.";
        case StoreErrorKind::not_projected:
            return "The event contradicts the books and was not written.";
        case StoreErrorKind::cancelled:
            return "It was overtaken by a later request.";
        case StoreErrorKind::disk_full:
            return "The disk is full. Free some space and try again.";
        case StoreErrorKind::io:
            return "The disk answered with an error: " + error.cause.text + ".";
        case StoreErrorKind::read_only:
            return "The database cannot be written. Check the permissions.";
        case StoreErrorKind::damaged:
            return "The database is damaged. Restore the latest backup.";
        case StoreErrorKind::connection:
            return "The database server went away: " + error.cause.text + ".";
        case StoreErrorKind::failed:
            return "The database refused it: " + error.cause.text + ".";
    }
    return error.cause.text;
}

}  // namespace

Failure failure(const pos::store::OpenError& error, const std::string& where) {
    return {FailureKind::environment, open_words(error, where)};
}

Failure failure(const pos::store::StoreError& error) {
    const bool refused = error.kind == StoreErrorKind::external_number_taken ||
                         error.kind == StoreErrorKind::not_projected;
    return {refused ? FailureKind::refused : FailureKind::environment, store_words(error)};
}

}  // namespace app::core
