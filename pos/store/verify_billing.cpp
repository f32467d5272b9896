#include "pos/store/verify_billing.hpp"

#include <fmt/format.h>

#include "pos/base/ulid.hpp"
#include "pos/store/columns.hpp"
#include "pos/store/db/migrate.hpp"

namespace pos::store {

namespace {

/// The step that made the tables of billing.
constexpr int kBillingSchema = 11;
constexpr int kWalletSchema = 15;
constexpr int kQuoteSchema = 27;
constexpr int kRefundSchema = 30;
constexpr int kExchangeSchema = 40;
constexpr int kUnitsSchema = 42;
constexpr int kLeaseSchema = 45;

class BillingCheck {
public:
    BillingCheck(db::Connection& db, VerifyReport& report) : db_{db}, report_{report} {}

    db::Result<void> entries() {
        return each(
            "SELECT entry, CAST(sum(amount_minor) AS BIGINT) FROM ledger GROUP BY entry "
            "HAVING sum(amount_minor) <> 0",
            [&](const db::Row& row) {
                const EntryKey entry = entry_key(row.integer(0));
                differs("ledger", fmt::format("entry {}/{}", entry.journal, entry.seq), "sum",
                        std::to_string(row.integer(1)), "0");
            });
    }

    db::Result<void> receivables() {
        return each(
            "SELECT account, currency, CAST(sum(owed) AS BIGINT), CAST(sum(open) AS BIGINT) FROM ("
            "SELECT account, currency, amount_minor AS owed, 0 AS open FROM ledger WHERE book = 1 "
            "UNION ALL SELECT account, currency, 0, open_minor FROM open_item) AS both_sides "
            "GROUP BY account, currency HAVING sum(owed) <> sum(open)",
            [&](const db::Row& row) {
                differs("open_item", "account " + to_string(row.get<Ulid>(0)), "open_minor",
                        std::to_string(row.integer(3)), std::to_string(row.integer(2)));
            });
    }

    db::Result<void> series(bool has_quotes) {
        return each(
            fmt::format("SELECT series, CAST(max(last) AS BIGINT), CAST(sum(documents) AS BIGINT) "
                        "FROM (SELECT series, last, 0 AS documents FROM number_series UNION ALL "
                        "SELECT series, 0, 1 FROM document{}) AS both_sides GROUP BY series "
                        "HAVING max(last) <> sum(documents)",
                        has_quotes ? " UNION ALL SELECT series, 0, 1 FROM quote" : ""),
            [&](const db::Row& row) {
                differs("number_series", "series " + std::string{row.text(0)}, "last",
                        std::to_string(row.integer(1)), std::to_string(row.integer(2)));
            });
    }

    db::Result<void> wallets() {
        auto done = each(
            "SELECT l.lot, l.amount_minor, CAST(sum(m.amount_minor) AS BIGINT) FROM wallet_lot l "
            "JOIN wallet_move m ON m.lot = l.lot GROUP BY l.lot, l.amount_minor "
            "HAVING sum(m.amount_minor) > l.amount_minor OR sum(m.amount_minor) < 0",
            [&](const db::Row& row) {
                differs("wallet_move", "lot " + to_string(row.get<Ulid>(0)), "amount_minor",
                        std::to_string(row.integer(2)), std::to_string(row.integer(1)));
            });
        if (!done) return done;
        return each(
            "SELECT account, currency, CAST(sum(booked) AS BIGINT), CAST(sum(held) AS BIGINT) "
            "FROM (SELECT account, currency, -amount_minor AS booked, 0 AS held FROM ledger WHERE "
            "book = 6 UNION ALL SELECT account, currency, 0, amount_minor FROM wallet_lot "
            "UNION ALL SELECT m.account, l.currency, 0, -m.amount_minor FROM wallet_move m JOIN "
            "wallet_lot l ON l.lot = m.lot) AS both_sides GROUP BY account, currency "
            "HAVING sum(booked) <> sum(held)",
            [&](const db::Row& row) {
                differs("wallet_lot", "account " + to_string(row.get<Ulid>(0)), "amount_minor",
                        std::to_string(row.integer(3)), std::to_string(row.integer(2)));
            });
    }

    /// No lease holds less than nothing, and together they hold what the ledger says.
    db::Result<void> leases() {
        constexpr std::string_view kLeft =
            "CAST(sum(CASE WHEN m.move IN (1, 3) THEN m.amount_minor ELSE -m.amount_minor END) AS "
            "BIGINT)";
        auto done = each(
            fmt::format("SELECT m.lease, m.lot, {0} FROM lease_move m WHERE m.beyond = 0 GROUP BY "
                        "m.lease, m.lot HAVING {0} < 0",
                        kLeft),
            [&](const db::Row& row) {
                differs("lease_move", "lease " + to_string(row.get<Ulid>(0)), "amount_minor",
                        std::to_string(row.integer(2)), "0");
            });
        if (!done) return done;
        return each(
            fmt::format("SELECT account, currency, CAST(sum(booked) AS BIGINT), CAST(sum(held) AS "
                        "BIGINT) FROM (SELECT account, currency, -amount_minor AS booked, 0 AS "
                        "held FROM ledger WHERE book = 14 UNION ALL SELECT l.account, l.currency, "
                        "0, {} FROM lease_move m JOIN lease l ON l.lease = m.lease WHERE m.beyond "
                        "= 0 GROUP BY l.account, l.currency) AS both_sides GROUP BY account, "
                        "currency HAVING sum(booked) <> sum(held)",
                        kLeft),
            [&](const db::Row& row) {
                differs("lease", "account " + to_string(row.get<Ulid>(0)), "amount_minor",
                        std::to_string(row.integer(3)), std::to_string(row.integer(2)));
            });
    }

