#include "pos/store/billing/disputes.hpp"

#include <fmt/format.h>

#include "pos/store/columns.hpp"

namespace pos::store::billing {

namespace {

constexpr std::string_view kDispute =
    "x.dispute, x.document, x.account, x.amount_minor, x.reason, x.opened_on, x.opened_by, "
    "x.state, x.answer, x.closed_on, x.closed_by";
constexpr int kDisputeColumns = 11;

Dispute read_dispute(const db::Row& row) {
    Dispute one;
    row.get(0, one.dispute);
    row.get(1, one.document);
    row.get(2, one.account);
    one.amount_minor = row.integer(3);
    row.get(4, one.reason);
    row.get(5, one.opened_on);
    row.get(6, one.opened_by);
    one.state = static_cast<DisputeState>(row.integer(7));
    row.get(8, one.answer);
    row.get(9, one.closed_on);
    row.get(10, one.closed_by);
    return one;
}

}  // namespace

db::Result<bool> put_dispute(db::Connection& db, const Dispute& dispute) {
    auto put = db.exec(
        "INSERT INTO dispute (dispute, document, account, amount_minor, reason, opened_on, "
        "opened_by, state, answer, closed_on, closed_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, "
        "$9, $10, $11) ON CONFLICT DO NOTHING",
        dispute.dispute, dispute.document, dispute.account, dispute.amount_minor, dispute.reason,
        dispute.opened_on, dispute.opened_by, dispute.state, dispute.answer, dispute.closed_on,
        dispute.closed_by);
    if (!put) return std::unexpected{std::move(put.error())};
    return *put > 0;
}

db::Result<bool> close_dispute(db::Connection& db, const Dispute& closed) {
    auto done = db.exec(
        "UPDATE dispute SET state = $2, answer = $3, closed_on = $4, closed_by = $5 WHERE document "
        "= $1 AND state = 1",
        closed.document, closed.state, closed.answer, closed.closed_on, closed.closed_by);
    if (!done) return std::unexpected{std::move(done.error())};
    return *done > 0;
}

db::Result<std::optional<Dispute>> open_dispute(db::Connection& db, const Ulid& document) {
    std::optional<Dispute> found;
    auto done = db.each(
        fmt::format("SELECT {} FROM dispute x WHERE x.document = $1 AND x.state = 1", kDispute),
        [&](const db::Row& row) { found = read_dispute(row); }, document);
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

Answer<std::vector<DisputeRow>> disputes(db::Connection& db, const DisputeFilter& filter) {
    std::vector<DisputeRow> rows;
    auto done = db.each(
        fmt::format(
            "SELECT {}, d.number, coalesce(a.number, ''), coalesce(p.name, ''), d.currency, "
            "coalesce(o.open_minor, 0) FROM dispute x JOIN document d ON d.document = x.document "
            "LEFT JOIN open_item o ON o.about = x.document LEFT JOIN billing_account a ON "
            "a.account = x.account LEFT JOIN party p ON p.party = a.party WHERE (x.state = 1 OR "
            "CAST($1 AS BIGINT) = 0) AND (x.document = $2 OR CAST($3 AS BIGINT) = 0) ORDER BY "
            "x.opened_on DESC, d.number DESC, x.dispute DESC LIMIT $4",
            kDispute),
        [&](const db::Row& row) {
            DisputeRow& one = rows.emplace_back();
            one.dispute = read_dispute(row);
            row.get(kDisputeColumns, one.number);
            row.get(kDisputeColumns + 1, one.account);
            row.get(kDisputeColumns + 2, one.name);
            one.currency = get_currency(row, kDisputeColumns + 3);
            one.open_minor = row.integer(kDisputeColumns + 4);
        },
        filter.open_only ? 1 : 0, filter.document.value_or(Ulid{}), filter.document ? 1 : 0,
        filter.limit);
    if (!done) return store_error(std::move(done.error()));
    return rows;
}

std::string_view disputed_sql() {
    return "coalesce((SELECT CASE WHEN x.amount_minor < o.open_minor THEN x.amount_minor WHEN "
           "o.open_minor > 0 THEN o.open_minor ELSE 0 END FROM dispute x WHERE x.document = "
           "o.about AND x.state = 1), 0)";
}

}  // namespace pos::store::billing
