#include "pos/store/billing/leases.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "pos/store/columns.hpp"

namespace pos::store::billing {

namespace {

using journal::LeaseMove;

constexpr Instant kAnyTime{INT64_MAX};

/// The terminal of the lease `l` is not revoked, and none has joined in its place.
constexpr std::string_view kMaySend =
    "EXISTS (SELECT 1 FROM terminal t WHERE t.terminal = l.terminal AND t.revoked_at IS NULL AND "
    "NOT EXISTS (SELECT 1 FROM terminal n WHERE n.branch = t.branch AND n.code = t.code AND "
    "n.enrolled_at > t.enrolled_at))";

// What is left is what moves have left by $1; a till is frozen once it may not send any more, or
// another one joined in its place.
const std::string kLease =
    "SELECT l.lease, l.account, l.terminal, l.branch, l.till, l.currency, l.amount_minor, "
    "l.floor_minor, l.expires_at, l.until_close, l.external_id, l.note, l.granted_at, "
    "coalesce((SELECT CAST(sum(CASE WHEN m.move IN (1, 3) THEN m.amount_minor ELSE "
    "-m.amount_minor END) AS BIGINT) FROM lease_move m WHERE m.lease = l.lease AND m.beyond = 0 "
    "AND m.at <= $1), 0), "
    "coalesce((SELECT CAST(sum(CASE WHEN s.move = 2 THEN s.amount_minor ELSE -s.amount_minor END) "
    "AS BIGINT) FROM lease_move s WHERE s.lease = l.lease AND s.move IN (2, 3) AND s.at <= $1), "
    "0), (SELECT e.at FROM lease_end e WHERE e.lease = l.lease AND e.at <= $1), "
    "CASE WHEN " +
    std::string{kMaySend} +
    " THEN 0 ELSE 1 END, coalesce(a.number, '') FROM lease l LEFT JOIN billing_account a ON "
    "a.account = l.account WHERE ";

StoredLease read_lease(const db::Row& row) {
    StoredLease lease;
    journal::LeaseRow& one = lease.row;
    row.get(0, one.lease);
    row.get(1, one.account);
    row.get(2, one.terminal);
    row.get(3, one.branch);
    row.get(4, one.till);
    const Currency currency = get_currency(row, 5);
    one.amount = Money{row.integer(6), currency};
    one.floor = Money{row.integer(7), currency};
    row.get(8, one.expires);
    one.until_close = row.integer(9) != 0;
    row.get(10, one.external_id);
    row.get(11, one.note);
    row.get(12, one.granted_at);
    lease.left_minor = row.integer(13);
    lease.spent_minor = row.integer(14);
    row.get(15, lease.ended_at);
    lease.frozen = row.integer(16) != 0 && !lease.ended_at;
    row.get(17, lease.account);
    return lease;
}

template <class... In>
db::Result<std::vector<StoredLease>> leases(db::Connection& db, std::string_view where, Instant at,
                                            const In&... in) {
    std::vector<StoredLease> found;
    auto done = db.each(
        kLease + std::string{where}, [&](const db::Row& row) { found.push_back(read_lease(row)); },
        at, in...);
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

std::optional<StoredLease> first_lease(std::vector<StoredLease>&& found) {
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
}

LeaseRule read_lease_rule(const db::Row& row) {
    LeaseRule rule;
    row.get(0, rule.account);
    row.get(1, rule.number);
    row.get(2, rule.branch);
    row.get(3, rule.till);
    rule.upto_minor = row.integer(4);
    rule.floor_minor = row.integer(5);
    rule.until_close = row.integer(6) != 0;
    row.get(7, rule.noted_at);
    row.get(8, rule.noted_by);
    rule.currency = get_currency(row, 9);
    return rule;
}

}  // namespace

db::Result<std::vector<StoredLease>> leases_of(db::Connection& db, const Ulid& account,
                                               Instant at) {
    return leases(db, "l.account = $2 AND l.granted_at <= $1 ORDER BY l.granted_at, l.lease", at,
                  account);
}

db::Result<std::vector<StoredLease>> open_leases(db::Connection& db, std::int64_t limit) {
    return leases(db,
                  "NOT EXISTS (SELECT 1 FROM lease_end e WHERE e.lease = l.lease) ORDER BY "
                  "a.number, l.branch, l.till, l.entry LIMIT $2",
                  kAnyTime, limit);
}

db::Result<std::vector<StoredLease>> frozen_leases(db::Connection& db, std::int64_t limit) {
    return leases(db,
                  fmt::format("NOT EXISTS (SELECT 1 FROM lease_end e WHERE e.lease = l.lease) AND "
                              "NOT {} ORDER BY l.entry DESC LIMIT $2",
                              kMaySend),
                  kAnyTime, limit);
}

db::Result<std::int64_t> count_frozen_leases(db::Connection& db) {
    auto count = db.value<std::int64_t>(
        fmt::format("SELECT CAST(count(*) AS BIGINT) FROM lease l WHERE NOT EXISTS (SELECT 1 FROM "
                    "lease_end e WHERE e.lease = l.lease) AND NOT {}",
                    kMaySend));
    if (!count) return std::unexpected{std::move(count.error())};
    return count->value_or(0);
}

db::Result<std::int64_t> frozen_leases_head(db::Connection& db) {
    // A journal's number stands above the 40 bits of an entry's own, which alone are added up: of
    // a few thousand journals the whole ones come to more than there is.
    auto head = db.value<std::int64_t>(
        "SELECT CAST((SELECT coalesce(sum(o.last), 0) FROM (SELECT (SELECT e.entry - j.id * "
        "1099511627776 FROM journal_entry e WHERE e.entry > j.id * 1099511627776 AND e.entry < "
        "(j.id + 1) * 1099511627776 ORDER BY e.entry DESC LIMIT 1) AS last FROM journal j) AS o) + "
        "(SELECT count(*) + count(revoked_at) FROM terminal) AS BIGINT)");
    if (!head) return std::unexpected{std::move(head.error())};
    return head->value_or(0);
}

db::Result<std::optional<StoredLease>> lease_of(db::Connection& db, const Ulid& lease) {
    auto found = leases(db, "l.lease = $2", kAnyTime, lease);
    if (!found) return std::unexpected{std::move(found.error())};
    return first_lease(std::move(*found));
}

db::Result<std::optional<StoredLease>> lease_of_external_id(db::Connection& db,
                                                            std::string_view id) {
    auto found = leases(db, "l.external_id = $2 AND l.external_id <> ''", kAnyTime, id);
    if (!found) return std::unexpected{std::move(found.error())};
    return first_lease(std::move(*found));
}

db::Result<std::vector<LeasedLot>> lots_of_lease(db::Connection& db, const Ulid& lease) {
    std::vector<LeasedLot> lots;
    auto done = db.each(
        "SELECT lot, beyond, move, amount_minor, CASE WHEN sale IS NULL THEN 1 ELSE 0 END FROM "
        "lease_move WHERE lease = $1 ORDER BY entry, position",
        [&](const db::Row& row) {
            const auto lot = row.get<Ulid>(0);
            const bool beyond = row.integer(1) != 0;
            auto one = std::ranges::find_if(lots, [&](const LeasedLot& each) {
                return each.lot == lot && each.beyond == beyond;
            });
            if (one == lots.end()) one = lots.insert(one, {lot, beyond, 0, 0, 0});
            const std::int64_t minor = row.integer(3);
            const auto move = static_cast<LeaseMove>(row.integer(2));
            const bool in = move == LeaseMove::granted || move == LeaseMove::given_back;
            if (!beyond) one->held_minor += in ? minor : -minor;
            const bool back = move == LeaseMove::given_back;
            if (move != LeaseMove::spent && !back) return;
            one->out_minor += back ? -minor : minor;
            if (row.integer(4) != 0) one->said_minor += back ? -minor : minor;
        },
        lease);
    if (!done) return std::unexpected{std::move(done.error())};
    return lots;
}

db::Result<std::vector<StoredLeaseMove>> lease_moves_of(db::Connection& db, const Ulid& account) {
    std::vector<StoredLeaseMove> moves;
    auto done = db.each(
        "SELECT m.lease, m.move, m.at, CAST(sum(m.amount_minor) AS BIGINT), "
        "CAST(sum(m.amount_minor * m.beyond) AS BIGINT), l.branch, l.till, m.number, m.reason FROM "
        "lease_move m JOIN lease l ON l.lease = m.lease WHERE m.account = $1 GROUP BY m.entry, "
        "m.lease, m.move, m.at, l.branch, l.till, m.number, m.reason ORDER BY m.entry",
        [&](const db::Row& row) {
            StoredLeaseMove& move = moves.emplace_back();
            row.get(0, move.lease);
            move.move = static_cast<LeaseMove>(row.integer(1));
            row.get(2, move.at);
            move.amount_minor = row.integer(3);
            move.beyond_minor = row.integer(4);
            row.get(5, move.branch);
            row.get(6, move.till);
            row.get(7, move.number);
            row.get(8, move.reason);
        },
        account);
    if (!done) return std::unexpected{std::move(done.error())};
    return moves;
}

db::Result<std::string> receipt_number_of(db::Connection& db, const Ulid& sale) {
    const auto number = db.value<std::string>("SELECT number FROM sale WHERE sale = $1", sale);
    if (!number) return std::unexpected{number.error()};
    return number->value_or(std::string{});
}

db::Result<std::optional<Ulid>> terminal_at(db::Connection& db, std::string_view branch,
                                            std::string_view till) {
    std::optional<Ulid> found;
    bool revoked = false;
    auto done = db.each(
        "SELECT terminal, revoked_at FROM terminal WHERE branch = $1 AND code = $2 ORDER BY "
        "enrolled_at DESC, terminal DESC LIMIT 1",
        [&](const db::Row& row) {
            found = row.get<Ulid>(0);
            revoked = !row.is_null(1);
        },
        branch, till);
    if (!done) return std::unexpected{std::move(done.error())};
    if (revoked) found.reset();
    return found;
}

db::Result<std::vector<LeaseRule>> lease_rules(db::Connection& db, std::optional<Ulid> account) {
    std::vector<LeaseRule> rules;
    auto done = db.each(
        "SELECT r.account, a.number, r.branch, r.till, r.upto_minor, r.floor_minor, r.until_close, "
        "r.noted_at, r.noted_by, a.currency FROM lease_rule r JOIN billing_account a ON "
        "a.account = r.account WHERE r.account = $1 OR CAST($2 AS BIGINT) = 0 ORDER BY a.number, "
        "r.branch, r.till",
        [&](const db::Row& row) { rules.push_back(read_lease_rule(row)); }, account,
        account ? 1 : 0);
    if (!done) return std::unexpected{std::move(done.error())};
    return rules;
}

db::Result<void> put_lease_rule(db::Connection& db, const LeaseRule& rule) {
    auto done = db.exec(
        "INSERT INTO lease_rule (account, branch, till, upto_minor, floor_minor, until_close, "
        "noted_at, noted_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (account, branch, "
        "till) DO UPDATE SET upto_minor = excluded.upto_minor, floor_minor = excluded.floor_minor, "
        "until_close = excluded.until_close, noted_at = excluded.noted_at, "
        "noted_by = excluded.noted_by",
        rule.account, rule.branch, rule.till, rule.upto_minor, rule.floor_minor,
        rule.until_close ? 1 : 0, rule.noted_at, rule.noted_by);
    if (!done) return std::unexpected{std::move(done.error())};
    return {};
}

db::Result<bool> drop_lease_rule(db::Connection& db, const Ulid& account, std::string_view branch,
                                 std::string_view till) {
    auto done = db.exec("DELETE FROM lease_rule WHERE account = $1 AND branch = $2 AND till = $3",
                        account, branch, till);
    if (!done) return std::unexpected{std::move(done.error())};
    return *done > 0;
}

db::Result<std::vector<RuledTill>> ruled_tills(db::Connection& db) {
    std::vector<RuledTill> tills;
    // A rule for one till goes before that for all of its branch.
    auto done = db.each(
        "SELECT r.account, a.number, r.branch, r.till, r.upto_minor, r.floor_minor, r.until_close, "
        "r.noted_at, r.noted_by, a.currency, t.code, coalesce((SELECT CAST(sum(CASE WHEN m.move "
        "IN (1, 3) THEN m.amount_minor ELSE -m.amount_minor END) AS BIGINT) FROM lease l JOIN "
        "lease_move m ON m.lease = l.lease WHERE l.account = r.account AND l.terminal = t.terminal "
        "AND m.beyond = 0), 0), coalesce((SELECT CAST(sum(f.floor_minor) AS BIGINT) FROM lease f "
        "WHERE f.account = r.account AND f.terminal = t.terminal AND NOT EXISTS (SELECT 1 FROM "
        "lease_end e WHERE e.lease = f.lease)), 0) - coalesce((SELECT CAST(sum(CASE WHEN b.move = "
        "2 "
        "THEN b.amount_minor ELSE -b.amount_minor END) AS BIGINT) FROM lease g JOIN lease_move b "
        "ON "
        "b.lease = g.lease WHERE g.account = r.account AND g.terminal = t.terminal AND b.beyond = "
        "1 "
        "AND NOT EXISTS (SELECT 1 FROM lease_end e WHERE e.lease = g.lease)), 0) "
        "FROM lease_rule r JOIN terminal t ON t.branch = r.branch AND "
        "(t.code = r.till OR r.till = '') AND t.revoked_at IS NULL JOIN billing_account a ON "
        "a.account = r.account WHERE NOT EXISTS "
        "(SELECT 1 FROM terminal n WHERE n.branch = "
        "t.branch AND n.code = t.code AND n.enrolled_at > t.enrolled_at) AND (r.till <> '' OR NOT "
        "EXISTS (SELECT 1 FROM lease_rule o WHERE o.account = r.account AND o.branch = r.branch "
        "AND o.till = t.code)) ORDER BY a.number, t.branch, t.code",
        [&](const db::Row& row) {
            RuledTill& one = tills.emplace_back();
            one.rule = read_lease_rule(row);
            row.get(10, one.till);
            one.left_minor = row.integer(11);
            one.floor_left_minor = std::max<std::int64_t>(row.integer(12), 0);
        });
    if (!done) return std::unexpected{std::move(done.error())};
    return tills;
}

}  // namespace pos::store::billing
