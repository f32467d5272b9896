#include "pos/store/billing/runs.hpp"

#include <fmt/format.h>

#include "pos/store/billing/in_list.hpp"

namespace pos::store::billing {

db::Result<std::vector<DuePlace>> due_accounts(db::Connection& db, Date as_of,
                                               const DuePlace& behind, std::int64_t limit) {
    std::vector<DuePlace> places;
    auto done = db.each(
        "SELECT next_bill_on, account FROM billing_account WHERE payer IS NULL AND "
        "next_bill_on <= $1 AND (next_bill_on > $2 OR (next_bill_on = $2 AND account > $3)) "
        "ORDER BY next_bill_on, account LIMIT $4",
        [&](const db::Row& row) {
            DuePlace& place = places.emplace_back();
            row.get(0, place.day);
            row.get(1, place.account);
        },
        as_of, behind.day, behind.account, limit);
    if (!done) return std::unexpected{std::move(done.error())};
    return places;
}

db::Result<std::int64_t> count_due(db::Connection& db, Date as_of) {
    const auto count = db.value<std::int64_t>(
        "SELECT count(*) FROM billing_account WHERE payer IS NULL AND next_bill_on <= $1", as_of);
    if (!count) return std::unexpected{count.error()};
    return count->value_or(0);
}

db::Result<void> put_run(db::Connection& db, const BillRun& run) {
    auto done = db.exec(
        "INSERT INTO bill_run (run, as_of, started_at, finished_at, state, accounts, billed, "
        "parked, noted_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (run) DO UPDATE "
        "SET finished_at = excluded.finished_at, state = excluded.state, "
        "accounts = excluded.accounts, billed = excluded.billed, parked = excluded.parked",
        run.run, run.as_of, run.started_at, run.finished_at, run.state, run.accounts, run.billed,
        run.parked, run.noted_by);
    if (!done) return std::unexpected{std::move(done.error())};
    return {};
}

Answer<std::vector<BillRun>> list_runs(db::Connection& db, std::int64_t limit, std::int64_t skip) {
    std::vector<BillRun> runs;
    auto done = db.each(
        "SELECT run, as_of, started_at, finished_at, state, accounts, billed, parked, noted_by "
        "FROM bill_run ORDER BY started_at DESC, run DESC LIMIT $1 OFFSET $2",
        [&](const db::Row& row) {
            BillRun& run = runs.emplace_back();
            row.get(0, run.run);
            row.get(1, run.as_of);
            row.get(2, run.started_at);
            row.get(3, run.finished_at);
            run.state = static_cast<RunState>(row.integer(4));
            run.accounts = row.integer(5);
            run.billed = row.integer(6);
            run.parked = row.integer(7);
            row.get(8, run.noted_by);
        },
        limit, skip);
    if (!done) return store_error(std::move(done.error()));
    return runs;
}

db::Result<std::set<Ulid>> set_next_bills(db::Connection& db, std::span<const NextBill> bills) {
    std::set<Ulid> set;
    const auto change = [&](std::span<const NextBill> some) -> db::Result<void> {
        std::string next = "CASE account";
        std::string which;
        std::vector<db::Param> params;
        for (const NextBill& one : some) {
            const auto first = static_cast<int>(params.size()) + 1;
            next += fmt::format(" WHEN ${} THEN CAST(${} AS BIGINT)", first, first + 2);
            which += fmt::format("{}(account = ${} AND version = ${})", which.empty() ? "" : " OR ",
                                 first, first + 1);
            for (const db::Param& param :
                 {db::Param{one.account}, db::Param{one.version}, db::Param{one.on}}) {
                params.push_back(param);
            }
        }
        auto done =
            db.run("UPDATE billing_account SET version = version + 1, next_bill_on = " + next +
                       " END WHERE " + which + " RETURNING account",
                   params, [&](const db::Row& row) {
                       set.insert(row.get<Ulid>(0));
                       return true;
                   });
        if (!done) return std::unexpected{std::move(done.error())};
        return {};
    };
    if (auto done = in_groups(bills, change); !done) {
        return std::unexpected{std::move(done.error())};
    }
    return set;
}

db::Result<void> park(db::Connection& db, const Ulid& account, const Ulid& run,
                      std::string_view reason, Instant now) {
    auto done = db.exec(
        "INSERT INTO bill_parked (account, run, at, reason) VALUES ($1, $2, $3, $4) "
        "ON CONFLICT (account) DO UPDATE SET run = excluded.run, at = excluded.at, "
        "reason = excluded.reason",
        account, run, now, reason);
    if (!done) return std::unexpected{std::move(done.error())};
    return {};
}

db::Result<void> unpark(db::Connection& db, const Ulid& account) {
    auto done = db.exec("DELETE FROM bill_parked WHERE account = $1", account);
    if (!done) return std::unexpected{std::move(done.error())};
    return {};
}

db::Result<std::set<Ulid>> parked_among(db::Connection& db, std::span<const Ulid> accounts) {
    std::set<Ulid> parked;
    auto done = each_of(db, "SELECT account FROM bill_parked WHERE account IN (", ")", accounts,
                        [&](const db::Row& row) { parked.insert(row.get<Ulid>(0)); });
    if (!done) return std::unexpected{std::move(done.error())};
    return parked;
}

Answer<std::vector<ParkedAccount>> parked_accounts(db::Connection& db, std::int64_t limit) {
    std::vector<ParkedAccount> parked;
    auto done = db.each(
        "SELECT b.account, a.number, p.name, b.reason, b.at FROM bill_parked b JOIN "
        "billing_account a ON a.account = b.account JOIN party p ON p.party = a.party "
        "ORDER BY b.at DESC, a.number LIMIT $1",
        [&](const db::Row& row) {
            ParkedAccount& one = parked.emplace_back();
            row.get(0, one.account);
            row.get(1, one.number);
            row.get(2, one.name);
            row.get(3, one.reason);
            row.get(4, one.at);
        },
        limit);
    if (!done) return store_error(std::move(done.error()));
    return parked;
}

db::Result<std::optional<std::string>> parked_reason(db::Connection& db, const Ulid& account) {
    return db.value<std::string>("SELECT reason FROM bill_parked WHERE account = $1", account);
}

}  // namespace pos::store::billing
