#include "pos/store/office/outside_entries.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "pos/store/entries.hpp"

namespace pos::store::office {

namespace {

/// The entry that a continuation follows stands in the books, or in the one that it parted from:
/// it is the one that the first entry's hash is made of.
db::Result<std::optional<Hash>> hash_before(db::Connection& db, std::int64_t number,
                                            const OutsideRun& run, const journal::Entry& first) {
    std::vector<Hash> candidates;
    const std::uint64_t seq = first.seq - 1;
    if (seq == 0) candidates.push_back(journal::genesis(run.journal, run.journal_key).hash);
    const auto take = [&](const db::Row& row) { candidates.push_back(row.get<Hash>(0)); };
    auto done = db.each("SELECT hash FROM journal_entry WHERE entry = $1", take,
                        entry_number({number, seq}));
    if (done) {
        done = db.each(
            "SELECT e.hash FROM fork f JOIN fork_entry e ON e.fork = f.fork "
            "WHERE f.number = $1 AND e.seq = $2",
            take, number, static_cast<std::int64_t>(seq));
    }
    if (!done) return std::unexpected{std::move(done.error())};
    for (const Hash& hash : candidates) {
        if (journal::hash_after(hash, {first.seq, first.at, first.kind, first.version,
                                       first.payload}) == first.hash) {
            return std::optional{hash};
        }
    }
    return std::optional<Hash>{};
}

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

db::Result<std::vector<OutsideRun>> forks(db::Connection& db) {
    std::vector<OutsideRun> runs;
    std::vector<std::int64_t> numbers;
    auto done = db.each(
        "SELECT f.fork, s.number, s.journal, s.public_key, f.after_seq, f.head_seq FROM fork f "
        "JOIN sent_journal s ON s.number = f.number ORDER BY f.fork",
        [&](const db::Row& row) {
            OutsideRun& run = runs.emplace_back();
            run.shelf = row.integer(0);
            numbers.push_back(row.integer(1));
            row.get(2, run.journal);
            row.get(3, run.journal_key);
            run.after.seq = static_cast<std::uint64_t>(row.integer(4));
            run.last_seq = static_cast<std::uint64_t>(row.integer(5));
        });
    for (std::size_t i = 0; done && i < runs.size(); ++i) {
        std::optional<journal::SealedEntry> first;
        done = db.each(
            kForkEntries,
            [&](const db::Row& row) { first = read_fork_entry(row, runs[i].journal); },
            runs[i].shelf, static_cast<std::int64_t>(runs[i].after.seq), std::int64_t{1});
        if (!done || !first) continue;
        const auto before = hash_before(db, numbers[i], runs[i], first->entry);
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
        "SELECT p.entry, s.journal, s.public_key, "
        "(SELECT e.hash FROM journal_entry e WHERE e.entry = p.entry - 1) FROM parked_entry p "
        "JOIN sent_journal s ON s.number = p.entry >> 40 ORDER BY p.entry",
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
    std::vector<journal::SealedEntry> entries;
    std::size_t bytes = 0;
    auto done = db.each(
        kForkEntries,
        [&](const db::Row& row) {
            bytes += row.bytes(4).size();
            if (!entries.empty() && bytes > portion.bytes_max) return false;
            entries.push_back(read_fork_entry(row, run.journal));
            return true;
        },
        run.shelf, static_cast<std::int64_t>(after), static_cast<std::int64_t>(most));
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
            run.shelf, static_cast<std::int64_t>(first),
            static_cast<std::int64_t>(entries.back().entry.seq));
    }
    if (!done) return store_error(std::move(done.error()));
    return entries;
}

}  // namespace pos::store::office
