#include "pos/store/billing/refunds.hpp"

#include <string>

#include "pos/journal/projection.hpp"

namespace pos::store::billing {

static_assert(static_cast<int>(journal::Book::money) == 4);

db::Result<void> note_refund(db::Connection& db, std::int64_t entry, std::string_view external_id) {
    auto noted = db.exec("INSERT INTO payment_refund (entry, external_id) VALUES ($1, $2)", entry,
                         external_id);
    if (!noted) return std::unexpected{std::move(noted.error())};
    return {};
}

db::Result<std::optional<NotedRefund>> refund_of_external_id(db::Connection& db,
                                                             std::string_view id) {
    std::optional<NotedRefund> found;
    auto done = db.each(
        "SELECT l.account, CAST(sum(-l.amount_minor) AS BIGINT) FROM payment_refund f JOIN ledger "
        "l ON l.entry = f.entry AND l.book = 4 WHERE f.external_id = $1 AND f.external_id <> '' "
        "GROUP BY l.account",
        [&](const db::Row& row) { found = NotedRefund{row.get<Ulid>(0), row.integer(1)}; }, id);
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

db::Result<std::int64_t> refunded_minor(db::Connection& db, const Ulid& about) {
    auto sum = db.value<std::int64_t>(
        "SELECT CAST(coalesce(-sum(l.amount_minor), 0) AS BIGINT) FROM ledger l JOIN "
        "payment_refund f ON f.entry = l.entry WHERE l.about = $1 AND l.book = 4",
        about);
    if (!sum) return std::unexpected{std::move(sum.error())};
    return sum->value_or(0);
}

std::string_view returned_sql() {
    return "EXISTS (SELECT 1 FROM ledger l WHERE l.about = p.payment AND l.account = p.account AND "
           "l.book = 4 AND l.amount_minor < 0 AND NOT EXISTS (SELECT 1 FROM payment_refund f WHERE "
           "f.entry = l.entry))";
}

db::Result<bool> was_returned(db::Connection& db, const Ulid& payment) {
    const auto back = db.value<std::int64_t>(
        "SELECT count(*) FROM payment p WHERE p.payment = $1 AND " + std::string{returned_sql()},
        payment);
    if (!back) return std::unexpected{back.error()};
    return back->value_or(0) > 0;
}

}  // namespace pos::store::billing
