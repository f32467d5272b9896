#include "pos/store/billing/quotes.hpp"

#include <fmt/format.h>

namespace pos::store::billing {

namespace {

constexpr std::string_view kColumns =
    "q.quote, q.number, q.account, q.currency, q.issued_on, q.valid_until, q.net_minor, "
    "q.tax_minor, q.payable_minor, q.invoice, q.noted_by, q.at, q.series";
constexpr int kColumnCount = 13;

Quote read_quote(const db::Row& row) {
    Quote one;
    row.get(0, one.id);
    row.get(1, one.number);
    row.get(2, one.account);
    row.get(3, one.currency);
    row.get(4, one.issued_on);
    row.get(5, one.valid_until);
    one.net_minor = row.integer(6);
    one.tax_minor = row.integer(7);
    one.payable_minor = row.integer(8);
    row.get(9, one.invoice);
    row.get(10, one.by);
    row.get(11, one.at);
    row.get(12, one.series);
    return one;
}

template <class Key>
db::Result<std::optional<Quote>> one_quote(db::Connection& db, std::string_view where,
                                           const Key& key) {
    std::optional<Quote> found;
    auto done = db.each(
        fmt::format("SELECT {}, q.content, q.paper FROM quote q WHERE {} = $1", kColumns, where),
        [&](const db::Row& row) {
            found = read_quote(row);
            row.get(kColumnCount, found->content);
            const BytesView paper = row.bytes(kColumnCount + 1);
            found->paper.assign(paper.begin(), paper.end());
        },
        key);
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

}  // namespace

db::Result<bool> add_quote(db::Connection& db, const Quote& quote) {
    auto done = db.exec(
        "INSERT INTO quote (quote, number, account, currency, issued_on, valid_until, net_minor, "
        "tax_minor, payable_minor, content, paper, invoice, noted_by, at, series) VALUES ($1, $2, "
        "$3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) ON CONFLICT (quote) DO NOTHING",
        quote.id, quote.number, quote.account, quote.currency, quote.issued_on, quote.valid_until,
        quote.net_minor, quote.tax_minor, quote.payable_minor, quote.content, quote.paper,
        quote.invoice, quote.by, quote.at, quote.series);
    if (!done) return std::unexpected{std::move(done.error())};
    return *done > 0;
}

db::Result<bool> put_quote_invoice(db::Connection& db, const Ulid& quote, const Ulid& document) {
    auto done = db.exec("UPDATE quote SET invoice = $2 WHERE quote = $1 AND invoice IS NULL", quote,
                        document);
    if (!done) return std::unexpected{std::move(done.error())};
    return *done > 0;
}

db::Result<std::optional<Quote>> quote_of(db::Connection& db, const Ulid& id) {
    return one_quote(db, "q.quote", id);
}
db::Result<std::optional<Quote>> quote_of_number(db::Connection& db, std::string_view number) {
    return one_quote(db, "q.number", number);
}

Answer<std::vector<QuoteRow>> list_quotes(db::Connection& db, const QuoteQuestion& asked) {
    std::vector<QuoteRow> found;
    auto done = db.each(
        fmt::format("SELECT {}, coalesce(a.number, ''), coalesce(p.name, ''), coalesce(d.number, "
                    "'') FROM quote q LEFT JOIN billing_account a ON a.account = q.account LEFT "
                    "JOIN party p ON p.party = a.party LEFT JOIN document d ON d.document = "
                    "q.invoice WHERE (q.account = $1 OR CAST($2 AS BIGINT) = 0) ORDER BY "
                    "q.issued_on DESC, q.number DESC LIMIT $3 OFFSET $4",
                    kColumns),
        [&](const db::Row& row) {
            QuoteRow& one = found.emplace_back();
            one.quote = read_quote(row);
            row.get(kColumnCount, one.account);
            row.get(kColumnCount + 1, one.name);
            row.get(kColumnCount + 2, one.invoice);
        },
        asked.account, asked.account ? 1 : 0, asked.limit, asked.skip);
    if (!done) return store_error(std::move(done.error()));
    return found;
}

}  // namespace pos::store::billing
