#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "pos/journal/codec.hpp"
#include "pos/journal/projector.hpp"
#include "pos/store/columns.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/errors.hpp"

namespace pos::store::office {

/// Why no rows follow from an entry yet. Stored: never changed, never used again.
enum class ParkReason : std::uint8_t {
    unknown_kind = 1,   // written by a newer program
    newer_version = 2,  // likewise
    damaged = 3,        // no program of ours wrote its payload
    contradiction = 4,  // it contradicts earlier entries: `detail` is a ProjectError's name
    refused = 5,      // its rows are there already, from another journal, or are no rows: `detail`
                      // is a RowFault's name
    other_key = 6,    // it says that another key signs this journal
    other_place = 7,  // it says that it is of another till, or has a number of one: `detail`
                      // says which
};
bool in_range(ParkReason reason);

struct Parked {
    EntryKey entry{};
    ParkReason reason{ParkReason::unknown_kind};
    std::string detail;
    Instant received_at{};
};

/// Why the database did not take rows.
enum class RowFault : std::uint8_t {
    number_taken,  // another ticket in the books has the number
    sale_taken,    // the same sale is in the books
    row_taken,     // other rows of it are there, or hold more than rows can
};
const char* row_fault_name(RowFault fault);

const char* park_reason_name(ParkReason reason);
ParkReason park_reason(journal::DecodeError error);
const char* project_error_name(journal::ProjectError error);

/// The first of them, in the order of journals and entries.
Answer<std::vector<Parked>> parked_entries(db::Connection& db, std::int64_t limit = INT64_MAX);

/// How many entries came and are in no books.
struct OutsideCounts {
    std::int64_t parked{0};
    std::int64_t set_aside{0};
};
Answer<OutsideCounts> count_outside(db::Connection& db);

/// Tries them again, in their order: after an upgrade some are understood. Each is a transaction of
/// its own, so that tills are not kept waiting. How many are parked no longer.
///
/// requires: no open transaction
Answer<std::uint64_t> retry_parked(db::Connection& db);

/// Why a ticket that somebody wants in the books is not let in.
enum class AcceptRefusal : std::uint8_t {
    not_waiting,   // it is not parked, or not because its number was taken
    still_parked,  // the books have the same sale, or cannot hold it under any number
};
struct AcceptedAs {
    std::string from;  // the number that was taken
    std::string to;    // the one that it has in the tables
};
/// Lets a ticket into the books whose number another one has: under that number with "/2" behind
/// it, or the next that is free. Who asked for that and why is for the caller to journal in the
/// same transaction (pos/store/accepted.hpp), and to give all of it up where it is refused.
///
/// requires: an open write transaction
db::Result<std::expected<AcceptedAs, AcceptRefusal>> accept_parked(db::Connection& db,
                                                                   EntryKey entry);

}  // namespace pos::store::office
