#include "pos/store/office/outside_entries.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "pos/store/entries.hpp"

namespace pos::store::office {

namespace {

constexpr std::string_view kForkEntries =
    "SELECT seq, at, kind, version, payload, hash, signature FROM fork_entry "
    "WHERE fork = $1 AND seq > $2 ORDER BY seq LIMIT $3";

journal::SealedEntry read_fork_entry(const db::Row& row, const Ulid& journal) {
    journal::SealedEntry one;
    one.entry.journal_id = journal;
    one.entry.seq = static_cast<std::uint64_t>(row.integer(0));
    read_entry_columns(row, one.entry);
    return one;
}

/// What of each is in no books: what follows the last entry that is.
db::Result<std::vector<OutsideRun>> forks(db::Connection& db) {
    std::vector<OutsideRun> runs;
    std::vector<std::pair<std::int64_t, std::int64_t>> places;  // journal's number, after_seq
    auto done = db.each(
        "SELECT f.fork, s.number, s.journal, s.public_key, f.after_seq, f.head_seq, "
        "coalesce((SELECT max(e.seq) FROM fork_entry e WHERE e.fork = f.fork AND e.tail <> 0), 0) "
        "FROM fork f JOIN sent_journal s ON s.number = f.number ORDER BY f.fork",
        [&](const db::Row& row) {
            if (row.integer(6) >= row.integer(5)) return;
            OutsideRun& run = runs.emplace_back();
            run.shelf = row.integer(0);
            places.emplace_back(row.integer(1), row.integer(4));
            row.get(2, run.journal);
            row.get(3, run.journal_key);
            run.after.seq = static_cast<std::uint64_t>(std::max(row.integer(4), row.integer(6)));
            run.last_seq = static_cast<std::uint64_t>(row.integer(5));
        });
    for (std::size_t i = 0; done && i < runs.size(); ++i) {
        const auto [number, after] = places[i];
        auto before =
            static_cast<std::int64_t>(runs[i].after.seq) > after
                ? db.value<Hash>("SELECT hash FROM fork_entry WHERE fork = $1 AND seq = $2",
                                 runs[i].shelf, static_cast<std::int64_t>(runs[i].after.seq))
                : hash_before_fork(db, number, runs[i].shelf);
        if (!before) return std::unexpected{before.error()};
        if (!*before) {
            return std::unexpected{db::DbError{db::DbErrorKind::damaged, "",
                                               "what was set aside follows no entry that is here"}};
        }
        runs[i].after.hash = **before;
    }
    if (!done) return std::unexpected{std::move(done.error())};
    return runs;
}

db::Result<void> add_parked(db::Connection& db, std::vector<OutsideRun>& runs) {
    const std::size_t first = runs.size();
    auto done = db.each(
        // What is parked of a tail is named as of the journal that it parts from.
        "SELECT p.entry, r.journal, r.public_key, coalesce((SELECT e.hash FROM journal_entry e "
        "WHERE e.entry = p.entry - 1), (SELECT t.after_hash FROM tail t WHERE t.number = "
        "s.number)) FROM parked_entry p "
        "JOIN sent_journal s ON s.number = p.entry >> 40 "
        "JOIN sent_journal r ON r.number = coalesce((SELECT t.root FROM tail t WHERE t.number = "
        "s.number), s.number) ORDER BY p.entry",
        [&](const db::Row& row) {
            const EntryKey key = entry_key(row.integer(0));
            if (runs.size() > first && runs.back().shelf == key.journal &&
                runs.back().last_seq + 1 == key.seq) {
                runs.back().last_seq = key.seq;
                return;
            }
            OutsideRun& run = runs.emplace_back();
            run.why = Outside::parked;
            run.shelf = key.journal;
            run.last_seq = key.seq;
            row.get(1, run.journal);
            row.get(2, run.journal_key);
            run.after = row.is_null(3) ? journal::genesis(run.journal, run.journal_key)
                                       : journal::Head{key.seq - 1, row.get<Hash>(3)};
        });
    if (!done) return std::unexpected{std::move(done.error())};
    return {};
}

}  // namespace

Answer<std::vector<OutsideRun>> outside_runs(db::Connection& db) {
    const auto snapshot = db::Transaction::begin(db, db::TransactionKind::read);
    if (!snapshot) return store_error(snapshot.error());
    auto runs = forks(db);
    if (!runs) return store_error(std::move(runs.error()));
    if (auto added = add_parked(db, *runs); !added) return store_error(std::move(added.error()));
    return std::move(*runs);
}

Answer<std::vector<journal::SealedEntry>> entries_of(db::Connection& db, const OutsideRun& run,
                                                     std::uint64_t after, const Portion& portion) {
    if (after >= run.last_seq) return std::vector<journal::SealedEntry>{};
    const auto most = std::min<std::uint64_t>(portion.entries_max, run.last_seq - after);
    if (run.why == Outside::parked) {
        return entries_behind(db, {.number = run.shelf, .journal = run.journal}, after,
                              {.entries_max = most, .bytes_max = portion.bytes_max});
    }
    const auto snapshot = db::Transaction::begin(db, db::TransactionKind::read);
    if (!snapshot) return store_error(snapshot.error());
    auto entries = fork_entries(db, run.shelf, run.journal, after, run.last_seq,
                                {.entries_max = most, .bytes_max = portion.bytes_max});
    if (!entries) return store_error(std::move(entries.error()));
    return std::move(*entries);
}

db::Result<std::vector<journal::SealedEntry>> fork_entries(db::Connection& db, std::int64_t fork,
                                                           const Ulid& journal, std::uint64_t after,
                                                           std::uint64_t last,
                                                           const Portion& portion) {
    std::vector<journal::SealedEntry> entries;
    std::size_t bytes = 0;
    const auto most = std::min<std::uint64_t>(portion.entries_max, last - after);
    auto done = db.each(
        kForkEntries,
        [&](const db::Row& row) {
            bytes += row.bytes(4).size();
            if (!entries.empty() && bytes > portion.bytes_max) return false;
            entries.push_back(read_fork_entry(row, journal));
            return true;
        },
        fork, static_cast<std::int64_t>(after), static_cast<std::int64_t>(most));
    if (done && !entries.empty()) {
        const std::uint64_t first = entries.front().entry.seq;
        done = db.each(
            "SELECT seq, salt, bytes FROM fork_attachment WHERE fork = $1 AND seq >= $2 "
            "AND seq <= $3 ORDER BY seq, hash",
            [&](const db::Row& row) {
                const auto seq = static_cast<std::uint64_t>(row.integer(0));
                auto& beside = entries[seq - first].attachments;
                row.get(1, beside.emplace_back().salt);
                row.get(2, beside.back().bytes);
            },
            fork, static_cast<std::int64_t>(first),
            static_cast<std::int64_t>(entries.back().entry.seq));
    }
    if (!done) return std::unexpected{std::move(done.error())};
    return entries;
}

/// It is the one that the first entry's hash is made of, in the books or in another fork.
db::Result<std::optional<Hash>> hash_before_fork(db::Connection& db, std::int64_t number,
                                                 std::int64_t fork) {
    std::optional<journal::SealedEntry> first;
    auto done = db.each(
        kForkEntries, [&](const db::Row& row) { first = read_fork_entry(row, {}); }, fork,
        std::int64_t{0}, std::int64_t{1});
    if (!done) return std::unexpected{std::move(done.error())};
    if (!first) return std::optional<Hash>{};
    const journal::Entry& entry = first->entry;
    const auto before = static_cast<std::int64_t>(entry.seq - 1);
    std::vector<Hash> candidates;
    const auto take = [&](const db::Row& row) { candidates.push_back(row.get<Hash>(0)); };
    if (before == 0) {
        done = db.each(
            "SELECT journal, public_key FROM sent_journal WHERE number = $1",
            [&](const db::Row& row) {
                candidates.push_back(journal::genesis(row.get<Ulid>(0), row.get<Hash>(1)).hash);
            },
            number);
    } else {
        done = db.each("SELECT hash FROM journal_entry WHERE entry = $1", take,
                       entry_number({number, entry.seq - 1}));
    }
    if (done) {
        done = db.each(
            "SELECT e.hash FROM fork f JOIN fork_entry e ON e.fork = f.fork "
            "WHERE f.number = $1 AND e.seq = $2",
            take, number, before);
    }
    if (!done) return std::unexpected{std::move(done.error())};
    for (const Hash& hash : candidates) {
        if (journal::hash_after(hash, {entry.seq, entry.at, entry.kind, entry.version,
                                       entry.payload}) == entry.hash) {
            return std::optional{hash};
        }
    }
    return std::optional<Hash>{};
}

}  // namespace pos::store::office
