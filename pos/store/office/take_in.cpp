#include "pos/store/office/take_in.hpp"

#include <array>
#include <utility>
#include <vector>

#include "pos/store/columns.hpp"
#include "pos/store/office/append.hpp"
#include "pos/store/office/hold_office.hpp"
#include "pos/store/office/resubmit.hpp"

namespace pos::store::office {

namespace {

using journal::Entry;
using journal::Head;
using journal::SealedEntry;

std::int64_t column(std::uint64_t seq) {
    return static_cast<std::int64_t>(seq);
}

struct JournalRow {
    std::int64_t number{0};
    journal::PublicKey key{};
    Ulid terminal{};
    Head head;
};

db::Result<void> add_totals(db::Connection& db, std::int64_t number, Receipt& receipt) {
    // What is in the books of it since a later journal named it is a tail, with a number of its
    // own.
    const auto parked = db.value<std::int64_t>(
        "SELECT count(*) FROM parked_entry WHERE entry > $1 AND entry < $2 OR "
        "entry >> 40 IN (SELECT number FROM tail WHERE root = $3)",
        entry_number({number, 0}), entry_number({number + 1, 0}), number);
    if (!parked) return std::unexpected{parked.error()};
    const auto aside = db.first<std::int64_t, std::int64_t>(
        "SELECT count(*), coalesce(sum(CASE WHEN e.tail = 0 THEN 1 ELSE 0 END), 0) "
        "FROM fork f JOIN fork_entry e ON e.fork = f.fork WHERE f.number = $1",
        number);
    if (!aside) return std::unexpected{aside.error()};
    receipt.parked_total = static_cast<std::uint64_t>(parked->value_or(0));
    const auto [all, outside] = aside->value_or(std::tuple{std::int64_t{0}, std::int64_t{0}});
    receipt.set_aside_total = static_cast<std::uint64_t>(outside);
    receipt.resubmitted_total = static_cast<std::uint64_t>(all - outside);
    return {};
}

/// One arrival within its transaction.
class Taking {
public:
    Taking(db::Connection& db, const Arrival& arrival, Instant received_at)
        : db_{db}, arrival_{arrival}, entries_{arrival.entries}, received_at_{received_at} {}

    db::Result<Receipt> run();

private:
    db::Result<bool> hold_journal();
    db::Result<bool> start_journal();
    db::Result<bool> is_of_this_till();
    db::Result<void> take_known(Receipt& receipt);
    /// Steps over entries that stand in `from` behind `after`, as long as they are the same ones.
    db::Result<std::uint64_t> skip_same(std::string_view sql, std::int64_t from, Head& after);
    db::Result<void> append_rest(Receipt& receipt);
    db::Result<std::optional<Fork>> fork_through(const Head& place) {
        return office::fork_through(db_, row_.number, place);
    }
    db::Result<void> bring_back(const Receipt& receipt);
    db::Result<void> continue_fork(Fork fork, Head after, Receipt& receipt);
    db::Result<void> set_aside(Fork fork, Receipt& receipt);
    db::Result<std::int64_t> new_fork(const Head& after);
    db::Result<std::optional<Hash>> hash_at(std::uint64_t seq);

