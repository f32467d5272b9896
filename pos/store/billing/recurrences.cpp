#include "pos/store/billing/recurrences.hpp"

#include "pos/store/columns.hpp"

namespace pos::store::billing {

namespace {

constexpr std::string_view kRecurrence =
    "SELECT rule, account, subscription, kind, unit, currency, amount, rollover, priority, "
    "lifetime_days, every_unit, every_count, from_day, until_day, scope, note, noted_at, noted_by "
    "FROM wallet_recurrence WHERE ";

StoredRecurrence read_recurrence(const db::Row& row) {
    StoredRecurrence one;
    row.get(0, one.rule);
    row.get(1, one.account);
    row.get(2, one.subscription);
    one.kind = static_cast<journal::LotKind>(row.integer(3));
    row.get(4, one.unit);
    one.currency = get_currency(row, 5);
    one.amount = row.integer(6);
    one.rollover = row.integer(7);
    one.priority = row.integer(8);
    one.lifetime_days = row.integer(9);
    one.when.every.unit = static_cast<pos::billing::cycle::Unit>(row.integer(10));
    one.when.every.count = static_cast<int>(row.integer(11));
    row.get(12, one.when.from);
    row.get(13, one.when.until);
    row.get(14, one.scope);
    row.get(15, one.note);
    row.get(16, one.noted_at);
    row.get(17, one.noted_by);
    return one;
}

}  // namespace

db::Result<void> put_recurrence(db::Connection& db, const StoredRecurrence& rule) {
    auto done = db.exec(
        "INSERT INTO wallet_recurrence (rule, account, subscription, kind, unit, currency, amount, "
        "rollover, priority, lifetime_days, every_unit, every_count, from_day, until_day, scope, "
        "note, noted_at, noted_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, "
        "$14, $15, $16, $17, $18)",
        rule.rule, rule.account, rule.subscription, rule.kind, rule.unit,
        currency_text(rule.currency), rule.amount, rule.rollover, rule.priority, rule.lifetime_days,
        static_cast<std::int64_t>(rule.when.every.unit), rule.when.every.count, rule.when.from,
        rule.when.until, rule.scope, rule.note, rule.noted_at, rule.noted_by);
    if (!done) return std::unexpected{std::move(done.error())};
    return {};
}

db::Result<void> end_recurrence(db::Connection& db, const Ulid& rule, Date until) {
    auto done = db.exec("UPDATE wallet_recurrence SET until_day = $2 WHERE rule = $1", rule, until);
    if (!done) return std::unexpected{std::move(done.error())};
    return {};
}

db::Result<std::optional<StoredRecurrence>> recurrence_of(db::Connection& db, const Ulid& rule) {
    std::optional<StoredRecurrence> found;
    auto done = db.each(
        std::string{kRecurrence} + "rule = $1",
        [&](const db::Row& row) { found = read_recurrence(row); }, rule);
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

db::Result<std::vector<StoredRecurrence>> recurrences(db::Connection& db,
                                                      std::optional<Ulid> account) {
    std::vector<StoredRecurrence> found;
    auto done = db.each(
        std::string{kRecurrence} +
            "(account = $1 OR CAST($2 AS BIGINT) = 0) ORDER BY noted_at, rule",
        [&](const db::Row& row) { found.push_back(read_recurrence(row)); }, account,
        account ? 1 : 0);
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

}  // namespace pos::store::billing
