#include "pos/store/feed/tell_accounts.hpp"

#include <string>
#include <vector>

#include "pos/store/feed/publish.hpp"
#include "pos/store/parties/parties.hpp"

namespace pos::store::feed {

namespace {

/// Whether the ledger has rows behind what was told, or an account waits, and anybody listens.
db::Result<bool> is_due(db::Connection& db) {
    const auto due = db.value<std::int64_t>(
        "SELECT 1 FROM account_told WHERE (entry < (SELECT coalesce(max(entry), 0) FROM ledger) OR "
        "EXISTS (SELECT 1 FROM account_to_tell)) AND EXISTS (SELECT 1 FROM terminal WHERE "
        "revoked_at IS NULL)");
    if (!due) return std::unexpected{due.error()};
    return due->has_value();
}

/// Takes accounts that wait to be told of. One that somebody is just adding again is left to the
/// next time: nobody waits here who holds what others wait for, and what they write is told then.
///
/// requires: the feed's head is held
db::Result<bool> take_waiting(db::Connection& db, std::int64_t most, Touched& touched) {
    const std::string passing =
        db.engine() == db::Engine::postgresql ? " FOR UPDATE SKIP LOCKED" : "";
    std::vector<Ulid> waiting;
    auto read = db.each(
        "SELECT account FROM account_to_tell ORDER BY account LIMIT $1" + passing,
        [&](const db::Row& row) { waiting.push_back(row.get<Ulid>(0)); }, most);
    if (!read) return std::unexpected{std::move(read.error())};
    for (const Ulid& account : waiting) {
        auto taken = db.exec("DELETE FROM account_to_tell WHERE account = $1", account);
        if (!taken) return std::unexpected{std::move(taken.error())};
        touched.accounts.insert(account);
    }
    return static_cast<std::int64_t>(waiting.size()) >= most;
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
    // Of all rows that anybody waits for, the last.
    if (auto held = parties::hold(db); !held) return std::unexpected{std::move(held.error())};
    const auto others = take_waiting(db, accounts_at_once, touched);
    if (!others) return std::unexpected{others.error()};
    more = more || *others;
    if (auto done = publish(db, Currency{}, touched); !done) return std::unexpected{done.error()};
    auto kept = db.exec("UPDATE account_told SET entry = $1 WHERE account_told = 1", reached);
    if (!kept) return std::unexpected{std::move(kept.error())};
    if (auto done = begun->commit(); !done) return std::unexpected{std::move(done.error())};
    return more;
}

}  // namespace pos::store::feed