    /// Of no lot more units are gone than it held, nor more of what went on when it expired.
    db::Result<void> units() {
        return each(
            "SELECT l.lot, l.amount_millionths, CAST(sum(m.amount_millionths) AS BIGINT) FROM "
            "unit_lot l JOIN unit_move m ON m.lot = l.lot GROUP BY l.lot, l.amount_millionths, "
            "l.kept_millionths HAVING sum(m.amount_millionths) > l.amount_millionths OR "
            "sum(m.amount_millionths) < 0 OR sum(m.amount_millionths * m.kept) > l.kept_millionths",
            [&](const db::Row& row) {
                differs("unit_move", "lot " + to_string(row.get<Ulid>(0)), "amount_millionths",
                        std::to_string(row.integer(2)), std::to_string(row.integer(1)));
            });
    }

    db::Result<void> refunds() {
        return each(
            "SELECT f.entry FROM payment_refund f WHERE NOT EXISTS (SELECT 1 FROM ledger l WHERE "
            "l.entry = f.entry AND l.book = 4 AND l.amount_minor < 0) ORDER BY f.entry",
            [&](const db::Row& row) {
                const EntryKey entry = entry_key(row.integer(0));
                differs("payment_refund", fmt::format("entry {}/{}", entry.journal, entry.seq),
                        "entry", "refunded", "no money went out");
            });
    }

    /// In the books' currency each entry comes to nothing, and so does what is settled.
    db::Result<void> exchange() {
        auto done = each(
            "SELECT entry, CAST(sum(books_minor) AS BIGINT) FROM converted GROUP BY entry "
            "HAVING sum(books_minor) <> 0",
            [&](const db::Row& row) {
                const EntryKey entry = entry_key(row.integer(0));
                differs("converted", fmt::format("entry {}/{}", entry.journal, entry.seq), "sum",
                        std::to_string(row.integer(1)), "0");
            });
        if (!done) return done;
        return each(
            "SELECT c.about, CAST(sum(c.books_minor) AS BIGINT) FROM converted c JOIN open_item o "
            "ON o.about = c.about WHERE c.book = 1 AND o.open_minor = 0 GROUP BY c.about HAVING "
            "sum(c.books_minor) <> 0",
            [&](const db::Row& row) {
                differs("converted", "settled item " + to_string(row.get<Ulid>(0)), "books_minor",
                        std::to_string(row.integer(1)), "0");
            });
    }

    db::Result<void> streams(const std::map<std::int64_t, journal::Head>& heads) {
        return each("SELECT number, head_seq, head_hash FROM stream ORDER BY number",
                    [&](const db::Row& row) {
                        const auto walked = heads.find(row.integer(0));
                        const auto seq = walked == heads.end() ? 0 : walked->second.seq;
                        const bool same_hash =
                            walked != heads.end() &&
                            row.get<Bytes>(2) ==
                                Bytes{walked->second.hash.begin(), walked->second.hash.end()};
                        if (static_cast<std::int64_t>(seq) == row.integer(1) && same_hash) return;
                        differs("stream", fmt::format("number {}", row.integer(0)), "head_seq",
                                std::to_string(row.integer(1)), std::to_string(seq));
                    });
    }

private:
    template <class OnRow>
    db::Result<void> each(std::string_view sql, OnRow&& on_row) {
        auto done = db_.each(sql, on_row);
        if (!done) return std::unexpected{std::move(done.error())};
        return {};
    }
    void differs(std::string table, std::string key, std::string column, std::string stored,
                 std::string due) {
        report_.add({std::move(table), std::move(key), std::move(column), std::move(stored),
                     std::move(due)});
    }

    db::Connection& db_;
    VerifyReport& report_;
};

}  // namespace

db::Result<void> check_billing(db::Connection& db,
                               const std::map<std::int64_t, journal::Head>& heads,
                               VerifyReport& report) {
    const auto schema = db::schema_version(db);
    if (!schema) return std::unexpected{schema.error()};
    if (*schema < kBillingSchema) return {};
    BillingCheck check{db, report};
    if (auto done = check.entries(); !done) return done;
    if (auto done = check.receivables(); !done) return done;
    if (auto done = check.series(*schema >= kQuoteSchema); !done) return done;
    if (*schema >= kWalletSchema) {
        if (auto done = check.wallets(); !done) return done;
    }
    if (*schema >= kExchangeSchema) {
        if (auto done = check.exchange(); !done) return done;
    }
    if (*schema >= kUnitsSchema) {
        if (auto done = check.units(); !done) return done;
    }
    if (*schema >= kLeaseSchema) {
        if (auto done = check.leases(); !done) return done;
    }
    if (*schema >= kRefundSchema) {
        if (auto done = check.refunds(); !done) return done;
    }
    return check.streams(heads);
}

}  // namespace pos::store
