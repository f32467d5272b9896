#include "pos/store/billing/revenue.hpp"

namespace pos::store::billing {

Answer<std::vector<RevenueRow>> revenue(db::Connection& db, Date from, Date to) {
    std::vector<RevenueRow> rows;
    auto done = db.each(
        "SELECT d.issued_on, l.plan, l.charge, l.kind, d.currency, count(*), "
        "CAST(sum(l.net_minor) AS BIGINT), CAST(sum(l.tax_minor) AS BIGINT) FROM document d JOIN "
        "document_line l ON l.entry = d.entry WHERE d.issued_on >= $1 AND d.issued_on <= $2 AND "
        "l.kind <> $3 AND l.kind <> $4 AND l.kind <> $5 GROUP BY d.issued_on, l.plan, l.charge, "
        "l.kind, d.currency ORDER BY "
        "d.currency, d.issued_on, l.plan, l.charge, l.kind",
        [&](const db::Row& row) {
            RevenueRow& one = rows.emplace_back();
            row.get(0, one.issued_on);
            row.get(1, one.plan);
            row.get(2, one.charge);
            one.kind = static_cast<pos::billing::bill::ItemKind>(row.integer(3));
            row.get(4, one.currency);
            one.lines = row.integer(5);
            one.net_minor = row.integer(6);
            one.tax_minor = row.integer(7);
        },
        from, to, pos::billing::bill::ItemKind::opening, pos::billing::bill::ItemKind::level,
        pos::billing::bill::ItemKind::level_back);
    if (!done) return store_error(std::move(done.error()));
    return rows;
}

Answer<std::vector<ConsumptionRow>> consumption(db::Connection& db, Instant from, Instant to) {
    std::vector<ConsumptionRow> rows;
    auto done = db.each(
        "SELECT meter, count(*), CAST(sum(quantity_millionths) AS BIGINT) FROM usage_record WHERE "
        "event_at >= $1 AND event_at < $2 AND voided_at IS NULL GROUP BY meter ORDER BY meter",
        [&](const db::Row& row) {
            rows.push_back({std::string{row.text(0)}, row.integer(1), row.integer(2)});
        },
        from, to);
    if (!done) return store_error(std::move(done.error()));
    return rows;
}

}  // namespace pos::store::billing
