#include "pos/store/office/stock.hpp"

#include "pos/store/parties/search_text.hpp"

namespace pos::store::office {

namespace {

constexpr std::string_view kMovements =
    "(SELECT s.item, s.quantity_millionths AS quantity FROM stock s JOIN journal j "
    "ON j.id = s.journal WHERE j.branch = $1 UNION ALL "
    "SELECT b.item, b.quantity_millionths FROM stock_of_branch b WHERE b.branch = $1) m";

}  // namespace

Answer<std::vector<StockRow>> branch_stock(db::Connection& db, const StockQuestion& asked) {
    std::vector<StockRow> rows;
    const std::string sql =
        "SELECT m.item, coalesce(i.number, ''), coalesce(i.name, ''), coalesce(i.unit, ''), "
        "CAST(sum(m.quantity) AS BIGINT) FROM " +
        std::string{kMovements} +
        " LEFT JOIN item i ON i.item = m.item WHERE $2 = '%' OR i.number = $3 OR "
        "i.search_text LIKE $2 ESCAPE '\\' GROUP BY m.item, i.number, i.name, i.unit "
        "ORDER BY coalesce(i.number, ''), m.item LIMIT $4 OFFSET $5";
    const std::string pattern = asked.words.empty() ? "%" : parties::pattern_of(asked.words);
    auto done = db.each(
        sql,
        [&](const db::Row& row) {
            StockRow& one = rows.emplace_back();
            row.get(0, one.item);
            row.get(1, one.number);
            row.get(2, one.name);
            row.get(3, one.unit);
            one.quantity.millionths = row.integer(4);
        },
        asked.branch, pattern, asked.words, asked.limit, asked.skip);
    if (!done) return store_error(std::move(done.error()));
    return rows;
}

Answer<Quantity> branch_stock_of(db::Connection& db, std::string_view branch, const Ulid& item) {
    const auto sum =
        db.value<std::int64_t>("SELECT coalesce(CAST(sum(m.quantity) AS BIGINT), 0) FROM " +
                                   std::string{kMovements} + " WHERE m.item = $2",
                               branch, item);
    if (!sum) return store_error(sum.error());
    return Quantity{sum->value_or(0)};
}

Answer<bool> was_adjusted(db::Connection& db, std::string_view external_number) {
    const auto found = db.value<std::int64_t>(
        "SELECT count(*) FROM stock_adjustment WHERE external_number = $1 AND "
        "external_number <> ''",
        external_number);
    if (!found) return store_error(found.error());
    return found->value_or(0) > 0;
}

}  // namespace pos::store::office
