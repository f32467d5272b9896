#include "pos/store/billing/statement_letters.hpp"

#include <fmt/format.h>

#include "pos/store/billing/one_or_all.hpp"
#include "pos/store/columns.hpp"

namespace pos::store::billing {

namespace {

constexpr std::string_view kLetterColumns =
    "v.statement, v.account, v.from_day, v.to_day, v.recipient, v.state, v.tries, v.said, "
    "v.due_at, v.at, v.noted_by";

StatementLetter read_letter_row(const db::Row& row) {
    StatementLetter one;
    row.get(0, one.delivery.document);
    row.get(1, one.account);
    row.get(2, one.from);
    row.get(3, one.to);
    row.get(4, one.delivery.recipient);
    one.delivery.state = static_cast<DeliveryState>(row.integer(5));
    one.delivery.tries = row.integer(6);
    row.get(7, one.delivery.said);
    row.get(8, one.delivery.due_at);
    row.get(9, one.delivery.at);
    row.get(10, one.by);
    return one;
}

constexpr std::string_view kWhose =
    "LEFT JOIN billing_account a ON a.account = v.account LEFT JOIN party p ON p.party = a.party";

/// The letter's columns, then the account's number and the customer's name.
StatementLetterRow read_named_row(const db::Row& row) {
    StatementLetterRow one{.letter = read_letter_row(row), .account = {}, .name = {}};
    row.get(11, one.account);
    row.get(12, one.name);
    return one;
}

constexpr std::string_view kUndelivered =
    "v.state IN (4, 5) AND NOT EXISTS (SELECT 1 FROM statement_letter l WHERE l.account = "
    "v.account AND l.at > v.at AND l.state = 3)";

}  // namespace

db::Result<bool> add_statement_letter(db::Connection& db, const StatementLetter& letter) {
    const Delivery& one = letter.delivery;
    auto added = db.exec(
        "INSERT INTO statement_letter (statement, account, from_day, to_day, recipient, state, "
        "tries, said, due_at, at, noted_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) "
        "ON CONFLICT DO NOTHING",
        one.document, letter.account, letter.from, letter.to, one.recipient, one.state, one.tries,
        one.said, one.due_at, one.at, letter.by);
    if (!added) return std::unexpected{std::move(added.error())};
    return *added > 0;
}

db::Result<std::optional<StatementLetter>> statement_letter_of(db::Connection& db,
                                                               const Ulid& statement) {
    std::optional<StatementLetter> found;
    auto read = db.each(
        fmt::format("SELECT {} FROM statement_letter v WHERE v.statement = $1", kLetterColumns),
        [&](const db::Row& row) { found = read_letter_row(row); }, statement);
    if (!read) return std::unexpected{std::move(read.error())};
    return found;
}

db::Result<bool> put_statement_letter(db::Connection& db, const Delivery& delivery,
                                      DeliveryState was) {
    auto put = db.exec(
        "UPDATE statement_letter SET recipient = $2, state = $3, tries = $4, said = $5, due_at = "
        "$6, at = $7 WHERE statement = $1 AND state = $8",
        delivery.document, delivery.recipient, delivery.state, delivery.tries, delivery.said,
        delivery.due_at, delivery.at, was);
    if (!put) return std::unexpected{std::move(put.error())};
    return *put > 0;
}

db::Result<std::vector<Delivery>> due_statement_letters(db::Connection& db, Instant now,
                                                        std::int64_t limit) {
    std::vector<Delivery> due;
    auto read = db.each(
        fmt::format("SELECT {} FROM statement_letter v WHERE v.state = 1 AND v.due_at <= $1 ORDER "
                    "BY v.due_at, v.statement LIMIT $2",
                    kLetterColumns),
        [&](const db::Row& row) { due.push_back(read_letter_row(row).delivery); }, now, limit);
    if (!read) return std::unexpected{std::move(read.error())};
    return due;
}

db::Result<bool> has_statement_to_send(db::Connection& db, Instant now, Instant lost_before) {
    auto some = db.value<std::int64_t>(
        "SELECT CASE WHEN EXISTS (SELECT 1 FROM statement_letter WHERE state = 1 AND due_at <= $1) "
        "OR EXISTS (SELECT 1 FROM statement_letter WHERE state = 2 AND at < $2) THEN 1 ELSE 0 END",
        now, lost_before);
    if (!some) return std::unexpected{std::move(some.error())};
    return some->value_or(0) > 0;
}

db::Result<std::int64_t> find_lost_statements(db::Connection& db, Instant before, Instant now) {
    auto found = db.exec(
        "UPDATE statement_letter SET state = 5, at = $2 WHERE state = 2 AND at < $1", before, now);
    if (!found) return std::unexpected{std::move(found.error())};
    return *found;
}

Answer<std::vector<StatementLetterRow>> list_statement_letters(db::Connection& db,
                                                               std::optional<Ulid> account,
                                                               std::int64_t limit) {
    std::vector<StatementLetterRow> rows;
    auto done = db.each(
        fmt::format("SELECT {}, coalesce(a.number, ''), coalesce(p.name, '') FROM statement_letter "
                    "v {} WHERE {} ORDER BY v.at DESC, v.statement DESC LIMIT $3",
                    kLetterColumns, kWhose, one_or_all(account.has_value(), "v.account", 1, 2)),
        [&](const db::Row& row) { rows.push_back(read_named_row(row)); }, account.value_or(Ulid{}),
        account ? 1 : 0, limit);
    if (!done) return store_error(std::move(done.error()));
    return rows;
}

db::Result<std::vector<StatementLetterRow>> undelivered_statements(db::Connection& db,
                                                                   std::int64_t limit) {
    std::vector<StatementLetterRow> rows;
    auto done = db.each(
        fmt::format("SELECT {}, coalesce(a.number, ''), coalesce(p.name, '') FROM statement_letter "
                    "v {} WHERE {} ORDER BY v.at DESC, v.statement DESC LIMIT $1",
                    kLetterColumns, kWhose, kUndelivered),
        [&](const db::Row& row) { rows.push_back(read_named_row(row)); }, limit);
    if (!done) return std::unexpected{std::move(done.error())};
    return rows;
}

db::Result<std::int64_t> count_undelivered_statements(db::Connection& db) {
    auto count = db.value<std::int64_t>(fmt::format(
        "SELECT CAST(count(*) AS BIGINT) FROM statement_letter v WHERE {}", kUndelivered));
    if (!count) return std::unexpected{std::move(count.error())};
    return count->value_or(0);
}

}  // namespace pos::store::billing
