// Takings, read from the roll-ups' rows as they stand and added up here.
#include <map>
#include <tuple>

#include "pos/store/columns.hpp"
#include "pos/store/reader.hpp"
#include "pos/store/sold_lines.hpp"

namespace pos::store {

namespace {

using report::TakingsRow;

/// Six figures from `column` on, in the order of every roll-up's columns.
journal::Takings read_takings(const db::Row& row, int column) {
    return {.sales = row.integer(column),
            .refunds = row.integer(column + 1),
            .gross_minor = row.integer(column + 2),
            .refunded_minor = row.integer(column + 3),
            .tax_minor = row.integer(column + 4),
            .discount_minor = row.integer(column + 5),
            .rounding_minor = 0};
}

bool has_tickets(const TakingsRow& row) {
    return row.figures.sales != 0 || row.figures.refunds != 0;
}

/// The rows that have tickets, in the order of their keys. Rows with counts alone are no takings.
template <class Map>
std::vector<TakingsRow> in_order(Map& rows) {
    std::vector<TakingsRow> list;
    list.reserve(rows.size());
    for (auto& [key, row] : rows) {
        if (has_tickets(row)) list.push_back(std::move(row));
    }
    return list;
}

/// The same columns of both, in the order of the days; behind them the branch.
constexpr std::string_view kTakings =
    "SELECT business_date, currency, hour, cashier, cashier_name, sales, refunds, gross_minor, "
    "refunded_minor, tax_minor, discount_minor, rounding_minor, '' FROM takings "
    "WHERE business_date BETWEEN $1 AND $2 ORDER BY business_date";
constexpr std::string_view kTakingsOfBranches =
    "SELECT t.business_date, t.currency, t.hour, t.cashier, t.cashier_name, t.sales, t.refunds, "
    "t.gross_minor, t.refunded_minor, t.tax_minor, t.discount_minor, t.rounding_minor, "
    "coalesce(j.branch, '') FROM takings t LEFT JOIN journal j ON j.id = t.journal "
    "WHERE t.business_date BETWEEN $1 AND $2 AND ($3 = '' OR j.branch = $3) "
    "ORDER BY t.business_date";
constexpr std::string_view kDepartments =
    "SELECT currency, department, name, quantity_millionths, sales, refunds, gross_minor, "
    "refunded_minor, tax_minor, discount_minor FROM takings_department "
    "WHERE business_date BETWEEN $1 AND $2 ORDER BY business_date";
constexpr std::string_view kDepartmentsOfBranches =
    "SELECT t.currency, t.department, t.name, t.quantity_millionths, t.sales, t.refunds, "
    "t.gross_minor, t.refunded_minor, t.tax_minor, t.discount_minor FROM takings_department t "
    "LEFT JOIN journal j ON j.id = t.journal WHERE t.business_date BETWEEN $1 AND $2 "
    "AND ($3 = '' OR j.branch = $3) ORDER BY t.business_date";
constexpr std::string_view kTenders =
    "SELECT business_date, currency, kind, code, name, payments, sales, refunds, gross_minor, "
    "refunded_minor, '' FROM takings_tender WHERE business_date BETWEEN $1 AND $2 "
    "ORDER BY business_date";
constexpr std::string_view kTendersOfBranches =
    "SELECT t.business_date, t.currency, t.kind, t.code, t.name, t.payments, t.sales, t.refunds, "
    "t.gross_minor, t.refunded_minor, coalesce(j.branch, '') FROM takings_tender t "
    "LEFT JOIN journal j ON j.id = t.journal WHERE t.business_date BETWEEN $1 AND $2 "
    "AND ($3 = '' OR j.branch = $3) ORDER BY t.business_date";

struct Question {
    db::Connection& db;
    report::Days days;
    bool branches{false};     // each on its own
    std::string_view only{};  // that branch alone

    /// Of roll-ups as they stand, or joined with their journals where it matters whose they are.
    template <class OnRow>
    Answer<void> ask(std::string_view plain, std::string_view with_branches, OnRow on_row) {
        const auto done = branches || !only.empty()
                              ? db.each(with_branches, on_row, days.from, days.to, only)
                              : db.each(plain, on_row, days.from, days.to);
        if (!done) return store_error(done.error());
        return {};
    }
    /// By day, hour or cashier: `key_of` says which row a roll-up's row belongs to, `name` what is
    /// set in it.
    template <class Key, class KeyOf, class Name>
    Answer<std::vector<TakingsRow>> sums(KeyOf key_of, Name name) {
        std::map<std::pair<Key, Currency>, TakingsRow> rows;
        auto done = ask(kTakings, kTakingsOfBranches, [&](const db::Row& row) {
            const Currency currency = get_currency(row, 1);
            TakingsRow& sum = rows[{key_of(row), currency}];
            sum.currency = currency;
            name(row, sum);
            journal::Takings part = read_takings(row, 5);
            part.rounding_minor = row.integer(11);
            sum.figures += part;
        });
        if (!done) return std::unexpected{std::move(done.error())};
        return in_order(rows);
    }

