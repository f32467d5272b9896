#pragma once

#include "pos/journal/entry.hpp"
#include "pos/store/columns.hpp"
#include "pos/store/db/connection.hpp"

/// Rows of `journal_entry`.
namespace pos::store {

db::Result<void> insert_entry(db::Connection& db, EntryKey key, const journal::Entry& entry);

/// Reads entry, at, kind, version, payload, hash, signature from the first columns.
journal::Entry read_entry(const db::Row& row, const Ulid& journal);

/// The number of a journal in this database; nothing if it is not there.
db::Result<std::optional<std::int64_t>> journal_number(db::Connection& db, const Ulid& journal);

}  // namespace pos::store
