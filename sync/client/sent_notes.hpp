#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>

#include "pos/store/office/membership.hpp"

namespace syncing::client {

/// Writes down how far a till's journals have come at the office; where that is asked, seldom. A
/// note holds the till's file for some 60 µs, and a sale that commits meanwhile waits for it.
///
/// What is kept back and lost is asked of the office again, whose answer counts.
///
/// threads: one
class SentNotes {
public:
    /// What was noted is written at once, but after `apart` of the last time only.
    explicit SentNotes(std::chrono::milliseconds apart = {}) : apart_{apart} {}

    pos::store::Answer<void> note(pos::store::db::Connection& db,
                                  const pos::store::office::OwnJournal& journal);
    /// Writes what was kept back.
    pos::store::Answer<void> write(pos::store::db::Connection& db);

private:
    std::chrono::milliseconds apart_;
    std::optional<std::chrono::steady_clock::time_point> written_at_;
    std::map<std::int64_t, pos::store::office::OwnJournal> kept_;  // by its number
};

}  // namespace syncing::client
