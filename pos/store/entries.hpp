#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "pos/journal/chain.hpp"
#include "pos/journal/entry.hpp"
#include "pos/journal/projection.hpp"
#include "pos/store/columns.hpp"
#include "pos/store/db/connection.hpp"

/// Rows of `journal_entry`, and the numbers that a journal gives.
namespace pos::store {

db::Result<void> insert_entry(db::Connection& db, EntryKey key, const journal::Entry& entry);

/// Reads entry, at, kind, version, payload, hash, signature from the first columns.
journal::Entry read_entry(const db::Row& row, const Ulid& journal);
/// The columns at, kind, version, payload, hash, signature, behind one that says where it stands.
void read_entry_columns(const db::Row& row, journal::Entry& entry);

/// Whether that entry of a journal stands there, with that hash.
db::Result<bool> has_entry(db::Connection& db, std::int64_t journal, const journal::Head& entry);

/// The terminal that a journal of head office's own names which is not its administration's
/// (office/stream.hpp).
inline constexpr std::string_view kStreamTerminal = "BILLING";

/// "B01-T1-000123"
std::string receipt_number(std::string_view branch, std::string_view series, std::uint64_t counter);
/// The counter at the end of such a number; 0 for anything else.
std::uint64_t counter_of(std::string_view number);

/// The number of a journal in this database; nothing if it is not there.
db::Result<std::optional<std::int64_t>> journal_number(db::Connection& db, const Ulid& journal);

}  // namespace pos::store
