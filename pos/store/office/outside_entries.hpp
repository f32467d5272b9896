#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "pos/journal/sealed_entry.hpp"
#include "pos/store/office/membership.hpp"
#include "pos/store/office/outside.hpp"

namespace pos::store::office {

/// Entries that are in no takings and follow each other: a continuation that was set aside, or
/// neighbours that are parked.
struct OutsideRun {
    Outside why{Outside::set_aside};
    Ulid journal{};
    journal::PublicKey journal_key{};
    journal::Head after;  // the entry before the first, wherever it is kept
    std::uint64_t last_seq{0};
    std::int64_t shelf{0};  // the fork's number here, or the journal's
};
/// Those set aside first, an earlier one before what parts from it.
Answer<std::vector<OutsideRun>> outside_runs(db::Connection& db);

/// The entries of a run behind `after`, with what is sealed beside them.
Answer<std::vector<journal::SealedEntry>> entries_of(db::Connection& db, const OutsideRun& run,
                                                     std::uint64_t after, const Portion& portion);

/// Those of a fork behind `after` up to `last`, named as of that journal. Within whatever
/// transaction is open.
db::Result<std::vector<journal::SealedEntry>> fork_entries(db::Connection& db, std::int64_t fork,
                                                           const Ulid& journal, std::uint64_t after,
                                                           std::uint64_t last,
                                                           const Portion& portion);
/// The hash of the entry that a fork of that journal follows, wherever it is kept; nothing if it
/// is not here.
db::Result<std::optional<Hash>> hash_before_fork(db::Connection& db, std::int64_t number,
                                                 std::int64_t fork);

}  // namespace pos::store::office
