#include "pos/store/settled_takings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace pos::store {

namespace {

Date month_of(Date day) {
    const auto parts = split(day);
    return make_date(parts.year, parts.month, 1);
}
Date month_after(Date day) {
    const auto parts = split(day);
    return parts.month == 12 ? make_date(parts.year + 1, 1, 1)
                             : make_date(parts.year, parts.month + 1, 1);
}
Date last_of(TakingsSpan span, Date start) {
    return span == TakingsSpan::day ? start : Date{month_after(start).days - 1};
}

/// The sums of some days ($1 to $2), of each branch or of all together.
std::string sums(TakingsSpan span, bool all_branches) {
    return fmt::format(
        "SELECT part, {}, {} AS branch, CAST($1 AS BIGINT) AS start, currency, key, "
        // Before the name the day it was seen on, so that the largest is the latest.
        "substr(max(CAST(business_date + 5000000 AS TEXT) || name), 8) AS name, "
        "max(business_date) AS named_on, "
        "CAST(sum(quantity_millionths) AS BIGINT) AS quantity_millionths, "
        "CAST(sum(payments) AS BIGINT) AS payments, CAST(sum(sales) AS BIGINT) AS sales, "
        "CAST(sum(refunds) AS BIGINT) AS refunds, CAST(sum(gross_minor) AS BIGINT) AS gross_minor, "
        "CAST(sum(refunded_minor) AS BIGINT) AS refunded_minor, "
        "CAST(sum(tax_minor) AS BIGINT) AS tax_minor, "
        "CAST(sum(discount_minor) AS BIGINT) AS discount_minor, "
        "CAST(sum(rounding_minor) AS BIGINT) AS rounding_minor, "
        "CAST(sum(cost_e8) AS BIGINT) AS cost_e8, "
        "CAST(sum(costed_minor) AS BIGINT) AS costed_minor FROM branch_takings "
        "WHERE part IN (0, 1, 2, 3, 4, 5) AND business_date BETWEEN $1 AND $2 "
        "GROUP BY part, currency, key{}",
        static_cast<int>(span), all_branches ? "''" : "branch", all_branches ? "" : ", branch");
}

/// Of all branches together alone for a day: of each they are what they were added up from.
std::string sums(TakingsSpan span) {
    std::string all = sums(span, true);
    if (span == TakingsSpan::month) all += " UNION ALL " + sums(span, false);
    return all;
}

struct Due {
    TakingsSpan span;
    Date start;
};

db::Result<bool> is_settled(db::Connection& db, const Due& due) {
    auto there = db.value<std::int64_t>(
        "SELECT count(*) FROM settled_span WHERE span = $1 AND start = $2", due.span, due.start);
    if (!there) return std::unexpected{std::move(there.error())};
    return there->value_or(0) > 0;
}

/// Months first: they hold most.
db::Result<std::optional<Due>> oldest_due(db::Connection& db, Date today) {
    std::vector<Date> days;
    auto read = db.each(
        "SELECT DISTINCT business_date FROM branch_takings WHERE part = 0 AND business_date < $1 "
        "ORDER BY business_date",
        [&](const db::Row& row) { days.push_back(row.get<Date>(0)); }, today);
    if (!read) return std::unexpected{std::move(read.error())};
    std::set<std::pair<TakingsSpan, Date>> settled;
    read = db.each("SELECT span, start FROM settled_span", [&](const db::Row& row) {
        settled.emplace(static_cast<TakingsSpan>(row.integer(0)), row.get<Date>(1));
    });
    if (!read) return std::unexpected{std::move(read.error())};
    for (const Date day : days) {
        const Date month = month_of(day);
        if (last_of(TakingsSpan::month, month).days + kMonthRests_days >= today.days) break;
        if (!settled.contains({TakingsSpan::month, month})) return Due{TakingsSpan::month, month};
    }
    for (const Date day : days) {
        if (!settled.contains({TakingsSpan::day, day})) return Due{TakingsSpan::day, day};
    }
    return std::nullopt;
}

}  // namespace

db::Result<void> unsettle_takings(db::Connection& db, const BranchRows& rows) {
    std::set<Date> days;
    for (const auto& [key, row] : rows) days.insert(key.business_date);
    for (const Date day : days) {
        auto done = db.exec(
            "DELETE FROM settled_span WHERE (span = 0 AND start = $1) OR (span = 1 AND start = $2)",
            day, month_of(day));
        if (!done) return std::unexpected{std::move(done.error())};
    }
    return {};
}