    db::Connection& db_;
    const Arrival& arrival_;
    std::span<const SealedEntry> entries_;  // what is still to be dealt with
    Instant received_at_;
    JournalRow row_;
};

constexpr std::string_view kBookHashes =
    "SELECT hash FROM journal_entry WHERE entry > $1 AND entry <= $2 ORDER BY entry";
constexpr std::string_view kForkHashes =
    "SELECT hash FROM fork_entry WHERE fork = $1 AND seq > $2 AND seq <= $3 ORDER BY seq";

/// Holds the journal's row until the transaction ends, so that two batches of it do not meet.
db::Result<bool> Taking::hold_journal() {
    bool found = false;
    auto done = db_.each(
        "UPDATE sent_journal SET number = number WHERE journal = $1 "
        "RETURNING number, public_key, terminal, head_seq, head_hash",
        [&](const db::Row& row) {
            found = true;
            row.get(0, row_.number);
            row.get(1, row_.key);
            row.get(2, row_.terminal);
            row_.head.seq = static_cast<std::uint64_t>(row.integer(3));
            row.get(4, row_.head.hash);
        },
        arrival_.journal);
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

/// Gives the journal a number. False if another connection has just done so.
db::Result<bool> Taking::start_journal() {
    // The row is held from here on: whoever starts another journal waits.
    const auto drawn = db_.value<std::int64_t>(
        "UPDATE office SET journals = journals + 1 WHERE office = 1 RETURNING journals");
    if (!drawn) return std::unexpected{drawn.error()};
    if (!*drawn) {
        return std::unexpected{
            db::DbError{db::DbErrorKind::mistake, "", "this database is no head office's"}};
    }
    row_ = {**drawn, arrival_.journal_key, arrival_.terminal,
            journal::genesis(arrival_.journal, arrival_.journal_key)};
    const auto put = db_.exec(
        "INSERT INTO sent_journal (number, journal, public_key, terminal, head_seq, head_hash, "
        "received_at) VALUES ($1, $2, $3, $4, 0, $5, $6) ON CONFLICT (journal) DO NOTHING",
        row_.number, arrival_.journal, row_.key, row_.terminal, row_.head.hash, received_at_);
    if (!put) return std::unexpected{put.error()};
    return *put == 1;
}

/// A till that has joined anew brings what it sold before: the place counts, not the key.
db::Result<bool> Taking::is_of_this_till() {
    if (row_.terminal == arrival_.terminal) return true;
    const auto there = db_.value<std::int64_t>(
        "SELECT count(*) FROM terminal WHERE terminal = $1 AND branch = $2 AND code = $3",
        row_.terminal, arrival_.branch, arrival_.terminal_code);
    if (!there) return std::unexpected{there.error()};
    return there->value_or(0) == 1;
}

db::Result<std::optional<Hash>> Taking::hash_at(std::uint64_t seq) {
    if (seq == row_.head.seq) return std::optional{row_.head.hash};
    if (seq == 0) return std::optional{journal::genesis(arrival_.journal, row_.key).hash};
    return db_.value<Hash>("SELECT hash FROM journal_entry WHERE entry = $1",
                           entry_number({row_.number, seq}));
}

db::Result<std::uint64_t> Taking::skip_same(std::string_view sql, std::int64_t from, Head& after) {
    std::uint64_t same = 0;
    const auto on_row = [&](const db::Row& row) {
        if (same == entries_.size() || row.get<Hash>(0) != entries_[same].entry.hash) return false;
        ++same;
        return true;
    };
    const std::uint64_t last = after.seq + entries_.size();
    db::Result<std::int64_t> done{0};
    if (sql == kBookHashes) {
        done = db_.each(sql, on_row, entry_number({from, after.seq}), entry_number({from, last}));
    } else {
        done = db_.each(sql, on_row, from, column(after.seq), column(last));
    }
    if (!done) return std::unexpected{std::move(done.error())};
    if (same > 0) after = {entries_[same - 1].entry.seq, entries_[same - 1].entry.hash};
    entries_ = entries_.subspan(same);
    return same;
}

db::Result<void> Taking::append_rest(Receipt& receipt) {
    const Entry& last = entries_.back().entry;
    const auto parked =
        append(db_, {row_.number, row_.key, received_at_, arrival_.branch, arrival_.terminal_code},
               entries_);
    if (!parked) return std::unexpected{parked.error()};
    auto done = db_.exec(
        "UPDATE sent_journal SET head_seq = $2, head_hash = $3, received_at = $4 "
        "WHERE number = $1",
        row_.number, column(last.seq), last.hash, received_at_);
    if (done) {
        done = db_.exec(
            "INSERT INTO sent_batch (number, first_seq, last_seq, received_at, terminal) "
            "VALUES ($1, $2, $3, $4, $5)",
            row_.number, column(entries_.front().entry.seq), column(last.seq), received_at_,
            arrival_.terminal);
    }
    if (!done) return std::unexpected{std::move(done.error())};
    receipt.added = entries_.size();
    receipt.parked = *parked;
    row_.head = {last.seq, last.hash};
    entries_ = {};
    return {};
}

db::Result<std::int64_t> Taking::new_fork(const Head& after) {
    // So that two forks found at once get two numbers.
    if (auto held = hold_office(db_); !held) return std::unexpected{std::move(held.error())};
    const auto last = db_.value<std::int64_t>("SELECT coalesce(max(fork), 0) FROM fork");
    if (!last) return std::unexpected{last.error()};
    const std::int64_t fork = last->value_or(0) + 1;
    auto put = db_.exec(
        "INSERT INTO fork (fork, number, terminal, found_at, after_seq, head_seq, head_hash) "
        "VALUES ($1, $2, $3, $4, $5, $5, $6)",
        fork, row_.number, arrival_.terminal, received_at_, column(after.seq), after.hash);
    if (!put) return std::unexpected{std::move(put.error())};
    return fork;
}

/// What is left differs from ours, or from a fork's, behind `after`.
db::Result<void> Taking::continue_fork(Fork fork, Head after, Receipt& receipt) {
    receipt.reception = Reception::set_aside;
    for (;;) {
        const auto same = skip_same(kForkHashes, fork.fork, after);
        if (!same) return std::unexpected{same.error()};
        receipt.again += *same;
        if (entries_.empty()) return {};
        if (after == fork.head) return set_aside(fork, receipt);
        // A copy of a copy. Has it come this way before?
        auto split = fork_through({entries_.front().entry.seq, entries_.front().entry.hash});
        if (!split) return std::unexpected{std::move(split.error())};
        if (!*split) break;
        fork = **split;
    }
    const auto made = new_fork(after);
    if (!made) return std::unexpected{made.error()};
    return set_aside({*made, after}, receipt);
}

db::Result<void> Taking::set_aside(Fork fork, Receipt& receipt) {
    static constexpr std::array<std::string_view, 8> kColumns{
        "fork", "seq", "at", "kind", "version", "payload", "hash", "signature"};
    auto rows = db_.bulk_insert("fork_entry", kColumns);
    if (!rows) return std::unexpected{std::move(rows.error())};
    for (const SealedEntry& one : entries_) {
        const Entry& e = one.entry;
        auto added = (*rows)->row(fork.fork, column(e.seq), e.at, e.kind, e.version, e.payload,
                                  e.hash, e.signature);
        if (!added) return added;
    }
    if (auto finished = (*rows)->finish(); !finished) return finished;
    db::Result<std::int64_t> done{0};
    for (const SealedEntry& one : entries_) {
        for (const auto& attachment : one.attachments) {
            if (!done) break;
            done = db_.exec(
                "INSERT INTO fork_attachment (fork, seq, hash, salt, bytes) "
                "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (fork, seq, hash) DO NOTHING",
                fork.fork, column(one.entry.seq), journal::hash_of(attachment), attachment.salt,
                attachment.bytes);
        }
    }
    const Entry& last = entries_.back().entry;
    if (done) {
        done = db_.exec("UPDATE fork SET head_seq = $2, head_hash = $3 WHERE fork = $1", fork.fork,
                        column(last.seq), last.hash);
    }
    if (!done) return std::unexpected{std::move(done.error())};
    receipt.set_aside = entries_.size();
    return {};
}

db::Result<void> Taking::take_known(Receipt& receipt) {
    Head after = arrival_.after;
    const auto known =
        after.seq <= row_.head.seq ? hash_at(after.seq) : db::Result<std::optional<Hash>>{};
    if (!known) return std::unexpected{known.error()};
    if (*known != after.hash) {
        auto fork = fork_through(after);
        if (!fork) return std::unexpected{std::move(fork.error())};
        if (*fork) return continue_fork(**fork, after, receipt);
        receipt.reception = Reception::elsewhere;
        return {};
    }
    const auto same = skip_same(kBookHashes, row_.number, after);
    if (!same) return std::unexpected{same.error()};
    receipt.again = *same;
    if (entries_.empty()) return {};
    if (after == row_.head) return append_rest(receipt);
    // It parts from the books here. Has it come this way before?
    auto fork = fork_through({entries_.front().entry.seq, entries_.front().entry.hash});
    if (!fork) return std::unexpected{std::move(fork.error())};
    if (*fork) return continue_fork(**fork, after, receipt);
    const auto made = new_fork(after);
    if (!made) return std::unexpected{made.error()};
    receipt.reception = Reception::set_aside;
    return set_aside({*made, after}, receipt);
}

/// What was set aside comes into the books when the journal that names it comes, or when it comes
/// itself and the journal is there.
db::Result<void> Taking::bring_back(const Receipt& receipt) {
    db::Result<std::uint64_t> brought{0};
    if (receipt.set_aside > 0) brought = resubmit(db_, arrival_.journal, received_at_);
    const bool begins = receipt.added > 0 && arrival_.after.seq == 0;
    if (brought && begins) {
        const auto before = predecessor_of(db_, row_.number);
        if (!before) return std::unexpected{before.error()};
        if (*before) brought = resubmit(db_, **before, received_at_);
    }
    if (!brought) return std::unexpected{std::move(brought.error())};
    return {};
}

db::Result<Receipt> Taking::run() {
    Receipt receipt;
    auto held = hold_journal();
    if (!held) return std::unexpected{std::move(held.error())};
    if (!*held) {
        receipt.head = journal::genesis(arrival_.journal, arrival_.journal_key);
        if (arrival_.after.seq > 0) {
            receipt.reception = Reception::elsewhere;
            return receipt;
        }
        held = start_journal();
        if (held && !*held) held = hold_journal();
        if (!held) return std::unexpected{std::move(held.error())};
    }
    if (row_.key != arrival_.journal_key) return Receipt{.reception = Reception::other_key};
    const auto ours = is_of_this_till();
    if (!ours) return std::unexpected{ours.error()};
    if (!*ours) return Receipt{.reception = Reception::other_terminal};
    if (auto taken = take_known(receipt); !taken) return std::unexpected{std::move(taken.error())};
    if (auto brought = bring_back(receipt); !brought) {
        return std::unexpected{std::move(brought.error())};
    }
    receipt.head = row_.head;
    if (auto added = add_totals(db_, row_.number, receipt); !added) {
        return std::unexpected{std::move(added.error())};
    }
    return receipt;
}

db::Result<Receipt> take_once(db::Connection& db, const Arrival& arrival, Instant received_at) {
    auto begun = db::Transaction::begin(db, db::TransactionKind::write);
    if (!begun) return std::unexpected{std::move(begun.error())};
    auto receipt = Taking{db, arrival, received_at}.run();
    if (!receipt || receipt->added + receipt->set_aside == 0) return receipt;
    if (auto kept = begun->commit(); !kept) return std::unexpected{std::move(kept.error())};
    return receipt;
}

}  // namespace

Answer<Receipt> take_in(db::Connection& db, const Arrival& arrival, Instant received_at) {
    constexpr int kAttemptsMax = 3;
    for (int attempt = 1;; ++attempt) {
        auto receipt = take_once(db, arrival, received_at);
        const bool again = !receipt && receipt.error().kind == db::DbErrorKind::serialization &&
                           attempt < kAttemptsMax;
        if (again) continue;
        if (!receipt) return store_error(std::move(receipt.error()));
        return *receipt;
    }
}

Answer<Receipt> standing(db::Connection& db, const Ulid& journal,
                         const journal::PublicKey& journal_key) {
    Receipt receipt{.head = journal::genesis(journal, journal_key)};
    std::int64_t number = 0;
    auto done = db.each(
        "SELECT number, public_key, head_seq, head_hash FROM sent_journal WHERE journal = $1",
        [&](const db::Row& row) {
            number = row.integer(0);
            if (row.get<Hash>(1) != journal_key) receipt.reception = Reception::other_key;
            receipt.head = {static_cast<std::uint64_t>(row.integer(2)), row.get<Hash>(3)};
        },
        journal);
    if (!done) return store_error(std::move(done.error()));
    if (number == 0) return receipt;
    if (auto added = add_totals(db, number, receipt); !added) {
        return store_error(std::move(added.error()));
    }
    return receipt;
}

}  // namespace pos::store::office
