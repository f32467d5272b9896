#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

#include "pos/money/currency.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/feed/change.hpp"

/// A till's side of the feed.
namespace pos::store::feed {

/// Where a till stands: in which feed (the office's epoch) and behind which change.
struct Cursor {
    Ulid epoch{};  // of none: nothing was taken in yet
    std::uint64_t number{0};
    std::int64_t round{0};  // of snapshots
    bool whole{false};      // this round's snapshot was taken in to its end
    Mark mark{};            // over that number, as the office said last; an older one says none
    bool operator==(const Cursor&) const = default;
};
db::Result<Cursor> cursor(db::Connection& db);

/// What a till knows that changes do not say.
struct Till {
    std::string_view branch;
    Currency currency{};
    Instant now{};
    /// What becomes of a setting: what the office has, put in place of what the till has. Nothing:
    /// the till's stays. Without this the office's is taken as it is.
    std::function<std::optional<Bytes>(std::string_view name, BytesView offices,
                                       const std::optional<Bytes>& own)>
        merge_setting{};
    /// Called between transactions, so that whoever sells comes first.
    std::function<void()> pause{};
};

/// What came of changes, as far as somebody shows it.
struct Applied {
    std::uint64_t changes{0};
    std::uint64_t unread{0};  // of these: kept for a newer program
    bool catalogue{false};    // what is sold, at what price, or by whom
    bool settings{false};
    bool overtaken{false};  // somebody else took changes in meanwhile: ask again from the cursor
    bool operator==(const Applied&) const = default;
};

/// Takes a slice in, in transactions of a few changes, each with the cursor behind them: killed
/// between any two, the till goes on from there. A slice of another epoch, or from the beginning,
/// begins a new round; at the end of a round's snapshot, things that earlier rounds have brought
/// and this one has not are gone. A thing that the till made itself before it joined gives way to
/// the office's of the same number or name. A change that this program does not understand, or
/// whose prices are of another currency, is kept unread and holds nothing up.
///
/// A slice that does not begin at the cursor is not taken in: somebody else was faster.
///
/// requires: no open transaction
db::Result<Applied> apply(db::Connection& db, const Till& till, const Ulid& epoch,
                          const Slice& slice);

/// Tries what was kept unread; an upgraded program understands it.
db::Result<Applied> apply_unread(db::Connection& db, const Till& till);

}  // namespace pos::store::feed
