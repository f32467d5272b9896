#include "pos/store/billing/wallets.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "pos/store/billing/in_list.hpp"
#include "pos/store/billing/one_or_all.hpp"
#include "pos/store/columns.hpp"

namespace pos::store::billing {

namespace {

// What is left is what no move has taken out by $1.
constexpr std::string_view kLot =
    "SELECT l.lot, l.account, l.kind, l.currency, l.amount_minor, l.priority, l.effective_at, "
    "l.expires_at, l.scope, l.rollover_minor, l.from_lot, l.external_id, l.note, l.granted_at, "
    "l.amount_minor - coalesce((SELECT CAST(sum(m.amount_minor) AS BIGINT) FROM wallet_move m "
    "WHERE m.lot = l.lot AND m.at <= $1), 0)";
constexpr std::string_view kFrom = " FROM wallet_lot l WHERE ";
constexpr Instant kEver{INT64_MAX};

StoredLot read_lot(const db::Row& row) {
    StoredLot lot;
    journal::WalletLotRow& one = lot.row;
    row.get(0, one.lot);
    row.get(1, one.account);
    one.kind = static_cast<journal::LotKind>(row.integer(2));
    one.currency = get_currency(row, 3);
    one.amount_minor = row.integer(4);
    one.priority = row.integer(5);
    row.get(6, one.effective);
    row.get(7, one.expires);
    row.get(8, one.scope);
    one.rollover_minor = row.integer(9);
    row.get(10, one.from);
    row.get(11, one.external_id);
    row.get(12, one.note);
    row.get(13, one.granted_at);
    lot.left_minor = row.integer(14);
    return lot;
}

template <class... In>
db::Result<std::vector<StoredLot>> lots(db::Connection& db, std::string_view where, Instant at,
                                        const In&... in) {
    std::vector<StoredLot> found;
    auto done = db.each(
        std::string{kLot} + std::string{kFrom} + std::string{where},
        [&](const db::Row& row) { found.push_back(read_lot(row)); }, at, in...);
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

std::optional<StoredLot> first_of(std::vector<StoredLot>&& found) {
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
}

}  // namespace

db::Result<std::vector<StoredLot>> lots_of(db::Connection& db, const Ulid& account, Instant at) {
    return lots(db, "l.account = $2 AND l.granted_at <= $1 ORDER BY l.granted_at, l.lot", at,
                account);
}

db::Result<std::optional<StoredLot>> lot_of(db::Connection& db, const Ulid& lot) {
    auto found = lots(db, "l.lot = $2", kEver, lot);
    if (!found) return std::unexpected{std::move(found.error())};
    return first_of(std::move(*found));
}

db::Result<std::optional<StoredLot>> lot_of_external_id(db::Connection& db, std::string_view id) {
    auto found = lots(db, "l.external_id = $2 AND l.external_id <> ''", kEver, id);
    if (!found) return std::unexpected{std::move(found.error())};
    return first_of(std::move(*found));
}

db::Result<RolledOver> rolled_over_of(db::Connection& db, const Ulid& lot) {
    const auto minor = db.value<std::int64_t>(
        "SELECT CAST(coalesce(sum(amount_minor), 0) AS BIGINT) FROM wallet_move WHERE lot = $1 AND "
        "move = $2",
        lot, journal::WalletMove::rolled_over);
    if (!minor) return std::unexpected{minor.error()};
    RolledOver found{minor->value_or(0), lot};
    for (;;) {
        const auto next =
            db.value<Ulid>("SELECT lot FROM wallet_lot WHERE from_lot = $1", found.last);
        if (!next) return std::unexpected{next.error()};
        if (!*next) return found;
        found.last = **next;
    }
}

db::Result<bool> was_voided(db::Connection& db, const Ulid& lot) {
    const auto any =
        db.value<std::int64_t>("SELECT 1 FROM wallet_move WHERE lot = $1 AND move = $2 LIMIT 1",
                               lot, journal::WalletMove::voided);
    if (!any) return std::unexpected{any.error()};
    return any->has_value();
}

db::Result<std::vector<StoredLot>> lots_to_end(db::Connection& db, std::optional<Ulid> account,
                                               Instant now, std::int64_t limit) {
    return lots(db,
                fmt::format("l.expires_at <= $2 AND {} AND l.amount_minor > coalesce((SELECT "
                            "sum(n.amount_minor) FROM wallet_move n WHERE n.lot = l.lot), 0) ORDER "
                            "BY l.expires_at, l.lot LIMIT $5",
                            one_or_all(account.has_value(), "l.account", 3, 4)),
                kEver, now, account, account ? 1 : 0, limit);
}

db::Result<std::set<Ulid>> wallets_among(db::Connection& db, std::span<const Ulid> accounts) {
    std::set<Ulid> found;
    const auto add = [&](const db::Row& row) { found.insert(row.get<Ulid>(0)); };
    auto done = each_of(db, "SELECT DISTINCT account FROM wallet_lot WHERE account IN (", ")",
                        accounts, add);
    if (done) {
        done =
            each_of(db, "SELECT account FROM wallet_top_up WHERE account IN (", ")", accounts, add);
    }
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

db::Result<std::vector<StoredMove>> moves_of(db::Connection& db, const Ulid& account) {
    std::vector<StoredMove> moves;
    auto done = db.each(
        "SELECT m.position, m.lot, m.account, m.move, m.at, m.amount_minor, m.document, m.reason, "
        "coalesce(d.number, '') FROM wallet_move m LEFT JOIN document d ON d.document = m.document "
        "WHERE m.account = $1 ORDER BY m.entry, m.position",
        [&](const db::Row& row) {
            StoredMove& move = moves.emplace_back();
            journal::WalletMoveRow& one = move.row;
            one.position = static_cast<std::uint32_t>(row.integer(0));
            row.get(1, one.lot);
            row.get(2, one.account);
            one.move = static_cast<journal::WalletMove>(row.integer(3));
            row.get(4, one.at);
            one.amount_minor = row.integer(5);
            row.get(6, one.document);
            row.get(7, one.reason);
            row.get(8, move.number);
        },
        account);
    if (!done) return std::unexpected{std::move(done.error())};
    return moves;
}

db::Result<std::vector<PaidByLot>> paid_by_lots(db::Connection& db, const Ulid& document) {
    std::vector<PaidByLot> paid;
    auto done = db.each(
        std::string{kLot} +
            ", p.amount_minor FROM wallet_move p JOIN wallet_lot l ON l.lot = p.lot WHERE "
            "p.document = $2 AND p.move = $3 ORDER BY p.entry, p.position",
        [&](const db::Row& row) {
            PaidByLot one{read_lot(row), row.integer(15)};
            const auto before = std::ranges::find(
                paid, one.lot.row.lot, [](const PaidByLot& each) { return each.lot.row.lot; });
            // What came back to the lot since.
            if (one.amount_minor < 0 && before != paid.end()) {
                before->amount_minor += one.amount_minor;
            } else {
                paid.push_back(std::move(one));
            }
        },
        kEver, document, journal::WalletMove::spent);
    if (!done) return std::unexpected{std::move(done.error())};
    std::erase_if(paid, [](const PaidByLot& one) { return one.amount_minor <= 0; });
    return paid;
}

db::Result<std::optional<TopUpRule>> top_up_rule(db::Connection& db, const Ulid& account) {
    std::optional<TopUpRule> found;
    auto done = db.each(
        "SELECT below_minor, amount_minor, priority, lifetime_days, charged, most_a_month, "
        "stopped_at, stopped_said FROM wallet_top_up WHERE account = $1",
        [&](const db::Row& row) {
            TopUpRule& rule = found.emplace();
            rule.below_minor = row.integer(0);
            rule.amount_minor = row.integer(1);
            rule.priority = row.integer(2);
            rule.lifetime_days = row.integer(3);
            rule.charged = row.integer(4) != 0;
            rule.most_a_month = row.integer(5);
            row.get(6, rule.stopped_at);
            row.get(7, rule.stopped_said);
        },
        account);
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

db::Result<std::vector<StoppedTopUp>> stopped_top_ups(db::Connection& db, std::int64_t limit) {
    std::vector<StoppedTopUp> found;
    auto done = db.each(
        "SELECT a.number, coalesce(p.name, ''), r.stopped_at, r.stopped_said FROM wallet_top_up r "
        "JOIN billing_account a ON a.account = r.account LEFT JOIN party p ON p.party = a.party "
        "WHERE r.stopped_at IS NOT NULL ORDER BY r.stopped_at DESC, a.number LIMIT $1",
        [&](const db::Row& row) {
            StoppedTopUp& one = found.emplace_back();
            row.get(0, one.account);
            row.get(1, one.name);
            row.get(2, one.at);
            row.get(3, one.said);
        },
        limit);
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

db::Result<void> put_top_up_rule(db::Connection& db, const Ulid& account,
                                 const std::optional<TopUpRule>& rule) {
    auto done = db.exec("DELETE FROM wallet_top_up WHERE account = $1", account);
    if (done && rule) {
        done = db.exec(
            "INSERT INTO wallet_top_up (account, below_minor, amount_minor, priority, "
            "lifetime_days, charged, most_a_month, stopped_at, stopped_said) VALUES ($1, $2, $3, "
            "$4, $5, $6, $7, $8, $9)",
            account, rule->below_minor, rule->amount_minor, rule->priority, rule->lifetime_days,
            rule->charged ? 1 : 0, rule->most_a_month, rule->stopped_at, rule->stopped_said);
    }
    if (!done) return std::unexpected{std::move(done.error())};
    return {};
}

}  // namespace pos::store::billing
