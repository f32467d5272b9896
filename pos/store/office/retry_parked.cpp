#include <optional>
#include <string>
#include <utility>

#include "pos/store/entries.hpp"
#include "pos/store/office/append.hpp"
#include "pos/store/office/parked.hpp"

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

db::Result<bool> retry(db::Connection& db, const Parked& parked) {
    auto begun = db::Transaction::begin(db, db::TransactionKind::write);
    if (!begun) return std::unexpected{std::move(begun.error())};
    const auto held = hold(db, parked.entry.journal);
    if (!held) return std::unexpected{held.error()};
    if (!*held) return false;
    std::optional<journal::SealedEntry> entry;
    auto read = db.each(
        "SELECT entry, at, kind, version, payload, hash, signature FROM journal_entry "
        "WHERE entry = $1",
        [&](const db::Row& row) { entry = {read_entry(row, (*held)->journal), {}}; },
        entry_number(parked.entry));
    if (!read) return std::unexpected{std::move(read.error())};
    if (!entry) return false;
    const auto done = project_again(db,
                                    {parked.entry.journal, (*held)->key, parked.received_at,
                                     (*held)->branch, (*held)->terminal, (*held)->tail_series},
                                    *entry);
    if (!done || !*done) return done;
    if (auto kept = begun->commit(); !kept) return std::unexpected{std::move(kept.error())};
    return true;
}

}  // namespace

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
