#include "pos/store/office/own_stretch.hpp"

#include "pos/store/columns.hpp"

namespace pos::store::office {

Answer<OwnStretch> own_stretch(db::Connection& db, const OwnJournal& journal,
                               std::uint64_t first_seq, std::uint64_t last_seq,
                               const Hash& last_hash) {
    OwnStretch own{.entries = last_seq - first_seq + 1};
    const auto hash = hash_at(db, journal, last_seq);
    if (!hash) return std::unexpected{hash.error()};
    own.ours = *hash == last_hash;
    if (!own.ours) return own;
    auto done = db.each(
        "SELECT number, payable_minor, currency FROM sale WHERE entry >= $1 AND entry <= $2 "
        "ORDER BY entry",
        [&](const db::Row& row) {
            if (own.tickets++ == 0) own.first_number = row.text(0);
            own.last_number = row.text(0);
            own.payable_minor += row.integer(1);
            own.currency = get_currency(row, 2);
        },
        entry_number({journal.number, first_seq}), entry_number({journal.number, last_seq}));
    if (!done) return store_error(std::move(done.error()));
    return own;
}

Answer<std::optional<JournalOrigin>> origin_of(db::Connection& db, const journal::PublicKey& key) {
    std::optional<JournalOrigin> found;
    auto done = db.each(
        "SELECT j.branch, j.series, j.started_at, CASE WHEN j.predecessor IS NULL THEN 0 WHEN "
        "EXISTS (SELECT 1 FROM journal b WHERE b.journal = j.predecessor) THEN 1 ELSE 2 END "
        "FROM journal j WHERE j.public_key = $1",
        [&](const db::Row& row) {
            JournalOrigin& origin = found.emplace();
            origin.name = std::string{row.text(0)} + "-" + std::string{row.text(1)};
            row.get(2, origin.since);
            origin.kind = static_cast<JournalOrigin::Kind>(row.integer(3));
        },
        key);
    if (!done) return store_error(std::move(done.error()));
    return found;
}

}  // namespace pos::store::office
