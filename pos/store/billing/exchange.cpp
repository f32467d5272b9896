#include "pos/store/billing/exchange.hpp"

#include "pos/store/columns.hpp"

namespace pos::store::billing {

namespace {

static_assert(journal::kGainBook == journal::Book{10} && journal::kLossBook == journal::Book{11});
static_assert(journal::Book::receivable == journal::Book{1} &&
              journal::Book::wallet == journal::Book{6} &&
              journal::Book::money == journal::Book{4});

constexpr std::string_view kRate =
    "SELECT currency, on_day, rate, noted_at, noted_by FROM exchange_rate ";

ExchangeRate read_rate(const db::Row& row) {
    ExchangeRate one;
    one.currency = get_currency(row, 0);
    row.get(1, one.on);
    row.get(2, one.rate);
    row.get(3, one.noted_at);
    row.get(4, one.noted_by);
    return one;
}

}  // namespace

db::Result<void> put_rate(db::Connection& db, const ExchangeRate& rate) {
    auto put = db.exec(
        "INSERT INTO exchange_rate (currency, on_day, rate, noted_at, noted_by) VALUES ($1, $2, "
        "$3, $4, $5) ON CONFLICT (currency, on_day) DO UPDATE SET rate = excluded.rate, noted_at = "
        "excluded.noted_at, noted_by = excluded.noted_by",
        currency_text(rate.currency), rate.on, rate.rate, rate.noted_at, rate.noted_by);
    if (!put) return std::unexpected{std::move(put.error())};
    return {};
}

db::Result<std::optional<ExchangeRate>> rate_on(db::Connection& db, Currency currency, Date day) {
    std::optional<ExchangeRate> found;
    auto done = db.each(
        std::string{kRate} + "WHERE currency = $1 AND on_day <= $2 ORDER BY on_day DESC LIMIT 1",
        [&](const db::Row& row) { found = read_rate(row); }, currency_text(currency), day);
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

Answer<std::vector<ExchangeRate>> rates(db::Connection& db, std::int64_t skip, std::int64_t limit) {
    std::vector<ExchangeRate> found;
    auto done = db.each(
        std::string{kRate} + "ORDER BY on_day DESC, currency LIMIT $1 OFFSET $2",
        [&](const db::Row& row) { found.push_back(read_rate(row)); }, limit, skip);
    if (!done) return store_error(std::move(done.error()));
    return found;
}

db::Result<std::optional<journal::ExchangeRow>> exchange_of(db::Connection& db, const Ulid& about) {
    std::optional<journal::ExchangeRow> found;
    auto done = db.each(
        "SELECT about, currency, books, rate, rate_on FROM exchange WHERE about = $1",
        [&](const db::Row& row) {
            journal::ExchangeRow& one = found.emplace();
            row.get(0, one.about);
            one.currency = get_currency(row, 1);
            one.books = get_currency(row, 2);
            row.get(3, one.rate);
            row.get(4, one.rate_on);
        },
        about);
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

db::Result<Carried> carried_item(db::Connection& db, const Ulid& about) {
    Carried found;
    const auto open =
        db.value<std::int64_t>("SELECT open_minor FROM open_item WHERE about = $1", about);
    if (!open) return std::unexpected{open.error()};
    found.open_minor = open->value_or(0);
    auto done = db.each(
        "SELECT count(*), CAST(coalesce(sum(books_minor), 0) AS BIGINT) FROM converted WHERE about "
        "= $1 AND book = 1",
        [&](const db::Row& row) {
            found.is_known = row.integer(0) > 0;
            found.books_minor = row.integer(1);
        },
        about);
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

db::Result<Carried> carried_wallet(db::Connection& db, const Ulid& account, Currency currency) {
    Carried found;
    const auto open = db.value<std::int64_t>(
        "SELECT CAST(coalesce(sum(amount_minor), 0) AS BIGINT) FROM ledger WHERE account = $1 AND "
        "book = 6 AND currency = $2",
        account, currency_text(currency));
    if (!open) return std::unexpected{open.error()};
    found.open_minor = open->value_or(0);
    auto done = db.each(
        "SELECT count(*), CAST(coalesce(sum(books_minor), 0) AS BIGINT) FROM converted WHERE "
        "account = $1 AND book = 6 AND currency = $2",
        [&](const db::Row& row) {
            found.is_known = row.integer(0) > 0;
            found.books_minor = row.integer(1);
        },
        account, currency_text(currency));
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

db::Result<std::optional<CarriedPair>> carried_pair(db::Connection& db, const Ulid& from,
                                                    const Ulid& to) {
    std::optional<CarriedPair> found;
    auto done = db.each(
        "SELECT about, amount_minor, books_minor FROM converted WHERE book = 1 AND ((about = $1 "
        "AND other = $2) OR (about = $2 AND other = $1))",
        [&](const db::Row& row) {
            if (!found) found.emplace();
            if (row.get<Ulid>(0) == from) {
                found->paid_minor += row.integer(1);
                found->from_minor += row.integer(2);
            } else {
                found->to_minor += row.integer(2);
            }
        },
        from, to);
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

db::Result<std::vector<Held>> held_on(db::Connection& db, Date day, Currency books) {
    std::vector<Held> found;
    auto done = db.each(
        "SELECT x.currency, x.book, CAST(sum(x.held) AS BIGINT), CAST(sum(x.stands) AS BIGINT) "
        "FROM (SELECT l.currency, l.book, l.amount_minor AS held, CAST(0 AS BIGINT) AS stands FROM "
        "ledger l WHERE l.book IN (1, 4) AND l.on_day <= $1 AND l.currency <> $2 AND EXISTS "
        "(SELECT 1 FROM converted c WHERE c.about = l.about AND c.book = l.book AND c.on_day <= "
        "$1) UNION ALL SELECT l.currency, l.book, l.amount_minor, CAST(0 AS BIGINT) FROM ledger l "
        "WHERE l.book = 6 AND l.on_day <= $1 AND l.currency <> $2 AND EXISTS (SELECT 1 FROM "
        "converted c WHERE c.account = l.account AND c.book = 6 AND c.currency = l.currency AND "
        "c.on_day <= $1) UNION ALL SELECT c.currency, c.book, CAST(0 AS BIGINT), c.books_minor "
        "FROM converted c WHERE c.book IN (1, 4, 6) AND c.on_day <= $1) AS x GROUP BY x.currency, "
        "x.book ORDER BY x.currency, x.book",
        [&](const db::Row& row) {
            Held& one = found.emplace_back();
            one.currency = get_currency(row, 0);
            one.book = static_cast<journal::Book>(row.integer(1));
            one.held_minor = row.integer(2);
            one.books_minor = row.integer(3);
        },
        day, currency_text(books));
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

Answer<std::vector<BookTotal>> converted_totals(db::Connection& db, Currency books) {
    std::vector<BookTotal> totals;
    const std::string currency = currency_text(books);
    auto done = db.each(
        "SELECT book, CAST(sum(minor) AS BIGINT) FROM (SELECT book, amount_minor AS minor FROM "
        "ledger WHERE currency = $1 UNION ALL SELECT book, books_minor FROM converted WHERE books "
        "= $1) AS both_sorts GROUP BY book ORDER BY book",
        [&](const db::Row& row) {
            totals.push_back(
                {static_cast<journal::Book>(row.integer(0)), currency, row.integer(1)});
        },
        currency);
    if (!done) return store_error(std::move(done.error()));
    return totals;
}

Answer<std::vector<Currency>> unconverted(db::Connection& db, Currency books) {
    std::vector<Currency> found;
    auto done = db.each(
        "SELECT DISTINCT currency FROM open_item o WHERE open_minor <> 0 AND currency <> $1 AND "
        "NOT EXISTS (SELECT 1 FROM converted c WHERE c.about = o.about AND c.book = 1) ORDER BY "
        "currency",
        [&](const db::Row& row) { found.push_back(get_currency(row, 0)); }, currency_text(books));
    if (!done) return store_error(std::move(done.error()));
    return found;
}

Answer<std::int64_t> realised_minor(db::Connection& db, const Ulid& about) {
    const auto sum = db.value<std::int64_t>(
        "SELECT CAST(coalesce(sum(-books_minor), 0) AS BIGINT) FROM converted WHERE book IN (10, "
        "11) AND (about = $1 OR other = $1)",
        about);
    if (!sum) return store_error(sum.error());
    return sum->value_or(0);
}

}  // namespace pos::store::billing
