#include "pos/store/feed/apply.hpp"

#include <algorithm>
#include <span>

#include "pos/store/feed/put_change.hpp"
#include "pos/store/feed/switch_prices.hpp"

namespace pos::store::feed {

namespace {

/// So many changes take a transaction about ten milliseconds.
constexpr std::size_t kAtOnce = 100;

void note(Applied& applied, const Change& change, PutOutcome outcome) {
    ++applied.changes;
    if (outcome == PutOutcome::unread) {
        ++applied.unread;
        return;
    }
    const auto kind = static_cast<ChangeKind>(change.kind);
    if (is_of_customers(kind) || kind == ChangeKind::stock) return;  // nothing to sell
    const bool setting = kind == ChangeKind::setting;
    (setting ? applied.settings : applied.catalogue) = true;
}

/// Everything has been heard by now. Not written again and again while nothing happens.
db::Result<void> hear(db::Connection& db, Instant now) {
    constexpr std::int64_t kFine_ms = 60'000;
    const auto at = db.value<std::int64_t>("SELECT at FROM change_heard");
    if (!at) return std::unexpected{at.error()};
    if (*at && now.unix_ms >= **at && now.unix_ms < **at + kFine_ms) return {};
    const auto done = db.exec(
        "INSERT INTO change_heard (change_heard, at) VALUES (1, $1) ON CONFLICT (change_heard) "
        "DO UPDATE SET at = excluded.at",
        now);
    if (!done) return std::unexpected{done.error()};
    return {};
}

db::Result<void> put_cursor(db::Connection& db, const Cursor& cursor) {
    const auto done = db.exec(
        "INSERT INTO change_cursor (change_cursor, epoch, number, round, whole, mark_number, "
        "mark) VALUES (1, $1, $2, $3, $4, $5, $6) ON CONFLICT (change_cursor) DO UPDATE SET "
        "epoch = excluded.epoch, number = excluded.number, round = excluded.round, "
        "whole = excluded.whole, mark_number = excluded.mark_number, mark = excluded.mark",
        cursor.epoch, static_cast<std::int64_t>(cursor.number), cursor.round, cursor.whole,
        static_cast<std::int64_t>(cursor.mark.number), cursor.mark.bytes);
    if (!done) return std::unexpected{done.error()};
    return {};
}

/// Remembers that the feed has brought a thing, and keeps what could not be put.
db::Result<void> remember(db::Connection& db, const Change& change, std::int64_t round,
                          PutOutcome outcome) {
    auto done = change.content.empty()
                    ? db.exec("DELETE FROM fed WHERE kind = $1 AND thing = $2 AND own = $3",
                              change.kind, change.thing, change.own)
                    : db.exec(
                          "INSERT INTO fed (kind, thing, own, round) VALUES ($1, $2, $3, $4) "
                          "ON CONFLICT (kind, thing, own) DO UPDATE SET round = excluded.round",
                          change.kind, change.thing, change.own, round);
    if (done) {
        done = db.exec("DELETE FROM change_unread WHERE kind = $1 AND thing = $2 AND own = $3",
                       change.kind, change.thing, change.own);
    }
    if (done && outcome == PutOutcome::unread) {
        done =
            db.exec("INSERT INTO change_unread (kind, thing, own, content) VALUES ($1, $2, $3, $4)",
                    change.kind, change.thing, change.own, change.content);
    }
    if (!done) return std::unexpected{done.error()};
    return {};
}

db::Result<std::vector<Change>> read_changes(db::Connection& db, std::string_view sql,
                                             std::int64_t round) {
    std::vector<Change> changes;
    const auto done = db.each(
        sql,
        [&](const db::Row& row) {
            Change& change = changes.emplace_back();
            row.get(0, change.kind);
            row.get(1, change.thing);
            change.own = row.integer(2) != 0;
            row.get(3, change.content);
        },
        round);
    if (!done) return std::unexpected{done.error()};
    return changes;
}

/// Changes of one transaction, and the cursor behind them; nothing if it is no longer at `before`.
db::Result<void> put_some(db::Connection& db, const Till& till, std::span<const Change> changes,
                          const Cursor& before, const Cursor& behind, Applied& applied) {
    auto work = db::Transaction::begin(db, db::TransactionKind::quick_write);
    if (!work) return std::unexpected{std::move(work.error())};
    const auto here = cursor(db);
    if (!here) return std::unexpected{here.error()};
    applied.overtaken = *here != before;
    if (applied.overtaken) return {};
    // Prices may have begun since the office was asked, and are not taken back.
    const auto switched = price_clock(db);
    if (!switched) return std::unexpected{switched.error()};
    ChangeWriter writer{db, till, std::max(till.now, *switched)};
    for (const Change& change : changes) {
        const auto put = writer.put(change);
        if (!put) return std::unexpected{put.error()};
        if (auto kept = remember(db, change, behind.round, *put); !kept) return kept;
        note(applied, change, *put);
    }
    if (auto moved = put_cursor(db, behind); !moved) return moved;
    return work->commit();
}

db::Result<void> put_all(db::Connection& db, const Till& till, std::span<const Change> changes,
                         Cursor& before, Cursor& behind, Applied& applied) {
    for (std::size_t done = 0; done < changes.size() && !applied.overtaken; done += kAtOnce) {
        if (done > 0 && till.pause) till.pause();
        const auto some = changes.subspan(done, std::min(kAtOnce, changes.size() - done));
        if (some.back().number != 0) behind.number = some.back().number;
        if (auto put = put_some(db, till, some, before, behind, applied); !put) return put;
        before = behind;
    }
    return {};
}

}  // namespace

db::Result<Cursor> cursor(db::Connection& db) {
    Cursor cursor;
    const auto done =
        db.each("SELECT epoch, number, round, whole, mark_number, mark FROM change_cursor",
                [&](const db::Row& row) {
                    row.get(0, cursor.epoch);
                    cursor.number = static_cast<std::uint64_t>(row.integer(1));
                    row.get(2, cursor.round);
                    cursor.whole = row.integer(3) != 0;
                    if (row.is_null(5)) return;
                    cursor.mark.number = static_cast<std::uint64_t>(row.integer(4));
                    row.get(5, cursor.mark.bytes);
                });
    if (!done) return std::unexpected{done.error()};
    return cursor;
}

db::Result<Applied> apply(db::Connection& db, const Till& till, const Ulid& epoch,
                          const Slice& slice) {
    auto at = cursor(db);
    if (!at) return std::unexpected{at.error()};
    const Cursor begun = *at;
    Cursor before = begun;
    const bool anew = at->epoch != epoch || (slice.from == 0 && at->number > 0);
    if (anew) at = Cursor{epoch, 0, begun.round + 1, false, {}};
    Applied applied;
    applied.overtaken = slice.from != at->number;
    // It vouches for every number up to its own, so also for those between two transactions.
    at->mark = slice.mark;
    if (auto done = put_all(db, till, slice.changes, before, *at, applied); !done) {
        return std::unexpected{std::move(done.error())};
    }
    if (applied.overtaken) return applied;
    at->number = slice.to;
    if (!at->whole && slice.to == slice.head) {
        // What only earlier rounds have brought.
        const auto gone =
            read_changes(db, "SELECT kind, thing, own, thing FROM fed WHERE round < $1", at->round);
        if (!gone) return std::unexpected{gone.error()};
        auto changes = *gone;
        for (Change& change : changes) change.content.clear();
        if (auto done = put_all(db, till, changes, before, *at, applied); !done) {
            return std::unexpected{std::move(done.error())};
        }
        if (applied.overtaken) return applied;
        at->whole = true;
    }
    if (slice.to == slice.head) {
        if (auto heard = hear(db, till.now); !heard) return std::unexpected{heard.error()};
    }
    if (*at == begun) return applied;
    if (auto done = put_some(db, till, {}, before, *at, applied); !done) {
        return std::unexpected{std::move(done.error())};
    }
    return applied;
}

db::Result<Applied> apply_unread(db::Connection& db, const Till& till) {
    Applied applied;
    auto at = cursor(db);
    if (!at) return std::unexpected{at.error()};
    const auto kept =
        read_changes(db, "SELECT kind, thing, own, content FROM change_unread WHERE kind >= $1", 0);
    if (!kept) return std::unexpected{kept.error()};
    Cursor before = *at;
    if (auto done = put_all(db, till, *kept, before, *at, applied); !done) {
        return std::unexpected{std::move(done.error())};
    }
    return applied;
}

}  // namespace pos::store::feed