db::Result<bool> settle_takings(db::Connection& db, Date today) {
    const auto due = oldest_due(db, today);
    if (!due) return std::unexpected{due.error()};
    if (!*due) return false;
    auto begun = db::Transaction::begin(db, db::TransactionKind::write);
    if (!begun) return std::unexpected{std::move(begun.error())};
    if (db.engine() == db::Engine::postgresql) {
        // Whoever changes a figure from here on waits to unsettle it until this is settled.
        if (auto locked = db.script("LOCK TABLE settled_span IN EXCLUSIVE MODE"); !locked)
            return std::unexpected{std::move(locked.error())};
    }
    const auto meanwhile = is_settled(db, **due);
    if (!meanwhile) return std::unexpected{meanwhile.error()};
    if (*meanwhile) return true;
    const auto& [span, start] = **due;
    auto done = db.exec(
        "DELETE FROM settled_takings WHERE part IN (0, 1, 2, 3, 4, 5) AND "
        "span = $1 AND start = $2",
        span, start);
    if (done)
        done = db.exec("INSERT INTO settled_takings " + sums(span), start, last_of(span, start));
    if (done) done = db.exec("INSERT INTO settled_span (span, start) VALUES ($1, $2)", span, start);
    if (!done) return std::unexpected{std::move(done.error())};
    if (auto committed = begun->commit(); !committed)
        return std::unexpected{std::move(committed.error())};
    return true;
}

db::Result<std::vector<TakingsStretch>> takings_stretches(db::Connection& db, report::Days days,
                                                          bool all_branches) {
    using From = TakingsStretch::From;
    std::set<std::pair<TakingsSpan, Date>> settled;
    auto read = db.each(
        "SELECT span, start FROM settled_span WHERE start BETWEEN $1 AND $2",
        [&](const db::Row& row) {
            settled.emplace(static_cast<TakingsSpan>(row.integer(0)), row.get<Date>(1));
        },
        days.from, days.to);
    if (!read) return std::unexpected{std::move(read.error())};
    std::vector<TakingsStretch> stretches;
    const auto add = [&](From from, Date first, Date last) {
        if (!stretches.empty() && stretches.back().from == from) {
            stretches.back().last = last;
        } else {
            stretches.push_back({from, first, last});
        }
    };
    // Days on which nothing was sold are settled nowhere; they part no stretch.
    for (Date day = days.from; day <= days.to;) {
        const Date month_end = last_of(TakingsSpan::month, month_of(day));
        if (day == month_of(day) && month_end <= days.to &&
            settled.contains({TakingsSpan::month, day})) {
            add(From::months, day, month_end);
            day = {month_end.days + 1};
            continue;
        }
        const bool alone = all_branches && settled.contains({TakingsSpan::day, day});
        add(alone ? From::days : From::branch_takings, day, day);
        ++day.days;
    }
    return stretches;
}

db::Result<std::set<Date>> settled_days(db::Connection& db, report::Days days) {
    std::set<Date> settled;
    auto read = db.each(
        "SELECT start FROM settled_span WHERE span = 0 AND start BETWEEN $1 AND $2",
        [&](const db::Row& row) { settled.insert(row.get<Date>(0)); }, days.from, days.to);
    if (!read) return std::unexpected{std::move(read.error())};
    return settled;
}

db::Result<std::vector<SettledDifference>> check_settled_takings(db::Connection& db) {
    std::vector<Due> spans;
    auto read = db.each(
        "SELECT span, start FROM settled_span ORDER BY span, start", [&](const db::Row& row) {
            spans.push_back({static_cast<TakingsSpan>(row.integer(0)), row.get<Date>(1)});
        });
    if (!read) return std::unexpected{std::move(read.error())};
    std::vector<SettledDifference> differences;
    for (const auto& [span, start] : spans) {
        // Names may be any of a day's.
        constexpr std::string_view kFigures =
            "part, branch, currency, key, quantity_millionths, payments, sales, refunds, "
            "gross_minor, refunded_minor, tax_minor, discount_minor, rounding_minor, cost_e8, "
            "costed_minor";
        const std::string there = fmt::format(
            "SELECT {} FROM settled_takings WHERE part IN (0, 1, 2, 3, 4, 5) AND span = {} AND "
            "start = $1",
            kFigures, static_cast<int>(span));
        const std::string due = fmt::format("SELECT {} FROM ({}) AS due", kFigures, sums(span));
        const auto count = [&](const std::string& left, const std::string& right) {
            return db.value<std::int64_t>(
                fmt::format("SELECT count(*) FROM (SELECT * FROM ({}) AS a EXCEPT SELECT * FROM "
                            "({}) AS b) AS c WHERE CAST($2 AS BIGINT) >= CAST($1 AS BIGINT)",
                            left, right),
                start, last_of(span, start));
        };
        const auto more = count(there, due);
        if (!more) return std::unexpected{more.error()};
        const auto less = count(due, there);
        if (!less) return std::unexpected{less.error()};
        const std::int64_t rows = std::max(more->value_or(0), less->value_or(0));
        if (rows > 0) differences.push_back({span, start, rows});
    }
    return differences;
}

}  // namespace pos::store
