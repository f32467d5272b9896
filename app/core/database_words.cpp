#include "app/core/database_words.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "pos/store/db/open.hpp"

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
        case pos::journal::KeyFileError::disk_full:
            return "cannot be written, since the disk is full";
        case pos::journal::KeyFileError::cannot_write:
            return "cannot be written";
    }
    return "cannot be used";
}

bool is_on_server(const std::string& where) {
    const auto target = pos::store::db::parse_db_target(where);
    return target && target->engine == pos::store::db::Engine::postgresql;
}

/// PostgreSQL's; SQLite has a number of its own.
constexpr std::string_view kServersDiskFull{"53100"};

/// What a server says in several lines, as one.
std::string in_one_line(const std::string& text) {
    std::string line;
    for (const char c : text) {
        const bool space = c == '\n' || c == '\t' || c == ' ';
        if (!space) line += c;
        if (space && !line.empty() && !line.ends_with(' ')) line += ' ';
    }
    while (line.ends_with(' ') || line.ends_with('.')) line.pop_back();
    return line;
}

/// What an engine says, without its own name for how bad it is.
std::string plainly(const std::string& text) {
    std::string line = in_one_line(text);
    for (const std::string_view severity : {"ERROR: ", "FATAL: ", "PANIC: "}) {
        if (line.starts_with(severity)) line.erase(0, severity.size());
    }
    return line;
}

/// Why a server went away, in as far as it said so: what stands behind it are guesses of whoever
/// listened.
std::string last_words(const std::string& text) {
    const std::string words = plainly(text.substr(0, std::min(text.find('\n'), text.find("; "))));
    return words.empty() ? "it does not answer" : words;
}

/// The key's file, which lies beside the database unless the store was told another.
std::string key_of(const pos::store::OpenError& error, const std::string& where) {
    return error.cause.text.empty() ? where + ".key" : error.cause.text;
}

/// Only a file can be restored.
std::string_view or_restore(const std::string& where) {
    return is_on_server(where) ? ", or name it with --key FILE"
                               : ", or run counterfoil restore, which starts a new series";
}

/// What makes a shop of its own of a database that is none to go on with.
std::string as_a_shop(const std::string& where) {
    return fmt::format(
        "make it a shop with numbers of its own: counterfoil restore {0} --db {0} "
        "--set-aside",
        where);
}

}  // namespace

std::string words_of(const pos::store::OpenError& error, const std::string& where) {
    switch (error.kind) {
        case OpenErrorKind::missing:
            return fmt::format("There is no shop at {0}. Make one: counterfoil init --db {0} …",
                               where);
        case OpenErrorKind::exists:
            if (is_on_server(where)) {
                return fmt::format(
                    "{} holds a shop already and is left as it is. A database serves one terminal: "
                    "make another database for this one.",
                    where);
            }
            return fmt::format("{} exists already and is left as it is. Choose another name.",
                               where);
        case OpenErrorKind::log_left:
            return fmt::format(
                "{0} is not there, but its log {0}-wal is, and sales may be in it. It is left as "
                "it is: put the database back beside it, or choose another name.",
                where);
        case OpenErrorKind::unreadable:
            if (is_on_server(where)) {
                return fmt::format(
                    "{} does not let this user in: {}. Check user, password and the database's "
                    "name.",
                    where, in_one_line(error.cause.text));
            }
            return fmt::format("{} cannot be read: {}. Check its permissions.", where,
                               error.cause.text);
        case OpenErrorKind::no_answer:
            return fmt::format(
                "The database server of {} does not answer, so nothing was done ({}). Check that "
                "it runs, the address and the network, then try again.",
                where, in_one_line(error.cause.text));
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
        case OpenErrorKind::a_backup:
            return fmt::format(
                "{} is a backup: the shop may have sold since it was made, and its numbers would "
                "be given a second time. It is left as it is. Put the shop's own database back, or "
                "{}.",
                where, as_a_shop(where));
        case OpenErrorKind::older_copy:
            return fmt::format(
                "{} is an older copy of this shop, or went on elsewhere: what was signed last with "
                "{} is not in it, and its numbers would be given a second time. Nothing was "
                "written. Put the newest database back{}",
                where, key_of(error, where),
                is_on_server(where)
                    ? ", or make it a shop with numbers of its own: counterfoil restore --renew."
                    : ", or " + as_a_shop(where) + ".");
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
                "{} or its folder cannot be written by this user. Check the permissions.",
                error.key ? key_of(error, where) : where);
        case OpenErrorKind::in_use:
            return fmt::format(
                "{} is in use by {} (process {}) since {}. Close that program first.", where,
                error.holder.program, error.holder.pid,
                error.holder.since.empty() ? "some time" : error.holder.since);
        case OpenErrorKind::no_journal:
            return fmt::format("{} was never finished. Make the shop anew under another name.",
                               where);
        case OpenErrorKind::key_missing:
            return fmt::format("The signing key {} is missing. Put it back{}.",
                               key_of(error, where), or_restore(where));
        case OpenErrorKind::key_exists:
            return fmt::format(
                "The signing key {} belongs to another shop and is left as it is. Choose another "
                "{}.",
                key_of(error, where), is_on_server(where) ? "one with --key FILE" : "name");
        case OpenErrorKind::key_unusable:
            return fmt::format("The signing key {} {}.", key_of(error, where), key_words(error));
        case OpenErrorKind::key_of_another:
            return fmt::format("The signing key {} is not this shop's. Put the right one back{}.",
                               key_of(error, where), or_restore(where));
        case OpenErrorKind::disk_full:
            return fmt::format(
                "The disk of {} is full. Free some space on it and try again; nothing is lost.",
                where);
        case OpenErrorKind::failed:
            return fmt::format("{} cannot be opened: {}.", where, error.cause.text);
    }
    return error.cause.text;
}

