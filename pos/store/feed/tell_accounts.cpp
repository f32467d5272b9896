#include "pos/store/feed/tell_accounts.hpp"

#include "pos/store/feed/publish.hpp"

namespace pos::store::feed {

namespace {

/// Whether the ledger has rows behind what was told, and anybody listens.
db::Result<bool> is_due(db::Connection& db) {
    const auto due = db.value<std::int64_t>(
        "SELECT 1 FROM account_told WHERE entry < (SELECT coalesce(max(entry), 0) FROM ledger) "
        "AND EXISTS (SELECT 1 FROM terminal WHERE revoked_at IS NULL)");
    if (!due) return std::unexpected{due.error()};
    return due->has_value();
}

}  // namespace

db::Result<bool> tell_accounts(db::Connection& db, std::int64_t accounts_at_once) {
    const auto due = is_due(db);
    if (!due || !*due) return due;
    auto begun = db::Transaction::begin(db, db::TransactionKind::write);
    if (!begun) return std::unexpected{std::move(begun.error())};
    // Held from here on: whoever else tells of accounts waits.
    const auto told = db.value<std::int64_t>(
        "UPDATE account_told SET entry = entry WHERE account_told = 1 RETURNING entry");
    if (!told) return std::unexpected{told.error()};
    std::int64_t reached = told->value_or(0);
    // The books' entries are numbered in the order of their commits, so none comes before `reached`
    // any more.
    Touched touched;
    bool more = false;
    auto read = db.each(
        "SELECT entry, account FROM ledger WHERE entry > $1 ORDER BY entry, position",
        [&](const db::Row& row) {
            const bool next = row.integer(0) != reached;
            more = next && static_cast<std::int64_t>(touched.accounts.size()) >= accounts_at_once;
            if (more) return false;
            reached = row.integer(0);
            touched.accounts.insert(row.get<Ulid>(1));
            return true;
        },
        reached);
    if (!read) return std::unexpected{std::move(read.error())};
    if (auto done = publish(db, Currency{}, touched); !done) return std::unexpected{done.error()};
    auto kept = db.exec("UPDATE account_told SET entry = $1 WHERE account_told = 1", reached);
    if (!kept) return std::unexpected{std::move(kept.error())};
    if (auto done = begun->commit(); !done) return std::unexpected{std::move(done.error())};
    return more;
}

}  // namespace pos::store::feed
