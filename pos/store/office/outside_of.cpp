#include "pos/store/office/outside_of.hpp"

namespace pos::store::office {

Answer<std::vector<OutsideStretch>> outside_of(db::Connection& db, std::string_view branch,
                                               std::string_view terminal, std::int64_t limit) {
    std::vector<OutsideStretch> found;
    const auto snapshot = db::Transaction::begin(db, db::TransactionKind::read);
    if (!snapshot) return store_error(snapshot.error());
    auto done = db.each(
        "SELECT s.journal, (SELECT min(e.seq) FROM fork_entry e WHERE e.fork = f.fork AND "
        "e.tail = 0) AS first_seq, f.head_seq, f.head_hash, f.found_at FROM fork f "
        "JOIN sent_journal s ON s.number = f.number JOIN terminal t ON t.terminal = s.terminal "
        "WHERE t.branch = $1 AND t.code = $2 AND EXISTS (SELECT 1 FROM fork_entry e "
        "WHERE e.fork = f.fork AND e.tail = 0) ORDER BY f.fork LIMIT $3",
        [&](const db::Row& row) {
            OutsideStretch& one = found.emplace_back();
            row.get(0, one.journal);
            one.first_seq = static_cast<std::uint64_t>(row.integer(1));
            one.last_seq = static_cast<std::uint64_t>(row.integer(2));
            row.get(3, one.last_hash);
            row.get(4, one.since);
        },
        branch, terminal, limit);
    if (done) {
        // What is parked of a tail is told as of the journal that it parts from.
        done = db.each(
            "SELECT r.journal, p.entry, e.hash, p.reason, p.detail, p.received_at "
            "FROM parked_entry p JOIN journal_entry e ON e.entry = p.entry "
            "JOIN sent_journal s ON s.number = p.entry >> 40 "
            "JOIN sent_journal r ON r.number = coalesce((SELECT l.root FROM tail l "
            "WHERE l.number = s.number), s.number) JOIN terminal t ON t.terminal = s.terminal "
            "WHERE t.branch = $1 AND t.code = $2 ORDER BY p.entry LIMIT $3",
            [&](const db::Row& row) {
                OutsideStretch& one = found.emplace_back();
                one.why = Outside::parked;
                row.get(0, one.journal);
                one.first_seq = one.last_seq = entry_key(row.integer(1)).seq;
                row.get(2, one.last_hash);
                one.reason = static_cast<ParkReason>(row.integer(3));
                if (!in_range(one.reason)) row.fault(3, "no such reason");
                row.get(4, one.detail);
                row.get(5, one.since);
            },
            branch, terminal, limit);
    }
    if (!done) return store_error(std::move(done.error()));
    return found;
}

}  // namespace pos::store::office