std::string words_of(const pos::store::StoreError& error) {
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
            return "It was called off: by a later request, or as it took longer than the database "
                   "allows. Try again.";
        case StoreErrorKind::disk_full:
            return error.cause.code == kServersDiskFull
                       ? "The disk of the database server is full. Free some space there and try "
                         "again."
                       : "The disk is full. Free some space and try again.";
        case StoreErrorKind::io:
            return "The disk answered with an error: " + plainly(error.cause.text) + ".";
        case StoreErrorKind::read_only:
            return "The database cannot be written. Check the permissions.";
        case StoreErrorKind::damaged:
            return fmt::format(
                "The database is damaged ({}). Keep a copy, and restore the latest backup.",
                plainly(error.cause.text));
        case StoreErrorKind::connection:
            if (error.in_doubt) {
                return "The database server went away while it was told to keep this. Look whether "
                       "it did before you do it again.";
            }
            return fmt::format("The database server went away ({}). Try again as soon as it runs.",
                               last_words(error.cause.text));
        case StoreErrorKind::gone:
            return "The shop's database was removed or replaced while it was open, and nothing was "
                   "written. " +
                   (is_rescued(error)
                        ? "All that it held is kept in " + error.cause.text + ": put it back."
                        : "No copy of what it held could be written (" + error.cause.text +
                              "): leave this program running and make room for one beside it.");
        case StoreErrorKind::failed:
            return "The database refused it: " + plainly(error.cause.text) + ".";
    }
    return error.cause.text;
}

std::string_view name_of(OpenErrorKind kind) {
    switch (kind) {
        case OpenErrorKind::missing:
            return "open_missing";
        case OpenErrorKind::exists:
            return "open_exists";
        case OpenErrorKind::log_left:
            return "open_log_left";
        case OpenErrorKind::unreadable:
            return "open_unreadable";
        case OpenErrorKind::no_answer:
            return "open_no_answer";
        case OpenErrorKind::empty:
            return "open_empty";
        case OpenErrorKind::not_sqlite:
            return "open_not_sqlite";
        case OpenErrorKind::foreign:
            return "open_foreign";
        case OpenErrorKind::a_backup:
            return "open_a_backup";
        case OpenErrorKind::older_copy:
            return "open_older_copy";
        case OpenErrorKind::damaged:
            return "open_damaged";
        case OpenErrorKind::newer_schema:
            return "open_newer_schema";
        case OpenErrorKind::read_only:
            return "open_read_only";
        case OpenErrorKind::in_use:
            return "open_in_use";
        case OpenErrorKind::no_journal:
            return "open_no_journal";
        case OpenErrorKind::key_missing:
            return "open_key_missing";
        case OpenErrorKind::key_exists:
            return "open_key_exists";
        case OpenErrorKind::key_unusable:
            return "open_key_unusable";
        case OpenErrorKind::key_of_another:
            return "open_key_of_another";
        case OpenErrorKind::disk_full:
            return "open_disk_full";
        case OpenErrorKind::failed:
            return "open_failed";
    }
    return "open_failed";
}

std::string_view name_of(StoreErrorKind kind) {
    switch (kind) {
        case StoreErrorKind::closed:
            return "store_closed";
        case StoreErrorKind::busy:
            return "store_busy";
        case StoreErrorKind::external_number_taken:
            return "store_external_number_taken";
        case StoreErrorKind::not_projected:
            return "store_not_projected";
        case StoreErrorKind::cancelled:
            return "store_cancelled";
        case StoreErrorKind::disk_full:
            return "store_disk_full";
        case StoreErrorKind::io:
            return "store_io";
        case StoreErrorKind::read_only:
            return "store_read_only";
        case StoreErrorKind::damaged:
            return "store_damaged";
        case StoreErrorKind::connection:
            return "store_connection";
        case StoreErrorKind::gone:
            return "store_gone";
        case StoreErrorKind::failed:
            return "store_failed";
    }
    return "store_failed";
}

}  // namespace app::core
