#include "pos/store/feed/tell_stock.hpp"

#include <string>
#include <vector>

#include "pos/store/feed/publish.hpp"

namespace pos::store::feed {

namespace {

struct StockNow {
    std::string branch;
    Ulid item{};
    std::int64_t millionths{0};
};

db::Result<bool> anybody_listens(db::Connection& db) {
    const auto due = db.value<std::int64_t>(
        "SELECT 1 WHERE EXISTS (SELECT 1 FROM stock_counted) AND "
        "EXISTS (SELECT 1 FROM terminal WHERE revoked_at IS NULL)");
    if (!due) return std::unexpected{due.error()};
    return due->has_value();
}

/// Counted goods of each branch whose sum is not what was told.
db::Result<std::vector<StockNow>> untold(db::Connection& db, std::int64_t rows_max) {
    std::vector<StockNow> found;
    auto read = db.each(
        "SELECT c.branch, c.item, CAST(coalesce(m.quantity, 0) AS BIGINT) AS quantity FROM "
        "(SELECT DISTINCT CASE WHEN k.branch = '' THEN j.branch ELSE k.branch END AS branch, "
        "k.item "
        "FROM stock_counted k JOIN journal j ON j.id = k.journal) c "
        "LEFT JOIN (SELECT a.branch, a.item, sum(a.quantity) AS quantity FROM "
        "(SELECT j.branch, s.item, s.quantity_millionths AS quantity FROM stock s "
        "JOIN journal j ON j.id = s.journal WHERE s.item IN (SELECT item FROM stock_counted) "
        "UNION ALL SELECT b.branch, b.item, b.quantity_millionths FROM stock_of_branch b "
        "WHERE b.item IN (SELECT item FROM stock_counted)) a GROUP BY a.branch, a.item) m "
        "ON m.branch = c.branch AND m.item = c.item "
        "LEFT JOIN stock_told t ON t.branch = c.branch AND t.item = c.item "
        "WHERE t.quantity_millionths IS NULL OR t.quantity_millionths <> coalesce(m.quantity, 0) "
        "ORDER BY c.branch, c.item LIMIT $1",
        [&](const db::Row& row) {
            StockNow& one = found.emplace_back();
            row.get(0, one.branch);
            row.get(1, one.item);
            one.millionths = row.integer(2);
        },
        rows_max);
    if (!read) return std::unexpected{std::move(read.error())};
    return found;
}

}  // namespace

db::Result<bool> tell_stock(db::Connection& db, std::int64_t rows_at_once) {
    const auto due = anybody_listens(db);
    if (!due || !*due) return due;
    const auto rows = untold(db, rows_at_once);
    if (!rows) return std::unexpected{rows.error()};
    if (rows->empty()) return false;
    auto begun = db::Transaction::begin(db, db::TransactionKind::write);
    if (!begun) return std::unexpected{std::move(begun.error())};
    Touched touched;
    for (const StockNow& one : *rows) {
        // What is told is read anew with the feed's head held. Where it has moved since, this row
        // is older than that and is told once more.
        auto kept = db.exec(
            "INSERT INTO stock_told (branch, item, quantity_millionths) VALUES ($1, $2, $3) "
            "ON CONFLICT (branch, item) DO UPDATE SET "
            "quantity_millionths = excluded.quantity_millionths",
            one.branch, one.item, one.millionths);
        if (!kept) return std::unexpected{std::move(kept.error())};
        touched.stock.insert({one.item, one.branch});
    }
    if (auto done = publish(db, Currency{}, touched); !done) return std::unexpected{done.error()};
    if (auto done = begun->commit(); !done) return std::unexpected{std::move(done.error())};
    return static_cast<std::int64_t>(rows->size()) == rows_at_once;
}

}  // namespace pos::store::feed
