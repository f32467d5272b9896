#include "pos/store/billing/early_bills.hpp"

#include "pos/store/columns.hpp"

namespace pos::store::billing {

db::Result<void> put_early_bill(db::Connection& db, const EarlyBill& rule) {
    if (rule.amount_minor == 0 && !rule.on_expiry) {
        auto gone = db.exec("DELETE FROM early_bill WHERE account = $1", rule.account);
        if (!gone) return std::unexpected{std::move(gone.error())};
        return {};
    }
    auto put = db.exec(
        "INSERT INTO early_bill (account, amount_minor, on_expiry, looked_at, noted_at, noted_by) "
        "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (account) DO UPDATE SET amount_minor = "
        "excluded.amount_minor, on_expiry = excluded.on_expiry, looked_at = excluded.looked_at, "
        "noted_at = excluded.noted_at, noted_by = excluded.noted_by",
        rule.account, rule.amount_minor, rule.on_expiry ? 1 : 0, rule.looked_at, rule.noted_at,
        rule.noted_by);
    if (!put) return std::unexpected{std::move(put.error())};
    return {};
}

db::Result<std::vector<EarlyBillRow>> early_bills(db::Connection& db, Instant now) {
    std::vector<EarlyBillRow> rows;
    auto done = db.each(
        "SELECT e.account, e.amount_minor, e.on_expiry, e.looked_at, e.noted_at, e.noted_by, "
        "a.number, p.name, a.currency, (SELECT count(*) FROM wallet_lot l WHERE l.account = "
        "e.account AND l.expires_at > e.looked_at AND l.expires_at <= $1) FROM early_bill e JOIN "
        "billing_account a ON a.account = e.account JOIN party p ON p.party = a.party ORDER BY "
        "a.number",
        [&](const db::Row& row) {
            EarlyBillRow& one = rows.emplace_back();
            row.get(0, one.rule.account);
            one.rule.amount_minor = row.integer(1);
            one.rule.on_expiry = row.integer(2) != 0;
            row.get(3, one.rule.looked_at);
            row.get(4, one.rule.noted_at);
            row.get(5, one.rule.noted_by);
            row.get(6, one.number);
            row.get(7, one.name);
            one.currency = get_currency(row, 8);
            one.has_expired = row.integer(9) > 0;
        },
        now);
    if (!done) return std::unexpected{std::move(done.error())};
    return rows;
}

db::Result<void> note_looked(db::Connection& db, const Ulid& account, Instant at) {
    auto done = db.exec("UPDATE early_bill SET looked_at = $2 WHERE account = $1", account, at);
    if (!done) return std::unexpected{std::move(done.error())};
    return {};
}

db::Result<std::optional<std::int64_t>> early_batch(db::Connection& db) {
    return db.value<std::int64_t>("SELECT batch FROM early_looked WHERE early_looked = 1");
}

db::Result<void> put_early_batch(db::Connection& db, std::int64_t batch) {
    auto done = db.exec(
        "INSERT INTO early_looked (early_looked, batch) VALUES (1, $1) ON CONFLICT (early_looked) "
        "DO UPDATE SET batch = excluded.batch",
        batch);
    if (!done) return std::unexpected{std::move(done.error())};
    return {};
}

}  // namespace pos::store::billing
