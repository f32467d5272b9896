#include <expected>
#include <optional>
#include <string>
#include <utility>

#include "pos/journal/codec.hpp"
#include "pos/journal/event.hpp"
#include "pos/store/entries.hpp"
#include "pos/store/office/append.hpp"
#include "pos/store/office/parked.hpp"
#include "pos/store/tail.hpp"

namespace pos::store::office {

namespace {

/// The journal's row is held, so that no batch comes between.
struct Held {
    Ulid journal{};
    journal::PublicKey key{};
    std::string branch;
    std::string terminal;
    std::string tail_series;
};
db::Result<std::optional<Held>> hold(db::Connection& db, std::int64_t number) {
    std::optional<Held> found;
    auto done = db.each(
        "UPDATE sent_journal SET number = number WHERE number = $1 RETURNING journal, public_key, "
        "(SELECT t.branch FROM terminal t WHERE t.terminal = sent_journal.terminal), "
        "(SELECT t.code FROM terminal t WHERE t.terminal = sent_journal.terminal), "
        "coalesce((SELECT t.series FROM tail t WHERE t.number = sent_journal.number), '')",
        [&](const db::Row& row) {
            found.emplace();
            row.get(0, found->journal);
            row.get(1, found->key);
            row.get(2, found->branch);
            row.get(3, found->terminal);
            row.get(4, found->tail_series);
        },
        number);
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

/// An entry that is parked, and where it goes.
struct HeldEntry {
    Shelf shelf;
    journal::SealedEntry entry;
};
db::Result<std::optional<HeldEntry>> hold_entry(db::Connection& db, EntryKey key,
                                                Instant received_at) {
    const auto held = hold(db, key.journal);
    if (!held) return std::unexpected{held.error()};
    if (!*held) return std::optional<HeldEntry>{};
    std::optional<HeldEntry> found;
    auto read = db.each(
        "SELECT entry, at, kind, version, payload, hash, signature FROM journal_entry "
        "WHERE entry = $1",
        [&](const db::Row& row) {
            found = HeldEntry{{key.journal, (*held)->key, received_at, (*held)->branch,
                               (*held)->terminal, (*held)->tail_series},
                              {read_entry(row, (*held)->journal), {}}};
        },
        entry_number(key));
    if (!read) return std::unexpected{std::move(read.error())};
    return found;
}

db::Result<bool> retry(db::Connection& db, const Parked& parked) {
    auto begun = db::Transaction::begin(db, db::TransactionKind::write);
    if (!begun) return std::unexpected{std::move(begun.error())};
    const auto held = hold_entry(db, parked.entry, parked.received_at);
    if (!held) return std::unexpected{held.error()};
    if (!*held) return false;
    const auto done = project_again(db, (*held)->shelf, (*held)->entry);
    if (!done || !*done) return done;
    if (auto kept = begun->commit(); !kept) return std::unexpected{std::move(kept.error())};
    return true;
}

/// The number itself if it is free again, or the first free one with "/2", "/3" … behind it.
db::Result<std::string> free_number(db::Connection& db, const std::string& number) {
    for (int nth = 1;; ++nth) {
        std::string one = nth == 1 ? number : number + "/" + std::to_string(nth);
        const auto there =
            db.value<std::int64_t>("SELECT count(*) FROM sale WHERE number = $1", one);
        if (!there) return std::unexpected{there.error()};
        if (there->value_or(0) == 0) return one;
    }
}

/// When it came, if it is parked for its number's sake.
db::Result<std::optional<Instant>> waiting_since(db::Connection& db, EntryKey entry) {
    std::optional<Instant> since;
    auto done = db.each(
        "SELECT received_at FROM parked_entry WHERE entry = $1 AND reason = $2 AND detail = $3",
        [&](const db::Row& row) { since = row.get<Instant>(0); }, entry_number(entry),
        ParkReason::refused, row_fault_name(RowFault::number_taken));
    if (!done) return std::unexpected{std::move(done.error())};
    return since;
}

}  // namespace

db::Result<std::expected<AcceptedAs, AcceptRefusal>> accept_parked(db::Connection& db,
                                                                   EntryKey entry) {
    using Tried = std::expected<AcceptedAs, AcceptRefusal>;
    const auto since = waiting_since(db, entry);
    if (!since) return std::unexpected{since.error()};
    if (!*since) return Tried{std::unexpected{AcceptRefusal::not_waiting}};
    auto held = hold_entry(db, entry, **since);
    if (!held) return std::unexpected{held.error()};
    if (!*held) return Tried{std::unexpected{AcceptRefusal::not_waiting}};
    HeldEntry& one = **held;
    auto event =
        journal::decode(one.entry.entry.kind, one.entry.entry.version, one.entry.entry.payload);
    if (!event) return Tried{std::unexpected{AcceptRefusal::still_parked}};
    if (!one.shelf.tail_series.empty()) number_in_tail(*event, one.shelf.tail_series);
    const journal::SaleRecord* record = journal::ticket_of(*event);
    if (record == nullptr) return Tried{std::unexpected{AcceptRefusal::still_parked}};
    auto number = free_number(db, record->number);
    if (!number) return std::unexpected{number.error()};
    one.shelf.accepted_number = *number;
    const auto done = project_again(db, one.shelf, one.entry);
    if (!done) return std::unexpected{done.error()};
    if (!*done) return Tried{std::unexpected{AcceptRefusal::still_parked}};
    return Tried{AcceptedAs{record->number, std::move(*number)}};
}

Answer<std::uint64_t> retry_parked(db::Connection& db) {
    const auto parked = parked_entries(db);
    if (!parked) return std::unexpected{parked.error()};
    std::uint64_t done = 0;
    for (const Parked& one : *parked) {
        const auto again = retry(db, one);
        if (!again) return store_error(again.error());
        done += *again ? 1 : 0;
    }
    return done;
}

}  // namespace pos::store::office
