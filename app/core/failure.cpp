#include "app/core/failure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "pos/store/db/open.hpp"
#include "pos/store/db/server_name.hpp"

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

std::string open_words(const pos::store::OpenError& error, const std::string& where) {
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

std::string name_of(OpenErrorKind kind) {
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

std::string name_of(StoreErrorKind kind) {
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

}  // namespace

std::string_view name_of(Why why) {
    switch (why) {
        case Why::other:
            return "other";
        case Why::name_missing:
            return "name_missing";
        case Why::code_missing:
            return "code_missing";
        case Why::label_missing:
            return "label_missing";
        case Why::reason_missing:
            return "reason_missing";
        case Why::text_too_long:
            return "text_too_long";
        case Why::unclean_text:
            return "unclean_text";
        case Why::taken:
            return "taken";
        case Why::no_day:
            return "no_day";
        case Why::skipped_time:
            return "skipped_time";
        case Why::passed:
            return "passed";
        case Why::to_come:
            return "to_come";
        case Why::never:
            return "never";
        case Why::out_of_order:
            return "out_of_order";
        case Why::no_amount:
            return "no_amount";
        case Why::no_figure:
            return "no_figure";
        case Why::no_count:
            return "no_count";
        case Why::no_percent:
            return "no_percent";
        case Why::weak_password:
            return "weak_password";
        case Why::no_item:
            return "no_item";
        case Why::no_branch:
            return "no_branch";
        case Why::no_department:
            return "no_department";
        case Why::no_person:
            return "no_person";
        case Why::no_customer:
            return "no_customer";
        case Why::no_account:
            return "no_account";
        case Why::no_document:
            return "no_document";
        case Why::no_promotion:
            return "no_promotion";
        case Why::no_price_then:
            return "no_price_then";
        case Why::no_counter:
            return "no_counter";
        case Why::no_source:
            return "no_source";
        case Why::no_levels:
            return "no_levels";
        case Why::open_price:
            return "open_price";
        case Why::ended:
            return "ended";
        case Why::last_manager:
            return "last_manager";
        case Why::no_lines:
            return "no_lines";
        case Why::below_nothing:
            return "below_nothing";
        case Why::bears_no_tax:
            return "bears_no_tax";
        case Why::of_another:
            return "of_another";
        case Why::goods_missing:
            return "goods_missing";
        case Why::terms_missing:
            return "terms_missing";
        case Why::no_pieces:
            return "no_pieces";
        case Why::no_hours:
            return "no_hours";
        case Why::no_weekdays:
            return "no_weekdays";
        case Why::too_many_lines:
            return "too_many_lines";
        case Why::too_much:
            return "too_much";
        case Why::off_the_face:
            return "off_the_face";
        case Why::read_otherwise:
            return "read_otherwise";
        case Why::read_later:
            return "read_later";
        case Why::counter_gone:
            return "counter_gone";
        case Why::lower_than_last:
            return "lower_than_last";
        case Why::rolled_over:
            return "rolled_over";
        case Why::no_use:
            return "no_use";
        case Why::too_high:
            return "too_high";
        case Why::too_low:
            return "too_low";
        case Why::no_till:
            return "no_till";
        case Why::gone:
            return "gone";
        case Why::same_customer:
            return "same_customer";
        case Why::billed:
            return "billed";
        case Why::unknown_device:
            return "unknown_device";
        case Why::device_setting:
            return "device_setting";
        case Why::card_password:
            return "card_password";
        case Why::card_currency:
            return "card_currency";
        case Why::would_overwrite:
            return "would_overwrite";
        case Why::no_customer_window:
            return "no_customer_window";
        case Why::no_manager:
            return "no_manager";
        case Why::unknown_zone:
            return "unknown_zone";
        case Why::unknown_language:
            return "unknown_language";
        case Why::settings_unreadable:
            return "settings_unreadable";
        case Why::taxes_contradict:
            return "taxes_contradict";
        case Why::tax_rate:
            return "tax_rate";
        case Why::per_piece:
            return "per_piece";
        case Why::weak_pin:
            return "weak_pin";
        case Why::no_folder:
            return "no_folder";
        case Why::no_key_folder:
            return "no_key_folder";
        case Why::bad_database:
            return "bad_database";
        case Why::has_sold:
            return "has_sold";
        case Why::on_server:
            return "on_server";
        case Why::joined:
            return "joined";
        case Why::database:
            return "database";
    }
    return "other";
}

std::optional<Why> why_named(std::string_view name) {
    for (int i = 0; i <= static_cast<int>(Why::database); ++i) {
        if (const auto why = static_cast<Why>(i); name_of(why) == name) return why;
    }
    return std::nullopt;
}

int exit_code(FailureKind kind) {
    switch (kind) {
        case FailureKind::refused:
            return 1;
        case FailureKind::usage:
            return 2;
        case FailureKind::environment:
            return 3;
    }
    return 3;
}

std::string shown_database(const std::string& where) {
    const auto target = pos::store::db::parse_db_target(where);
    return pos::store::db::without_passwords(target ? target->where : where);
}

Failure failure(const pos::store::OpenError& error, const std::string& where) {
    return {FailureKind::environment, open_words(error, shown_database(where)), Why::database,
            name_of(error.kind)};
}

Failure failure(const pos::store::StoreError& error) {
    const bool refused = error.kind == StoreErrorKind::external_number_taken ||
                         error.kind == StoreErrorKind::not_projected;
    return {refused ? FailureKind::refused : FailureKind::environment, store_words(error),
            Why::database, name_of(error.kind)};
}

}  // namespace app::core
