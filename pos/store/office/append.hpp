#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "pos/journal/key.hpp"
#include "pos/journal/sealed_entry.hpp"
#include "pos/store/db/connection.hpp"

namespace pos::store::office {

/// Where entries go.
struct Shelf {
    std::int64_t number{0};            // the journal's in this database
    journal::PublicKey journal_key{};  // that its entries are signed with
    Instant received_at{};
    // Of the till that sends it: its tickets are of no other.
    std::string branch;
    std::string terminal;
    std::string tail_series{};  // of a tail: its successor's
    /// Of one entry alone: the number that its ticket has in the tables, where somebody let it in
    /// though its own was taken (pos/store/accepted.hpp).
    std::string accepted_number{};
};

/// Writes entries, what is sealed beside them and the rows that follow. Those from which none can
/// are parked.
///
/// requires: an open write transaction that holds the journal's head row
/// returns:  how many were parked
db::Result<std::uint64_t> append(db::Connection& db, const Shelf& shelf,
                                 std::span<const journal::SealedEntry> entries);

/// The same for one that is parked: its rows are tried again, and it stays parked if none can
/// follow even now. True if they did; false as well if it is parked no longer, and nothing is done.
///
/// requires: an open write transaction that holds the journal's head row
db::Result<bool> project_again(db::Connection& db, const Shelf& shelf,
                               const journal::SealedEntry& entry);

}  // namespace pos::store::office
