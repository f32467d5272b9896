#include "pos/store/office/branch_takings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "pos/store/branch_rollup.hpp"
#include "pos/store/columns.hpp"

namespace pos::store::office {

namespace {

using report::TakingsBy;
using report::TakingsRow;

/// Before a name the day it was seen on, so that the largest is the latest.
constexpr std::int64_t kDayOffset = 5'000'000;
constexpr std::size_t kDayDigits = 7;

struct Question {
    BranchPart part;
    std::string_view key;  // columns that make a row of their own
    std::string_view order;
    std::int64_t limit{-1};
};

/// The columns: currency, those of the key, name, and the figures.
std::string sql_of(const Question& asked) {
    const bool named = asked.part != BranchPart::day && asked.part != BranchPart::hour;
    std::string sql = fmt::format(
        "SELECT currency, {}, {}, "
        "CAST(sum(quantity_millionths) AS BIGINT), CAST(sum(payments) AS BIGINT), "
        "CAST(sum(sales) AS BIGINT), CAST(sum(refunds) AS BIGINT), "
        "CAST(sum(gross_minor) AS BIGINT), CAST(sum(refunded_minor) AS BIGINT), "
        "CAST(sum(tax_minor) AS BIGINT), CAST(sum(discount_minor) AS BIGINT), "
        "CAST(sum(rounding_minor) AS BIGINT) FROM branch_takings "
        "WHERE part = {} AND business_date BETWEEN $1 AND $2 AND ($3 = '' OR branch = $3) "
        "GROUP BY currency, {} ORDER BY {}",
        asked.key,
        named ? fmt::format("max(CAST(business_date + {} AS TEXT) || name)", kDayOffset) : "''",
        static_cast<int>(asked.part), asked.key, asked.order);
    if (asked.limit >= 0) sql += fmt::format(" LIMIT {}", asked.limit);
    return sql;
}

template <class OnKey>
Answer<std::vector<TakingsRow>> ask(db::Connection& db, const Question& asked, report::Days days,
                                    std::string_view branch, OnKey on_key) {
    std::vector<TakingsRow> rows;
    const int figures = 2 + static_cast<int>(std::ranges::count(asked.key, ','));
    const auto done = db.each(
        sql_of(asked),
        [&](const db::Row& row) {
            TakingsRow& to = rows.emplace_back();
            to.currency = get_currency(row, 0);
            on_key(row, to);
            const std::string_view name = row.text(figures);
            to.name = name.substr(std::min(kDayDigits, name.size()));
            to.quantity = Quantity{row.integer(figures + 1)};
            to.payments = row.integer(figures + 2);
            to.figures = {row.integer(figures + 3), row.integer(figures + 4),
                          row.integer(figures + 5), row.integer(figures + 6),
                          row.integer(figures + 7), row.integer(figures + 8),
                          row.integer(figures + 9)};
        },
        days.from, days.to, branch);
    if (!done) return store_error(done.error());
    return rows;
}

void code_of_key(const db::Row& row, TakingsRow& to) {
    row.get(1, to.code);
}

}  // namespace

Answer<std::vector<TakingsRow>> branch_takings(db::Connection& db, report::Days days, TakingsBy by,
                                               std::string_view branch) {
    switch (by) {
        case TakingsBy::day:
            return ask(db, {BranchPart::day, "business_date", "business_date, currency"}, days,
                       branch, [](const db::Row& row, TakingsRow& to) { row.get(1, to.day); });
        case TakingsBy::branch_and_day:
            return ask(
                db, {BranchPart::day, "branch, business_date", "branch, business_date, currency"},
                days, branch, [](const db::Row& row, TakingsRow& to) {
                    row.get(1, to.branch);
                    row.get(2, to.day);
                });
        case TakingsBy::hour:
            return ask(db, {BranchPart::hour, "key", "key, currency"}, days, branch,
                       [](const db::Row& row, TakingsRow& to) {
                           const std::string_view hour = row.text(1);
                           std::from_chars(hour.data(), hour.data() + hour.size(), to.hour);
                       });
        case TakingsBy::department:
            return ask(db, {BranchPart::department, "key", "key, currency"}, days, branch,
                       code_of_key);
        case TakingsBy::tender:
            return ask(db, {BranchPart::tender, "key", "key, currency"}, days, branch,
                       [](const db::Row& row, TakingsRow& to) {
                           to.code =
                               row.text(1).substr(std::min<std::size_t>(1, row.text(1).size()));
                       });
        case TakingsBy::cashier: {
            auto rows = ask(db, {BranchPart::cashier, "key", "key, currency"}, days, branch,
                            [](const db::Row&, TakingsRow&) {});
            if (rows) std::ranges::stable_sort(*rows, {}, &TakingsRow::name);
            return rows;
        }
    }
    return std::vector<TakingsRow>{};
}

Answer<std::vector<TakingsRow>> item_takings(db::Connection& db, report::Days days,
                                             std::string_view branch, std::int64_t limit) {
    return ask(db,
               {BranchPart::item, "key", "sum(gross_minor) - sum(refunded_minor) DESC, key", limit},
               days, branch, code_of_key);
}

}  // namespace pos::store::office
