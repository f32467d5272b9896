#pragma once

#include <expected>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "pos/base/clock.hpp"
#include "pos/base/random.hpp"
#include "pos/journal/events/shop.hpp"
#include "pos/journal/projection.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/db/writer_lock.hpp"
#include "pos/store/errors.hpp"
#include "pos/store/store.hpp"

/// What telling a database apart from what it is a copy of is made of; for restore.cpp, renew.cpp
/// and what finds such a copy by itself.
namespace pos::store {

/// A journal of the database's own, and where its books end.
struct OwnJournal {
    journal::JournalRow row;
    journal::Predecessor end;
};
/// The one started last that nobody sends here; nothing if none was ever begun.
db::Result<std::optional<OwnJournal>> last_journal(db::Connection& db);
/// That of this key; nothing if it was never begun.
db::Result<std::optional<OwnJournal>> journal_of_key(db::Connection& db,
                                                     const journal::PublicKey& key);

/// A database in which another journal is to begin; nobody else writes it meanwhile.
struct ShopToRenew {
    std::optional<db::WriterLock> file_lock;  // SQLite's
    std::unique_ptr<db::Connection> db;
    std::optional<db::WriterLock> session_lock;  // PostgreSQL's
    std::string key_file;
};
/// Opens it with its schema brought up to date, and ends a change of keys that was cut off.
std::expected<ShopToRenew, OpenError> open_to_renew(const db::DbTarget& target,
                                                    const StoreOptions& options, Instant now);
/// Keeps others out of PostgreSQL's as well, once it is known whose journal it is.
std::expected<void, OpenError> hold_journal(ShopToRenew& shop, const db::DbTarget& target,
                                            const StoreOptions& options, const Ulid& journal,
                                            Instant now);
/// How the journal begins that goes on where another one ends.
journal::JournalStarted start_behind(const OwnJournal& old, const std::string& series,
                                     const journal::PublicKey& key, const StoreOptions& options);

/// The series of every journal in a database that this terminal had.
db::Result<void> add_series(db::Connection& db, const journal::JournalRow& of,
                            std::set<std::string>& used);
/// Those that `<backup>.series` notes.
void add_noted_series(const std::string& backup, std::set<std::string>& used);

/// A series that was never used, whatever the database has lost: the next one, noted beside the
/// backup that it came from. Where it cannot be noted, or nobody knows the backup (empty), it ends
/// in a part of the new journal's id, which no other journal has.
std::string draw_series(const std::string& terminal, const std::set<std::string>& used,
                        const std::string& backup, const Ulid& journal);

/// Head office, if it is one, is told apart from what it was: tills look at everything that it has,
/// of none is it known how far it has come, and its journals of documents go on no more, since what
/// they signed later may be missing. Numbers of documents end in `suffix` from then on; empty: as
/// the series of the office's own journal does. No journal gets a number that another has.
///
/// requires: an open write transaction
db::Result<void> renew_office(db::Connection& db, const std::string& suffix, Instant now,
                              Random& random);

/// All that changes with the first entry of the journal with which a copy goes on: renew_office();
/// carts get new ids, since the old ones may have been paid; what waited to be printed may have
/// been; what was asked of head office is asked anew.
///
/// requires: an open write transaction
Answer<void> tell_apart(db::Connection& db, Instant now, Random& random);

}  // namespace pos::store
