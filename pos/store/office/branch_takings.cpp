#include "pos/store/office/branch_takings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "pos/report/margin.hpp"
#include "pos/store/branch_rollup.hpp"
#include "pos/store/columns.hpp"
#include "pos/store/settled_takings.hpp"

namespace pos::store::office {

namespace {

using report::TakingsBy;
using report::TakingsRow;

struct Question {
    BranchPart part;
    std::string_view key;  // columns that make a row of their own
    std::string_view order;
};

/// The columns: currency, those of the key, name, the day on which it was seen last, and figures.
std::string sql_of(const Question& asked, TakingsStretch::From from) {
    const bool raw = from == TakingsStretch::From::branch_takings;
    const std::string_view day = raw ? "business_date" : "named_on";
    // Before a name the day it was seen on, so that the largest is the latest.
    const bool named = asked.part != BranchPart::day && asked.part != BranchPart::hour;
    const std::string name =
        named ? fmt::format("substr(max(CAST({} + 5000000 AS TEXT) || name), 8)", day) : "''";
    constexpr std::string_view kAnyOrThis = "($3 = '' OR branch = $3)";
    const std::string where =
        raw ? fmt::format("business_date BETWEEN $1 AND $2 AND {}", kAnyOrThis)
            : fmt::format("span = {} AND {} AND start BETWEEN $1 AND $2",
                          from == TakingsStretch::From::days ? 0 : 1,
                          asked.key == "branch" ? fmt::format("branch <> '' AND {}", kAnyOrThis)
                                                : "branch = $3");
    return fmt::format(
        "SELECT currency, {0}, {1}, max({2}), "
        "CAST(sum(quantity_millionths) AS BIGINT), CAST(sum(payments) AS BIGINT), "
        "CAST(sum(sales) AS BIGINT), CAST(sum(refunds) AS BIGINT), "
        "CAST(sum(gross_minor) AS BIGINT), CAST(sum(refunded_minor) AS BIGINT), "
        "CAST(sum(tax_minor) AS BIGINT), CAST(sum(discount_minor) AS BIGINT), "
        "CAST(sum(rounding_minor) AS BIGINT), CAST(sum(cost_e8) AS BIGINT), "
        "CAST(sum(costed_minor) AS BIGINT) FROM {3} WHERE part = {4} AND {5} "
        "GROUP BY currency, {0}{6}",
        asked.key, name, day, raw ? "branch_takings" : "settled_takings",
        static_cast<int>(asked.part), where, asked.order);
}

/// `on_row(row, takings, named_on)` for each row of the answer.
template <class OnKey, class OnRow>
Answer<void> ask(db::Connection& db, const Question& asked, const TakingsStretch& stretch,
                 std::string_view branch, OnKey on_key, OnRow on_row) {
    const int at = 1 + static_cast<int>(std::ranges::count(asked.key, ',')) + 1;
    const auto done = db.each(
        sql_of(asked, stretch.from),
        [&](const db::Row& row) {
            TakingsRow to;
            to.currency = get_currency(row, 0);
            on_key(row, to);
            row.get(at, to.name);
            to.quantity = Quantity{row.integer(at + 2)};
            to.payments = row.integer(at + 3);
            to.figures = {row.integer(at + 4), row.integer(at + 5), row.integer(at + 6),
                          row.integer(at + 7), row.integer(at + 8), row.integer(at + 9),
                          row.integer(at + 10)};
            to.cost = {row.integer(at + 11), row.integer(at + 12)};
            on_row(row, std::move(to), row.integer(at + 1));
        },
        stretch.first, stretch.last, branch);
    if (!done) return store_error(done.error());
    return {};
}

/// By days: each row stands in the branches' roll-ups.
template <class OnKey>
Answer<std::vector<TakingsRow>> ask_days(db::Connection& db, const Question& asked,
                                         report::Days days, std::string_view branch, OnKey on_key) {
    std::vector<TakingsRow> rows;
    auto done = ask(
        db, asked, {TakingsStretch::From::branch_takings, days.from, days.to}, branch, on_key,
        [&](const db::Row&, TakingsRow&& row, std::int64_t) { rows.push_back(std::move(row)); });
    if (!done) return std::unexpected{std::move(done.error())};
    return rows;
}

/// By anything else: added up from the longest spans that are settled. In the order of the key.
template <class OnKey>
Answer<std::vector<TakingsRow>> ask_key(db::Connection& db, const Question& asked,
                                        report::Days days, std::string_view branch, OnKey on_key) {
    const bool all_together = branch.empty() && asked.key != "branch";
    const auto stretches = takings_stretches(db, days, all_together);
    if (!stretches) return store_error(stretches.error());
    struct Sum {
        TakingsRow row;
        std::int64_t named_on;
    };
    std::map<std::pair<std::string, Currency>, Sum> sums;
    for (const TakingsStretch& stretch : *stretches) {
        auto done = ask(db, asked, stretch, branch, on_key,
                        [&](const db::Row& row, TakingsRow&& more, std::int64_t named_on) {
                            const auto [at, added] =
                                sums.try_emplace({std::string{row.text(1)}, more.currency});
                            Sum& sum = at->second;
                            if (added) {
                                sum = {std::move(more), named_on};
                                return;
                            }
                            if (named_on >= sum.named_on) {
                                sum.row.name = std::move(more.name);
                                sum.named_on = named_on;
                            }
                            sum.row.quantity.millionths += more.quantity.millionths;
                            sum.row.payments += more.payments;
                            sum.row.figures += more.figures;
                            report::add(sum.row.cost, more.cost);
                        });
        if (!done) return std::unexpected{std::move(done.error())};
    }
    std::vector<TakingsRow> rows;
    rows.reserve(sums.size());
    for (auto& [key, sum] : sums) rows.push_back(std::move(sum.row));
    return rows;
}

/// All branches together, day by day: of the days that are settled one row each, whatever many
/// branches there are.
Answer<std::vector<TakingsRow>> ask_each_day(db::Connection& db, report::Days days) {
    const auto settled = settled_days(db, days);
    if (!settled) return store_error(settled.error());
    std::vector<TakingsRow> rows;
    const auto read = [&](const Question& asked, TakingsStretch::From from,
                          report::Days stretch) -> Answer<void> {
        return ask(
            db, asked, {from, stretch.from, stretch.to}, "",
            [](const db::Row& row, TakingsRow& to) { row.get(1, to.day); },
            [&](const db::Row&, TakingsRow&& row, std::int64_t) {
                // Of a day that was taken out rows may still be there.
                const bool counts =
                    from == TakingsStretch::From::branch_takings || settled->contains(row.day);
                if (counts) rows.push_back(std::move(row));
            });
    };
    if (!settled->empty()) {
        auto done = read({BranchPart::day, "start", ""}, TakingsStretch::From::days,
                         {*settled->begin(), *settled->rbegin()});
        if (!done) return std::unexpected{std::move(done.error())};
    }
    const Question each{BranchPart::day, "business_date", ""};
    for (Date day = days.from; day <= days.to; ++day.days) {
        if (settled->contains(day)) continue;
        const Date first = day;
        while (day < days.to && !settled->contains({day.days + 1})) ++day.days;
        auto done = read(each, TakingsStretch::From::branch_takings, {first, day});
        if (!done) return std::unexpected{std::move(done.error())};
    }
    std::ranges::sort(rows, [](const TakingsRow& a, const TakingsRow& b) {
        return a.day != b.day ? a.day < b.day : code_of(a.currency) < code_of(b.currency);
    });
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
            if (branch.empty()) return ask_each_day(db, days);
            return ask_days(
                db, {BranchPart::day, "business_date", " ORDER BY business_date, currency"}, days,
                branch, [](const db::Row& row, TakingsRow& to) { row.get(1, to.day); });
        case TakingsBy::branch_and_day:
            return ask_days(db,
                            {BranchPart::day, "branch, business_date",
                             " ORDER BY branch, business_date, currency"},
                            days, branch, [](const db::Row& row, TakingsRow& to) {
                                row.get(1, to.branch);
                                row.get(2, to.day);
                            });
        case TakingsBy::hour:
            return ask_key(db, {BranchPart::hour, "key", ""}, days, branch,
                           [](const db::Row& row, TakingsRow& to) {
                               const std::string_view hour = row.text(1);
                               std::from_chars(hour.data(), hour.data() + hour.size(), to.hour);
                           });
        case TakingsBy::department:
            return ask_key(db, {BranchPart::department, "key", ""}, days, branch, code_of_key);
        case TakingsBy::item:
            return ask_key(db, {BranchPart::item, "key", ""}, days, branch, code_of_key);
        case TakingsBy::tender:
            return ask_key(db, {BranchPart::tender, "key", ""}, days, branch,
                           [](const db::Row& row, TakingsRow& to) {
                               to.code =
                                   row.text(1).substr(std::min<std::size_t>(1, row.text(1).size()));
                           });
        case TakingsBy::cashier: {
            auto rows = ask_key(db, {BranchPart::cashier, "key", ""}, days, branch,
                                [](const db::Row&, TakingsRow&) {});
            if (rows) std::ranges::stable_sort(*rows, {}, &TakingsRow::name);
            return rows;
        }
    }
    return std::vector<TakingsRow>{};
}

Answer<std::vector<TakingsRow>> branch_totals(db::Connection& db, report::Days days,
                                              std::string_view branch) {
    return ask_key(db, {BranchPart::day, "branch", ""}, days, branch,
                   [](const db::Row& row, TakingsRow& to) { row.get(1, to.branch); });
}

Answer<std::vector<TakingsRow>> item_takings(db::Connection& db, report::Days days,
                                             std::string_view branch, std::int64_t limit) {
    auto rows = ask_key(db, {BranchPart::item, "key", ""}, days, branch, code_of_key);
    if (!rows) return rows;
    const auto most = rows->begin() + std::min<std::ptrdiff_t>(std::ssize(*rows), limit);
    std::ranges::partial_sort(*rows, most, [](const TakingsRow& a, const TakingsRow& b) {
        const auto left = a.figures.net_minor();
        const auto right = b.figures.net_minor();
        return left != right ? left > right : a.code < b.code;
    });
    rows->erase(most, rows->end());
    return rows;
}

}  // namespace pos::store::office
