#include "pos/store/office/stock.hpp"

#include <utility>
#include <variant>

#include "pos/journal/codec.hpp"
#include "pos/journal/event.hpp"
#include "pos/store/columns.hpp"
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
        "CAST(sum(m.quantity) AS BIGINT), (SELECT count(*) FROM stock_counted c "
        "JOIN journal k ON k.id = c.journal WHERE c.item = m.item AND "
        "(c.branch = $1 OR (c.branch = '' AND k.branch = $1))) FROM " +
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
            one.counted = row.integer(5) > 0;
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

Answer<bool> was_counted(db::Connection& db, std::string_view branch, const Ulid& item) {
    const auto found = db.value<std::int64_t>(
        "SELECT count(*) FROM stock_counted c JOIN journal j ON j.id = c.journal "
        "WHERE c.item = $2 AND (c.branch = $1 OR (c.branch = '' AND j.branch = $1))",
        branch, item);
    if (!found) return store_error(found.error());
    return found->value_or(0) > 0;
}

Answer<std::vector<BranchQuantity>> stock_of_item(db::Connection& db, const Ulid& item) {
    std::vector<BranchQuantity> found;
    auto done = db.each(
        "SELECT m.branch, CAST(sum(m.quantity) AS BIGINT) FROM (SELECT j.branch AS branch, "
        "s.quantity_millionths AS quantity FROM stock s JOIN journal j ON j.id = s.journal "
        "WHERE s.item = $1 UNION ALL SELECT b.branch, b.quantity_millionths FROM stock_of_branch b "
        "WHERE b.item = $1) m GROUP BY m.branch ORDER BY m.branch",
        [&](const db::Row& row) {
            BranchQuantity& one = found.emplace_back();
            row.get(0, one.branch);
            one.quantity.millionths = row.integer(1);
        },
        item);
    if (!done) return store_error(std::move(done.error()));
    return found;
}

Answer<std::vector<StockCorrection>> stock_corrections(db::Connection& db,
                                                       const CorrectionQuestion& asked) {
    std::vector<StockCorrection> found;
    const auto take = [&](const journal::StockAdjusted& adjusted, const db::Row& row) {
        const std::string_view from = row.text(0);
        const std::string_view branch =
            adjusted.branch.empty() ? from : std::string_view{adjusted.branch};
        if (!asked.branch.empty() && asked.branch != branch) return;
        StockCorrection one{.branch = std::string{branch},
                            .from = std::string{from},
                            .terminal = std::string{row.text(1)},
                            .when = adjusted.when,
                            .by = adjusted.user.name,
                            .reason = adjusted.reason};
        bool is_of_item = false;
        for (const journal::StockLine& line : adjusted.lines) {
            if (line.item != asked.item) continue;
            is_of_item = true;
            one.quantity = one.quantity + line.quantity;
        }
        if (is_of_item) found.push_back(std::move(one));
    };
    auto done = db.each(
        "SELECT j.branch, j.terminal, n.version, n.payload FROM stock_adjustment a "
        "JOIN journal_entry n ON n.entry = a.entry JOIN journal j ON j.id = a.entry / $3 "
        "WHERE a.business_date BETWEEN $1 AND $2 ORDER BY a.at DESC, a.entry DESC",
        [&](const db::Row& row) {
            const auto event =
                journal::decode(static_cast<std::uint16_t>(journal::EventKind::stock_adjusted),
                                row.get<std::uint16_t>(2), row.get<Bytes>(3));
            const auto* adjusted = event ? std::get_if<journal::StockAdjusted>(&*event) : nullptr;
            if (adjusted != nullptr) take(*adjusted, row);
            return found.size() < asked.limit;
        },
        asked.days.from, asked.days.to, entry_number({1, 0}));
    if (!done) return store_error(std::move(done.error()));
    return found;
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
