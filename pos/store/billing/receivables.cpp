#include "pos/store/billing/receivables.hpp"

#include <fmt/format.h>

#include <limits>

#include "pos/store/billing/disputes.hpp"
#include "pos/store/billing/in_list.hpp"
#include "pos/store/billing/one_or_all.hpp"
#include "pos/store/columns.hpp"

namespace pos::store::billing {

namespace {

constexpr std::string_view kPayment =
    "SELECT payment, account, currency, amount_minor, method, reference, external_id, received_on "
    "FROM payment WHERE ";

db::Result<std::optional<journal::PaymentRow>> payment(db::Connection& db, std::string_view where,
                                                       const db::Param& key) {
    std::optional<journal::PaymentRow> found;
    const std::array params{key};
    auto done = db.run(std::string{kPayment} + std::string{where}, params, [&](const db::Row& row) {
        journal::PaymentRow& one = found.emplace();
        row.get(0, one.payment);
        row.get(1, one.account);
        one.currency = get_currency(row, 2);
        one.amount_minor = row.integer(3);
        row.get(4, one.method);
        row.get(5, one.reference);
        row.get(6, one.external_id);
        row.get(7, one.received_on);
        return false;
    });
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

db::Result<std::vector<AllocationRow>> allocations(db::Connection& db, std::string_view sql,
                                                   const Ulid& key) {
    std::vector<AllocationRow> rows;
    auto done = db.each(
        sql,
        [&](const db::Row& row) {
            rows.push_back({row.get<Ulid>(0), row.get<Ulid>(1), row.integer(2)});
        },
        key);
    if (!done) return std::unexpected{std::move(done.error())};
    return rows;
}

}  // namespace

db::Result<std::vector<OpenItem>> open_items(db::Connection& db, const Ulid& account) {
    std::vector<OpenItem> items;
    auto done = db.each(
        fmt::format("SELECT o.about, coalesce(d.number, ''), o.due_on, o.currency, o.open_minor, "
                    "{} FROM open_item o LEFT JOIN document d ON d.document = o.about WHERE "
                    "o.account = $1 AND o.open_minor <> 0 ORDER BY o.due_on, coalesce(d.number, "
                    "''), o.about",
                    disputed_sql()),
        [&](const db::Row& row) {
            OpenItem& one = items.emplace_back();
            row.get(0, one.about);
            row.get(1, one.number);
            row.get(2, one.due_on);
            row.get(3, one.currency);
            one.open_minor = row.integer(4);
            one.disputed_minor = row.integer(5);
        },
        account);
    if (!done) return std::unexpected{std::move(done.error())};
    return items;
}

db::Result<std::set<Ulid>> with_open_items(db::Connection& db, std::span<const Ulid> accounts) {
    std::set<Ulid> found;
    auto done =
        each_of(db, "SELECT DISTINCT account FROM open_item WHERE open_minor <> 0 AND account IN (",
                ")", accounts, [&](const db::Row& row) { found.insert(row.get<Ulid>(0)); });
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

db::Result<std::set<Ulid>> owing(db::Connection& db, std::span<const Ulid> accounts) {
    std::set<Ulid> found;
    auto done = each_of(
        db,
        "SELECT DISTINCT account FROM open_item WHERE open_minor <> 0 AND open_minor > 0 AND "
        "account IN (",
        ")", accounts, [&](const db::Row& row) { found.insert(row.get<Ulid>(0)); });
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

db::Result<std::optional<journal::PaymentRow>> payment_of(db::Connection& db, const Ulid& id) {
    return payment(db, "payment = $1", db::Param{id});
}
db::Result<std::optional<journal::PaymentRow>> payment_of_external_id(db::Connection& db,
                                                                      std::string_view id) {
    return payment(db, "external_id = $1 AND external_id <> ''", db::Param{id});
}

db::Result<std::map<Ulid, std::int64_t>> given_up_of(db::Connection& db,
                                                     std::span<const Ulid> documents) {
    std::map<Ulid, std::int64_t> found;
    auto done = each_of(
        db,
        "SELECT about, CAST(sum(amount_minor) AS BIGINT) FROM ledger WHERE book = 5 AND about IN (",
        ") GROUP BY about HAVING sum(amount_minor) > 0", documents,
        [&](const db::Row& row) { found[row.get<Ulid>(0)] = row.integer(1); });
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

db::Result<std::vector<AllocationRow>> allocations_from(db::Connection& db, const Ulid& from) {
    return allocations(db,
                       "SELECT from_item, to_item, amount_minor FROM allocation WHERE from_item = "
                       "$1 AND amount_minor <> 0 ORDER BY to_item",
                       from);
}
db::Result<std::vector<AllocationRow>> allocations_to(db::Connection& db, const Ulid& to) {
    return allocations(db,
                       "SELECT from_item, to_item, amount_minor FROM allocation WHERE to_item = "
                       "$1 AND amount_minor <> 0 ORDER BY from_item",
                       to);
}

Answer<std::vector<StatementRow>> statement(db::Connection& db, const StatementQuestion& asked) {
    std::vector<StatementRow> rows;
    auto done = db.each(
        "SELECT l.on_day, CASE WHEN f.entry IS NOT NULL THEN 'refund' WHEN e.kind = 84 THEN "
        "'write_off' WHEN e.kind = 87 THEN 'spent' WHEN d.number IS NOT NULL THEN 'document' WHEN "
        "p.payment IS NOT NULL AND l.amount_minor > 0 THEN 'returned' WHEN p.payment IS NOT NULL "
        "THEN 'payment' ELSE 'credit' END, coalesce(d.number, p.reference, ''), l.amount_minor, "
        "d.due_on, CASE WHEN EXISTS (SELECT 1 FROM document_line n WHERE n.entry = d.entry AND "
        "n.kind = 8) THEN 1 ELSE 0 END FROM ledger l LEFT JOIN journal_entry e ON e.entry = "
        "l.entry LEFT JOIN document d ON d.document = l.about LEFT JOIN payment p ON p.payment = "
        "l.about LEFT JOIN payment_refund f ON f.entry = l.entry WHERE l.account = $1 AND l.book = "
        "1 AND l.on_day >= $2 AND l.on_day <= $3 ORDER BY l.on_day, l.entry, l.position LIMIT $4",
        [&](const db::Row& row) {
            StatementRow& one = rows.emplace_back();
            row.get(0, one.on);
            row.get(1, one.about);
            row.get(2, one.number);
            one.amount_minor = row.integer(3);
            if (one.about == "document") row.get(4, one.due_on);
            one.is_opening = row.integer(5) > 0;
        },
        asked.account, asked.from.value_or(Date{std::numeric_limits<std::int32_t>::min()}),
        asked.to.value_or(Date{std::numeric_limits<std::int32_t>::max()}), asked.limit);
    if (!done) return store_error(std::move(done.error()));
    return rows;
}

db::Result<std::int64_t> balance_on(db::Connection& db, const Ulid& account,
                                    std::optional<Date> day) {
    auto sum = db.value<std::int64_t>(
        "SELECT CAST(coalesce(sum(amount_minor), 0) AS BIGINT) FROM ledger WHERE account = $1 AND "
        "book = 1 AND on_day <= $2",
        account, day.value_or(Date{std::numeric_limits<std::int32_t>::max()}));
    if (!sum) return std::unexpected{std::move(sum.error())};
    return sum->value_or(0);
}

Answer<std::vector<Ageing>> ageing(db::Connection& db, Date today, std::optional<Ulid> account) {
    std::vector<Ageing> found;
    auto done = db.each(
        fmt::format(
            "SELECT currency, "
            "CAST(sum(CASE WHEN owed > 0 AND due_on >= $1 THEN owed ELSE 0 END) AS BIGINT), "
            "CAST(sum(CASE WHEN owed > 0 AND due_on < $1 AND due_on >= $4 THEN owed ELSE 0 END) AS "
            "BIGINT), "
            "CAST(sum(CASE WHEN owed > 0 AND due_on < $4 AND due_on >= $5 THEN owed ELSE 0 END) AS "
            "BIGINT), "
            "CAST(sum(CASE WHEN owed > 0 AND due_on < $5 AND due_on >= $6 THEN owed ELSE 0 END) AS "
            "BIGINT), CAST(sum(CASE WHEN owed > 0 AND due_on < $6 THEN owed ELSE 0 END) AS "
            "BIGINT), CAST(sum(CASE WHEN owed < 0 THEN -owed ELSE 0 END) AS BIGINT), "
            "CAST(sum(disputed) AS BIGINT) FROM (SELECT o.currency, o.due_on, o.open_minor - {0} "
            "AS owed, {0} AS disputed FROM open_item o WHERE o.open_minor <> 0 AND {1}) AS items "
            "GROUP BY currency ORDER BY currency",
            disputed_sql(), one_or_all(account.has_value(), "o.account", 2, 3)),
        [&](const db::Row& row) {
            Ageing& one = found.emplace_back();
            row.get(0, one.currency);
            one.not_due_minor = row.integer(1);
            one.days_30_minor = row.integer(2);
            one.days_60_minor = row.integer(3);
            one.days_90_minor = row.integer(4);
            one.older_minor = row.integer(5);
            one.credit_minor = row.integer(6);
            one.disputed_minor = row.integer(7);
        },
        today, account, account ? 1 : 0, Date{today.days - 30}, Date{today.days - 60},
        Date{today.days - 90});
    if (!done) return store_error(std::move(done.error()));
    return found;
}

Answer<std::vector<BookTotal>> book_totals(db::Connection& db) {
    std::vector<BookTotal> totals;
    auto done = db.each(
        "SELECT book, currency, CAST(sum(amount_minor) AS BIGINT) FROM ledger "
        "GROUP BY book, currency ORDER BY book, currency",
        [&](const db::Row& row) {
            totals.push_back({static_cast<journal::Book>(row.integer(0)), std::string{row.text(1)},
                              row.integer(2)});
        });
    if (!done) return store_error(std::move(done.error()));
    return totals;
}

}  // namespace pos::store::billing