    Answer<std::vector<TakingsRow>> by_day();
    Answer<std::vector<TakingsRow>> by_hour() {
        return sums<int>([](const db::Row& row) { return row.get<int>(2); },
                         [](const db::Row& row, TakingsRow& to) { row.get(2, to.hour); });
    }
    Answer<std::vector<TakingsRow>> by_cashier();
    Answer<std::vector<TakingsRow>> by_department();
    Answer<std::vector<TakingsRow>> by_tender();
    Answer<void> add_tenders(std::vector<TakingsRow>& by_day);
    template <class OnTender>
    Answer<void> each_tender(OnTender on_tender);
};

template <class OnTender>
Answer<void> Question::each_tender(OnTender on_tender) {
    return ask(kTenders, kTendersOfBranches, [&](const db::Row& row) {
        report::TenderTotal total;
        total.kind = static_cast<journal::TenderKind>(row.integer(2));
        if (!in_range(total.kind)) row.fault(2, "no such kind of tender");
        row.get(3, total.code);
        row.get(4, total.name);
        row.get(5, total.payments);
        row.get(8, total.gross_minor);
        row.get(9, total.refunded_minor);
        on_tender(row, std::move(total));
    });
}

Answer<std::vector<TakingsRow>> Question::by_day() {
    auto rows = sums<std::pair<std::string, Date>>(
        [](const db::Row& row) { return std::pair{row.get<std::string>(12), row.get<Date>(0)}; },
        [](const db::Row& row, TakingsRow& to) {
            row.get(12, to.branch);
            row.get(0, to.day);
        });
    if (!rows) return rows;
    if (auto added = add_tenders(*rows); !added) return std::unexpected{std::move(added.error())};
    return rows;
}

Answer<void> Question::add_tenders(std::vector<TakingsRow>& by_day) {
    using Key = std::tuple<std::string, Date, Currency, journal::TenderKind, std::string>;
    std::map<Key, report::TenderTotal> totals;
    auto done = each_tender([&](const db::Row& row, report::TenderTotal&& one) {
        auto& sum = totals[{row.get<std::string>(10), row.get<Date>(0), get_currency(row, 1),
                            one.kind, one.code}];
        one.payments += sum.payments;
        one.gross_minor += sum.gross_minor;
        one.refunded_minor += sum.refunded_minor;
        sum = std::move(one);
    });
    if (!done) return done;
    // Both are in the order of branch, day and currency.
    auto row = by_day.begin();
    for (auto& [key, total] : totals) {
        const auto& [branch, day, currency, kind, code] = key;
        const auto place = std::tie(branch, day, currency);
        while (row != by_day.end() && std::tie(row->branch, row->day, row->currency) < place) {
            ++row;
        }
        if (row == by_day.end()) break;
        if (std::tie(row->branch, row->day, row->currency) == place) {
            row->tenders.push_back(std::move(total));
        }
    }
    return {};
}

Answer<std::vector<TakingsRow>> Question::by_cashier() {
    auto rows = sums<Ulid>([](const db::Row& row) { return row.get<Ulid>(3); },
                           [](const db::Row& row, TakingsRow& to) { row.get(4, to.name); });
    if (rows) std::ranges::stable_sort(*rows, {}, &TakingsRow::name);
    return rows;
}

Answer<std::vector<TakingsRow>> Question::by_department() {
    std::map<std::pair<std::string, Currency>, TakingsRow> rows;
    auto done = ask(kDepartments, kDepartmentsOfBranches, [&](const db::Row& row) {
        const Currency currency = get_currency(row, 0);
        TakingsRow& sum = rows[{std::string{row.text(1)}, currency}];
        sum.currency = currency;
        row.get(1, sum.code);
        row.get(2, sum.name);
        sum.quantity = sum.quantity + Quantity{row.integer(3)};
        sum.figures += read_takings(row, 4);
    });
    if (!done) return std::unexpected{std::move(done.error())};
    return in_order(rows);
}

Answer<std::vector<TakingsRow>> Question::by_tender() {
    std::map<std::tuple<journal::TenderKind, std::string, Currency>, TakingsRow> rows;
    auto done = each_tender([&](const db::Row& row, report::TenderTotal&& one) {
        const Currency currency = get_currency(row, 1);
        TakingsRow& sum = rows[{one.kind, one.code, currency}];
        sum.currency = currency;
        sum.payments += one.payments;
        sum.figures += journal::Takings{.sales = row.integer(6),
                                        .refunds = row.integer(7),
                                        .gross_minor = one.gross_minor,
                                        .refunded_minor = one.refunded_minor};
        sum.code = std::move(one.code);
        sum.name = std::move(one.name);
    });
    if (!done) return std::unexpected{std::move(done.error())};
    return in_order(rows);
}

}  // namespace

Answer<std::vector<TakingsRow>> Reader::takings(report::Days days, report::TakingsBy by,
                                                std::string_view branch) {
    Question question{db_, days, false, branch};
    switch (by) {
        case report::TakingsBy::day:
            return question.by_day();
        case report::TakingsBy::hour:
            return question.by_hour();
        case report::TakingsBy::department:
            return question.by_department();
        case report::TakingsBy::tender:
            return question.by_tender();
        case report::TakingsBy::cashier:
            return question.by_cashier();
        case report::TakingsBy::branch_and_day:
            question.branches = true;
            return question.by_day();
        case report::TakingsBy::item:
            return sold_lines(db_, days, by, branch);
    }
    return std::vector<TakingsRow>{};
}

Answer<std::optional<report::Days>> Reader::days() {
    std::optional<report::Days> found;
    const auto done = db_.each(
        "SELECT (SELECT min(business_date) FROM sale), (SELECT max(business_date) FROM sale)",
        [&](const db::Row& row) {
            if (row.is_null(0)) return;
            found = report::Days{row.get<Date>(0), row.get<Date>(1)};
        });
    if (!done) return store_error(done.error());
    return found;
}

}  // namespace pos::store
