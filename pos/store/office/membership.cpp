#include "pos/store/office/membership.hpp"

#include <utility>

#include "pos/store/entries.hpp"
#include "pos/store/office/open.hpp"

namespace pos::store::office {

Answer<std::optional<Membership>> membership(db::Connection& db) {
    std::optional<Membership> found;
    auto done = db.each("SELECT url, terminal, public_key, epoch, joined_at, pin FROM head_office",
                        [&](const db::Row& row) {
                            found.emplace();
                            row.get(0, found->url);
                            row.get(1, found->terminal);
                            row.get(2, found->public_key);
                            row.get(3, found->epoch);
                            row.get(4, found->joined_at);
                            row.get(5, found->pin);
                        });
    if (!done) return store_error(std::move(done.error()));
    return found;
}

db::Result<void> write_membership(db::Connection& db, const Membership& m) {
    auto done = db.exec("DELETE FROM head_office");
    if (done) {
        done = db.exec(
            "INSERT INTO head_office (head_office, url, pin, terminal, public_key, epoch, "
            "joined_at) VALUES (1, $1, $2, $3, $4, $5, $6)",
            m.url, m.pin, m.terminal, m.public_key, m.epoch, m.joined_at);
    }
    if (done) done = db.exec("DELETE FROM sync_cursor");
    if (!done) return std::unexpected{std::move(done.error())};
    return {};
}

Answer<void> put_membership(db::Connection& db, const Membership& m) {
    auto begun = db::Transaction::begin(db, db::TransactionKind::write);
    if (!begun) return store_error(std::move(begun.error()));
    if (auto done = write_membership(db, m); !done) return store_error(std::move(done.error()));
    if (auto kept = begun->commit(); !kept) return store_error(std::move(kept.error()));
    return {};
}

Answer<std::vector<OwnJournal>> own_journals(db::Connection& db) {
    std::vector<OwnJournal> journals;
    auto done = db.each(
        "SELECT j.id, j.journal, j.public_key, c.seq, c.hash, c.parked, c.set_aside, "
        "c.resubmitted "
        "FROM journal j LEFT JOIN sync_cursor c ON c.number = j.id ORDER BY j.id",
        [&](const db::Row& row) {
            OwnJournal& journal = journals.emplace_back();
            row.get(0, journal.number);
            row.get(1, journal.journal);
            row.get(2, journal.public_key);
            journal.sent = journal::genesis(journal.journal, journal.public_key);
            if (row.is_null(3)) return;
            journal.sent = {static_cast<std::uint64_t>(row.integer(3)), row.get<Hash>(4)};
            journal.parked = static_cast<std::uint64_t>(row.integer(5));
            journal.set_aside = static_cast<std::uint64_t>(row.integer(6));
            journal.resubmitted = static_cast<std::uint64_t>(row.integer(7));
        });
    if (!done) return store_error(std::move(done.error()));
    for (OwnJournal& journal : journals) {
        const auto last = db.value<std::int64_t>(
            "SELECT entry FROM journal_entry WHERE entry > $1 AND entry < $2 "
            "ORDER BY entry DESC LIMIT 1",
            entry_number({journal.number, 0}), entry_number({journal.number + 1, 0}));
        if (!last) return store_error(last.error());
        if (*last) journal.last_seq = entry_key(**last).seq;
    }
    return journals;
}

Answer<void> note_sent(db::Connection& db, const OwnJournal& journal) {
    auto begun = db::Transaction::begin(db, db::TransactionKind::quick_write);
    if (!begun) return store_error(std::move(begun.error()));
    auto done = db.exec(
        "INSERT INTO sync_cursor (number, seq, hash, parked, set_aside, resubmitted) "
        "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (number) DO UPDATE SET seq = excluded.seq, "
        "hash = excluded.hash, parked = excluded.parked, set_aside = excluded.set_aside, "
        "resubmitted = excluded.resubmitted",
        journal.number, static_cast<std::int64_t>(journal.sent.seq), journal.sent.hash,
        static_cast<std::int64_t>(journal.parked), static_cast<std::int64_t>(journal.set_aside),
        static_cast<std::int64_t>(journal.resubmitted));
    if (!done) return store_error(std::move(done.error()));
    if (auto kept = begun->commit(); !kept) return store_error(std::move(kept.error()));
    return {};
}

Answer<std::optional<Hash>> hash_at(db::Connection& db, const OwnJournal& journal,
                                    std::uint64_t seq) {
    if (seq == 0) {
        return std::optional{journal::genesis(journal.journal, journal.public_key).hash};
    }
    auto hash = db.value<Hash>("SELECT hash FROM journal_entry WHERE entry = $1",
                               entry_number({journal.number, seq}));
    if (!hash) return store_error(std::move(hash.error()));
    return *hash;
}

Answer<std::vector<journal::SealedEntry>> entries_behind(db::Connection& db,
                                                         const OwnJournal& journal,
                                                         std::uint64_t after,
                                                         const Portion& portion) {
    std::vector<journal::SealedEntry> entries;
    std::size_t bytes = 0;
    const auto snapshot = db::Transaction::begin(db, db::TransactionKind::read);
    if (!snapshot) return store_error(snapshot.error());
    auto done = db.each(
        "SELECT entry, at, kind, version, payload, hash, signature FROM journal_entry "
        "WHERE entry > $1 AND entry < $2 ORDER BY entry LIMIT $3",
        [&](const db::Row& row) {
            const std::size_t size = row.bytes(4).size();
            if (!entries.empty() && bytes + size > portion.bytes_max) return false;
            bytes += size;
            entries.push_back({read_entry(row, journal.journal), {}});
            return true;
        },
        entry_number({journal.number, after}), entry_number({journal.number + 1, 0}),
        static_cast<std::int64_t>(portion.entries_max));
    if (!done) return store_error(std::move(done.error()));
    if (entries.empty()) return entries;
    const std::uint64_t first = entries.front().entry.seq;
    done = db.each(
        "SELECT entry, salt, bytes FROM attachment WHERE entry >= $1 AND entry <= $2 "
        "ORDER BY entry, hash",
        [&](const db::Row& row) {
            auto& beside = entries[entry_key(row.integer(0)).seq - first].attachments;
            row.get(1, beside.emplace_back().salt);
            row.get(2, beside.back().bytes);
        },
        entry_number({journal.number, first}),
        entry_number({journal.number, entries.back().entry.seq}));
    if (!done) return store_error(std::move(done.error()));
    return entries;
}

Answer<std::optional<Instant>> oldest_to_send(db::Connection& db) {
    auto journals = own_journals(db);
    if (!journals) return std::unexpected{std::move(journals.error())};
    for (const OwnJournal& journal : *journals) {
        if (journal.to_send() == 0) continue;
        auto at = db.value<Instant>("SELECT at FROM journal_entry WHERE entry = $1",
                                    entry_number({journal.number, journal.sent.seq + 1}));
        if (!at) return store_error(std::move(at.error()));
        return *at;
    }
    return std::optional<Instant>{};
}

std::expected<std::unique_ptr<db::Connection>, OpenError> open_on_full_disk(
    const db::DbTarget& target) {
    // To write is asked for because the lock of a log that is read alone is one of writers.
    auto db = db::open(target,
                       {.mode = db::OpenMode::read_write, .auto_checkpoint = false, .alone = true});
    if (!db) return open_error(std::move(db.error()));
    return std::move(*db);
}

std::expected<std::unique_ptr<db::Connection>, OpenError> open_for_sending(
    const db::DbTarget& target) {
    // No sale pays for a checkpoint of ours: the till's writer sees to that.
    auto db = db::open(target, {.mode = db::OpenMode::read_write, .auto_checkpoint = false});
    if (!db) return open_error(std::move(db.error()));
    if (auto done = bring_up_to_date(**db); !done) return std::unexpected{std::move(done.error())};
    return std::move(*db);
}

}  // namespace pos::store::office
