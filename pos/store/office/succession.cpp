#include "pos/store/office/succession.hpp"

#include <algorithm>
#include <utility>

#include "pos/base/saturate.hpp"
#include "pos/store/columns.hpp"
#include "pos/store/office/audit.hpp"
#include "pos/store/office/hold_office.hpp"
#include "pos/store/office/resubmit.hpp"
#include "pos/store/restore.hpp"

namespace pos::store::office {

namespace {

constexpr std::int64_t kMinute_ms = 60'000;

using Refused = SuccessionRefused;
template <class T>
using Decided = db::Result<std::expected<T, Refused>>;

template <class T>
Decided<T> refuse(SuccessionRefusal why, std::string series = {}) {
    return std::expected<T, Refused>{std::unexpected{Refused{why, std::move(series)}}};
}

struct Place {
    std::string branch;
    std::string code;
};

struct Known {
    SuccessionOutcome outcome{SuccessionOutcome::accepted};
    std::string series;
};

/// Every series that was given out or used at that place.
db::Result<std::set<std::string>> used_series(db::Connection& db, const Place& place) {
    std::set<std::string> used;
    auto done = db.each(
        "SELECT series FROM journal WHERE branch = $1 AND terminal = $2 "
        "UNION SELECT series FROM succession WHERE branch = $1 AND code = $2",
        [&](const db::Row& row) { used.emplace(row.text(0)); }, place.branch, place.code);
    if (!done) return std::unexpected{std::move(done.error())};
    return used;
}

db::Result<std::optional<Known>> known(db::Connection& db, const journal::PublicKey& key) {
    std::optional<Known> found;
    auto done = db.each(
        "SELECT outcome, series FROM succession WHERE public_key = $1",
        [&](const db::Row& row) {
            found = Known{static_cast<SuccessionOutcome>(row.integer(0)), std::string{row.text(1)}};
        },
        key);
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

db::Result<std::optional<Terminal>> joined_with(db::Connection& db, const journal::PublicKey& key) {
    auto found = terminal_with_key(db, key);
    if (!found) return std::unexpected{std::move(found.error().cause)};
    return std::move(*found);
}

/// Finds the code, holds it, and says why it cannot be used; who has used it may do so again.
Decided<Place> hold_code(db::Connection& db, const Hash& hash, const journal::PublicKey& key,
                         Instant now) {
    std::optional<Place> place;
    Instant expires{};
    std::optional<Ulid> used_by;
    auto done = db.each(
        "UPDATE enrol_code SET hash = hash WHERE hash = $1 "
        "RETURNING branch, code, expires_at, used_by",
        [&](const db::Row& row) {
            place = Place{std::string{row.text(0)}, std::string{row.text(1)}};
            row.get(2, expires);
            row.get(3, used_by);
        },
        hash);
    if (!done) return std::unexpected{std::move(done.error())};
    if (!place) return refuse<Place>(SuccessionRefusal::code_unknown);
    if (used_by) {
        const auto joined = joined_with(db, key);
        if (!joined) return std::unexpected{joined.error()};
        if (!*joined || (*joined)->terminal != *used_by) {
            return refuse<Place>(SuccessionRefusal::code_used);
        }
    } else if (now > expires) {
        return refuse<Place>(SuccessionRefusal::code_expired);
    }
    return std::move(*place);
}

db::Result<Terminal> put_terminal(db::Connection& db, const Place& place, const Ulid& id,
                                  const journal::PublicKey& key, const std::string& program,
                                  Instant now) {
    const auto there = joined_with(db, key);
    if (!there) return std::unexpected{there.error()};
    if (*there) return **there;
    Terminal made{.terminal = id,
                  .branch = place.branch,
                  .code = place.code,
                  .public_key = key,
                  .program = program,
                  .enrolled_at = now,
                  .revoked_at = std::nullopt,
                  .seen_at = now};
    auto put = db.exec(
        "INSERT INTO terminal (terminal, branch, code, public_key, program, enrolled_at, seen_at, "
        "clock_error_ms) VALUES ($1, $2, $3, $4, $5, $6, $6, 0)",
        made.terminal, made.branch, made.code, made.public_key, made.program, now);
    if (!put) return std::unexpected{std::move(put.error())};
    return made;
}

db::Result<void> put_succession(db::Connection& db, const Succession& s, const Ulid& journal,
                                const Hash& hash) {
    auto put = db.exec(
        "INSERT INTO succession (public_key, kind, outcome, branch, code, follows, journal, seq, "
        "hash, series, asked_at, decided_at) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11) "
        "ON CONFLICT (public_key) DO UPDATE SET outcome = excluded.outcome, seq = excluded.seq, "
        "hash = excluded.hash, series = excluded.series, decided_at = excluded.decided_at",
        s.public_key, s.kind, s.outcome, s.branch, s.terminal, s.follows, journal,
        static_cast<std::int64_t>(s.seq), hash, s.series, s.decided_at);
    if (!put) return std::unexpected{std::move(put.error())};
    return {};
}

/// Of one that goes on.
db::Result<void> note_succession(db::Connection& db, const Succession& made, const Ulid& id) {
    const bool copy = made.kind == SuccessionKind::copy;
    return note_audit(db,
                      {.topic = AuditTopic::tills,
                       .note = copy ? audit_note::kFollowed : audit_note::kReplaced,
                       .person = {},
                       .about = made.branch + "-" + made.terminal,
                       .detail = made.branch + "-" + made.series},
                      id, made.decided_at);
}

/// What the office has of the journal that came last from there.
db::Result<void> read_last(db::Connection& db, Successor& to) {
    std::int64_t number = 0;
    auto done = db.each(
        "SELECT s.number, s.journal, s.head_seq, s.head_hash FROM sent_journal s "
        "JOIN terminal t ON t.terminal = s.terminal WHERE t.branch = $1 AND t.code = $2 "
        "AND s.number NOT IN (SELECT number FROM tail) ORDER BY s.number DESC LIMIT 1",
        [&](const db::Row& row) {
            number = row.integer(0);
            row.get(1, to.journal);
            to.head = {static_cast<std::uint64_t>(row.integer(2)), row.get<Hash>(3)};
        },
        to.terminal.branch, to.terminal.code);
    if (done) {
        done = db.each(
            "SELECT at FROM journal_entry WHERE entry = $1",
            [&](const db::Row& row) { to.last_at = row.get<Instant>(0); },
            entry_number({number, to.head.seq}));
    }
    if (done) {
        done = db.each(
            "SELECT number FROM sale WHERE entry > $1 AND entry < $2 ORDER BY entry DESC LIMIT 1",
            [&](const db::Row& row) { to.last_number = row.text(0); }, entry_number({number, 0}),
            entry_number({number + 1, 0}));
    }
    // Its own currency and zone; the office's where nothing ever came.
    if (done) {
        done = db.each(
            "SELECT currency, zone FROM journal WHERE id = $1 OR id NOT IN "
            "(SELECT number FROM sent_journal) ORDER BY CASE WHEN id = $1 THEN 0 ELSE 1 END, id "
            "LIMIT 1",
            [&](const db::Row& row) {
                to.currency = get_currency(row, 0);
                to.zone = row.text(1);
            },
            number);
    }
    if (done) {
        done = db.each(
            "SELECT name FROM branch WHERE code = $1",
            [&](const db::Row& row) { to.branch_name = row.text(0); }, to.terminal.branch);
    }
    if (!done) return std::unexpected{std::move(done.error())};
    return {};
}

db::Result<Successor> complete(db::Connection& db, Terminal terminal, std::string series) {
    Successor made;
    made.terminal = std::move(terminal);
    made.series = std::move(series);
    if (auto read = read_last(db, made); !read) return std::unexpected{std::move(read.error())};
    return made;
}

// A till that was put back from an older copy ---------------------------------------------------

struct BooksEnd {
    std::int64_t number{0};
    journal::Head head;
    Instant heard_at{};  // somebody who has it
};

db::Result<std::optional<BooksEnd>> books_end(db::Connection& db, const Following& asked) {
    std::optional<BooksEnd> found;
    auto done = db.each(
        "SELECT number, head_seq, head_hash, received_at, heard_at FROM sent_journal "
        "WHERE journal = $1",
        [&](const db::Row& row) {
            found = BooksEnd{row.integer(0),
                             {static_cast<std::uint64_t>(row.integer(1)), row.get<Hash>(2)},
                             std::max(row.get<Instant>(3), row.get<Instant>(4))};
        },
        asked.journal);
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

/// Whether the office has seen the journal at that place, in the books or beside them.
db::Result<bool> has_seen(db::Connection& db, const BooksEnd& end, const journal::Head& place) {
    const auto booked = db.value<Hash>("SELECT hash FROM journal_entry WHERE entry = $1",
                                       entry_number({end.number, place.seq}));
    if (!booked) return std::unexpected{booked.error()};
    if (*booked == place.hash) return true;
    const auto fork = fork_through(db, end.number, place);
    if (!fork) return std::unexpected{fork.error()};
    return fork->has_value();
}

/// The series of whoever follows that terminal already.
db::Result<std::optional<std::string>> follower(db::Connection& db, const Ulid& terminal) {
    return db.value<std::string>(
        "SELECT series FROM succession WHERE follows = $1 AND outcome = $2", terminal,
        SuccessionOutcome::accepted);
}

Decided<Successor> decide(db::Connection& db, const Following& asked, const Ulid& new_terminal,
                          std::int64_t silent_ms, Instant now) {
    const auto followed = terminal(db, asked.terminal);
    if (!followed) return std::unexpected{followed.error().cause};
    if (!*followed) return refuse<Successor>(SuccessionRefusal::unknown_place);
    const Place place{(*followed)->branch, (*followed)->code};
    if (auto held = hold_office(db); !held) return std::unexpected{std::move(held.error())};
    const auto before = known(db, asked.new_key);
    if (!before) return std::unexpected{before.error()};
    if (*before && (*before)->outcome == SuccessionOutcome::accepted) {
        auto joined = joined_with(db, asked.new_key);
        if (!joined) return std::unexpected{joined.error()};
        if (*joined) {
            auto again = complete(db, std::move(**joined), (*before)->series);
            if (!again) return std::unexpected{std::move(again.error())};
            return std::move(*again);
        }
    }
    if (asked.code_hash) {
        const auto code = hold_code(db, *asked.code_hash, asked.new_key, now);
        if (!code) return std::unexpected{code.error()};
        if (!*code) return refuse<Successor>((*code).error().why);
        if ((*code)->branch != place.branch || (*code)->code != place.code) {
            return refuse<Successor>(SuccessionRefusal::other_place);
        }
    }
    const auto end = books_end(db, asked);
    if (!end) return std::unexpected{end.error()};
    const auto seen = *end ? has_seen(db, **end, asked.at) : db::Result<bool>{false};
    if (!seen) return std::unexpected{seen.error()};
    if (!*seen) return refuse<Successor>(SuccessionRefusal::unknown_place);
    if (asked.at == (*end)->head) return refuse<Successor>(SuccessionRefusal::not_parted);

    Succession made{.kind = SuccessionKind::copy,
                    .outcome = SuccessionOutcome::accepted,
                    .branch = place.branch,
                    .terminal = place.code,
                    .public_key = asked.new_key,
                    .follows = asked.terminal,
                    .seq = asked.at.seq,
                    .decided_at = now};
    std::string other;
    if (!asked.code_hash) {
        const auto taken = follower(db, asked.terminal);
        if (!taken) return std::unexpected{taken.error()};
        if (*taken) {
            made.outcome = SuccessionOutcome::succeeded;
            other = **taken;
        } else if (subtract_saturating(now.unix_ms, (*end)->heard_at.unix_ms) < silent_ms) {
            made.outcome = SuccessionOutcome::still_sells;
        }
    }
    if (made.outcome == SuccessionOutcome::accepted) {
        auto used = used_series(db, place);
        if (!used) return std::unexpected{used.error()};
        used->insert(asked.used_series.begin(), asked.used_series.end());
        made.series = next_series(place.code, *used);
    }
    if (auto put = put_succession(db, made, asked.journal, asked.at.hash); !put) {
        return std::unexpected{std::move(put.error())};
    }
    if (made.outcome == SuccessionOutcome::still_sells) {
        return refuse<Successor>(SuccessionRefusal::still_sells);
    }
    if (made.outcome == SuccessionOutcome::succeeded) {
        return refuse<Successor>(SuccessionRefusal::succeeded, std::move(other));
    }
    auto joined = put_terminal(db, place, new_terminal, asked.new_key, asked.program, now);
    if (!joined) return std::unexpected{std::move(joined.error())};
    if (asked.code_hash) {
        auto used = db.exec("UPDATE enrol_code SET used_by = $2 WHERE hash = $1", *asked.code_hash,
                            joined->terminal);
        if (!used) return std::unexpected{std::move(used.error())};
    }
    if (auto noted = note_succession(db, made, new_terminal); !noted) {
        return std::unexpected{std::move(noted.error())};
    }
    auto done = complete(db, std::move(*joined), made.series);
    if (!done) return std::unexpected{std::move(done.error())};
    return std::move(*done);
}

// A dead till's place -----------------------------------------------------------------------------

Decided<Successor> decide(db::Connection& db, const Replacing& asked, const Ulid& new_terminal,
                          Instant now) {
    if (auto held = hold_office(db); !held) return std::unexpected{std::move(held.error())};
    const auto code = hold_code(db, asked.code_hash, asked.new_key, now);
    if (!code) return std::unexpected{code.error()};
    if (!*code) return refuse<Successor>((*code).error().why);
    const Place& place = **code;
    const auto before = known(db, asked.new_key);
    if (!before) return std::unexpected{before.error()};
    if (*before) {
        auto joined = joined_with(db, asked.new_key);
        if (!joined) return std::unexpected{joined.error()};
        if (*joined) {
            auto again = complete(db, std::move(**joined), (*before)->series);
            if (!again) return std::unexpected{std::move(again.error())};
            return std::move(*again);
        }
    }
    const auto last = db.value<Ulid>(
        "SELECT terminal FROM terminal WHERE branch = $1 AND code = $2 "
        "ORDER BY enrolled_at DESC, terminal DESC LIMIT 1",
        place.branch, place.code);
    if (!last) return std::unexpected{last.error()};
    if (!*last) return refuse<Successor>(SuccessionRefusal::nothing_to_replace);
    if (auto gone = revoke(db, place.branch, place.code, now); !gone) {
        return std::unexpected{std::move(gone.error())};
    }
    const auto used = used_series(db, place);
    if (!used) return std::unexpected{used.error()};
    auto joined = put_terminal(db, place, new_terminal, asked.new_key, asked.program, now);
    if (!joined) return std::unexpected{std::move(joined.error())};
    auto done = complete(db, std::move(*joined), next_series(place.code, *used));
    if (!done) return std::unexpected{std::move(done.error())};
    const Succession made{.kind = SuccessionKind::replaced,
                          .outcome = SuccessionOutcome::accepted,
                          .branch = place.branch,
                          .terminal = place.code,
                          .series = done->series,
                          .public_key = asked.new_key,
                          .follows = **last,
                          .seq = done->head.seq,
                          .decided_at = now};
    if (auto put = put_succession(db, made, done->journal, done->head.hash); !put) {
        return std::unexpected{std::move(put.error())};
    }
    if (auto noted = note_succession(db, made, new_terminal); !noted) {
        return std::unexpected{std::move(noted.error())};
    }
    auto spent = db.exec("UPDATE enrol_code SET used_by = $2 WHERE hash = $1", asked.code_hash,
                         done->terminal.terminal);
    if (!spent) return std::unexpected{std::move(spent.error())};
    return std::move(*done);
}

/// Whatever was decided is kept, a refusal too.
template <class Decide>
Succeeded<Successor> in_one_transaction(db::Connection& db, Decide decide) {
    constexpr int kAttemptsMax = 3;
    for (int attempt = 1;; ++attempt) {
        auto begun = db::Transaction::begin(db, db::TransactionKind::write);
        if (!begun) return store_error(std::move(begun.error()));
        auto decided = decide();
        auto error = decided ? std::optional<db::DbError>{} : std::optional{decided.error()};
        if (!error) {
            auto kept = begun->commit();
            if (kept) return std::move(*decided);
            error = std::move(kept.error());
        }
        begun->rollback();
        const bool again = error->kind == db::DbErrorKind::serialization && attempt < kAttemptsMax;
        if (!again) return store_error(std::move(*error));
    }
}

}  // namespace

Succeeded<Successor> follow(db::Connection& db, const Following& asked, const Ulid& new_terminal,
                            std::int64_t silent_ms, Instant now) {
    return in_one_transaction(db, [&] { return decide(db, asked, new_terminal, silent_ms, now); });
}

Succeeded<Successor> replace(db::Connection& db, const Replacing& asked, const Ulid& new_terminal,
                             Instant now) {
    return in_one_transaction(db, [&] { return decide(db, asked, new_terminal, now); });
}

Answer<void> note_heard(db::Connection& db, const Ulid& journal, const journal::Head& at,
                        Instant now) {
    auto done = db.exec(
        "UPDATE sent_journal SET heard_at = $4 WHERE journal = $1 AND head_seq = $2 AND "
        "head_hash = $3 AND heard_at < $5 AND received_at < $5",
        journal, static_cast<std::int64_t>(at.seq), at.hash, now,
        Instant{subtract_saturating(now.unix_ms, kMinute_ms)});
    if (!done) return store_error(std::move(done.error()));
    return {};
}

Answer<std::vector<Succession>> successions(db::Connection& db) {
    std::vector<Succession> found;
    auto done = db.each(
        "SELECT c.kind, c.outcome, c.branch, c.code, c.series, c.public_key, c.follows, c.seq, "
        "c.asked_at, c.decided_at, coalesce(s.received_at, 0), coalesce(s.heard_at, 0) "
        "FROM succession c LEFT JOIN sent_journal s ON s.journal = c.journal "
        "ORDER BY c.asked_at, c.public_key",
        [&](const db::Row& row) {
            Succession& one = found.emplace_back();
            one.kind = static_cast<SuccessionKind>(row.integer(0));
            one.outcome = static_cast<SuccessionOutcome>(row.integer(1));
            row.get(2, one.branch);
            row.get(3, one.terminal);
            row.get(4, one.series);
            row.get(5, one.public_key);
            row.get(6, one.follows);
            one.seq = static_cast<std::uint64_t>(row.integer(7));
            row.get(8, one.asked_at);
            row.get(9, one.decided_at);
            const Instant heard = std::max(row.get<Instant>(10), row.get<Instant>(11));
            one.both_sell = one.kind == SuccessionKind::copy &&
                            one.outcome == SuccessionOutcome::accepted && heard > one.decided_at;
        });
    if (!done) return store_error(std::move(done.error()));
    return found;
}

bool needs_attention(const Succession& one) {
    return one.outcome != SuccessionOutcome::accepted || one.both_sell;
}

Answer<std::int64_t> count_needing_attention(db::Connection& db) {
    auto count = db.value<std::int64_t>(
        "SELECT count(*) FROM succession c LEFT JOIN sent_journal s ON s.journal = c.journal WHERE "
        "c.outcome <> $1 OR (c.kind = $2 AND (s.received_at > c.decided_at OR s.heard_at > "
        "c.decided_at))",
        SuccessionOutcome::accepted, SuccessionKind::copy);
    if (!count) return store_error(std::move(count.error()));
    return count->value_or(0);
}

const Succession* begun_with(const std::vector<Succession>& all, const journal::PublicKey& key) {
    for (const Succession& one : all) {
        if (one.public_key == key && one.outcome == SuccessionOutcome::accepted) return &one;
    }
    return nullptr;
}

const Succession* follower_of(const std::vector<Succession>& all, const Ulid& terminal) {
    const Succession* last = nullptr;
    for (const Succession& one : all) {
        if (one.follows == terminal && one.outcome == SuccessionOutcome::accepted) last = &one;
    }
    return last;
}

}  // namespace pos::store::office
