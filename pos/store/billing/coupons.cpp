#include "pos/store/billing/coupons.hpp"

#include <fmt/format.h>

#include "pos/billing/bill/item.hpp"
#include "pos/store/billing/in_list.hpp"
#include "pos/store/columns.hpp"

namespace pos::store::billing {

namespace {

static_assert(pos::billing::bill::ItemKind::voided == pos::billing::bill::ItemKind{9});

constexpr std::string_view kCoupon =
    "c.code, c.name, c.percent, c.amount_minor, c.currency, c.periods, c.plans, c.valid_from, "
    "c.valid_until, c.most, c.most_of_account, c.changed_at, c.changed_by";
constexpr int kCouponColumns = 13;

/// From the columns name, percent, amount_minor, currency, periods, plans.
CouponTerms read_terms(const db::Row& row, int column) {
    CouponTerms terms;
    row.get(column, terms.name);
    row.get(column + 1, terms.percent);
    if (terms.percent.empty()) {
        terms.amount = Money{row.integer(column + 2), get_currency(row, column + 3)};
    }
    row.get(column + 4, terms.periods);
    terms.plans = parse_plans_text(row.text(column + 5));
    return terms;
}

StoredCoupon read_coupon(const db::Row& row) {
    StoredCoupon one;
    row.get(0, one.code);
    one.terms = read_terms(row, 1);
    row.get(7, one.valid_from);
    row.get(8, one.valid_until);
    row.get(9, one.most);
    row.get(10, one.most_of_account);
    row.get(11, one.changed_at);
    row.get(12, one.changed_by);
    return one;
}

constexpr std::string_view kRedemption =
    "r.redemption, r.code, r.name, r.percent, r.amount_minor, r.currency, r.periods, r.plans, "
    "r.account, r.subscription, r.from_day, s.on_day, coalesce(s.reason, '')";
constexpr int kRedemptionColumns = 13;

Redemption read_redemption(const db::Row& row) {
    Redemption one;
    row.get(0, one.redemption);
    row.get(1, one.code);
    one.terms = read_terms(row, 2);
    row.get(8, one.account);
    row.get(9, one.subscription);
    row.get(10, one.from);
    row.get(11, one.stopped);
    row.get(12, one.reason);
    return one;
}

constexpr std::string_view kUse =
    "SELECT u.redemption, u.document, u.item, u.period, u.amount_minor, u.currency, r.code, "
    "r.name FROM coupon_use u JOIN coupon_redemption r ON r.redemption = u.redemption WHERE ";

StoredCouponUse read_use(const db::Row& row) {
    StoredCouponUse one;
    row.get(0, one.redemption);
    row.get(1, one.document);
    row.get(2, one.item);
    row.get(3, one.period);
    one.amount = {row.integer(4), get_currency(row, 5)};
    row.get(6, one.code);
    row.get(7, one.name);
    return one;
}

}  // namespace

db::Result<void> put_coupon(db::Connection& db, const StoredCoupon& coupon) {
    const CouponTerms& terms = coupon.terms;
    const Money amount = terms.amount.value_or(Money{});
    auto put = db.exec(
        "INSERT INTO coupon (code, name, percent, amount_minor, currency, periods, plans, "
        "valid_from, valid_until, most, most_of_account, changed_at, changed_by) VALUES ($1, $2, "
        "$3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT (code) DO UPDATE SET name = "
        "excluded.name, percent = excluded.percent, amount_minor = excluded.amount_minor, currency "
        "= excluded.currency, periods = excluded.periods, plans = excluded.plans, valid_from = "
        "excluded.valid_from, valid_until = excluded.valid_until, most = excluded.most, "
        "most_of_account = excluded.most_of_account, changed_at = excluded.changed_at, changed_by "
        "= excluded.changed_by",
        coupon.code, terms.name, terms.percent, amount.minor,
        terms.amount ? currency_text(amount.currency) : std::string{}, terms.periods,
        plans_text(terms.plans), coupon.valid_from, coupon.valid_until, coupon.most,
        coupon.most_of_account, coupon.changed_at, coupon.changed_by);
    if (!put) return std::unexpected{std::move(put.error())};
    return {};
}

db::Result<std::optional<StoredCoupon>> coupon_of(db::Connection& db, std::string_view code) {
    std::optional<StoredCoupon> found;
    auto done = db.each(
        fmt::format("SELECT {} FROM coupon c WHERE c.code = $1", kCoupon),
        [&](const db::Row& row) { found = read_coupon(row); }, code);
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

Answer<std::vector<CouponListed>> coupons(db::Connection& db, std::int64_t skip,
                                          std::int64_t limit) {
    std::vector<CouponListed> found;
    auto done = db.each(
        fmt::format("SELECT {}, (SELECT count(*) FROM coupon_redemption r WHERE r.code = c.code), "
                    "(SELECT count(*) FROM coupon_redemption r JOIN coupon_stop s ON s.redemption "
                    "= r.redemption WHERE r.code = c.code) FROM coupon c ORDER BY c.code LIMIT $1 "
                    "OFFSET $2",
                    kCoupon),
        [&](const db::Row& row) {
            CouponListed& one = found.emplace_back();
            one.coupon = read_coupon(row);
            one.redeemed = row.integer(kCouponColumns);
            one.stopped = row.integer(kCouponColumns + 1);
        },
        limit, skip);
    if (!done) return store_error(std::move(done.error()));
    return found;
}

db::Result<std::vector<Redemption>> redemptions_of(db::Connection& db,
                                                   std::span<const Ulid> subscriptions) {
    std::vector<Redemption> found;
    const std::string select = fmt::format(
        "SELECT {} FROM coupon_redemption r LEFT JOIN coupon_stop s ON s.redemption = "
        "r.redemption WHERE r.subscription IN (",
        kRedemption);
    auto done = each_of(db, select, ") ORDER BY r.subscription, r.entry", subscriptions,
                        [&](const db::Row& row) { found.push_back(read_redemption(row)); });
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

db::Result<RedeemedCount> count_redeemed(db::Connection& db, std::string_view code,
                                         const Ulid& account) {
    RedeemedCount count;
    auto done = db.each(
        "SELECT count(*), CAST(coalesce(sum(CASE WHEN r.account = $2 THEN 1 ELSE 0 END), 0) AS "
        "BIGINT) FROM coupon_redemption r LEFT JOIN coupon_stop s ON s.redemption = r.redemption "
        "WHERE r.code = $1 AND (s.on_day IS NULL OR s.on_day > r.from_day OR EXISTS (SELECT 1 FROM "
        "coupon_use u WHERE u.redemption = r.redemption))",
        [&](const db::Row& row) {
            count.all = row.integer(0);
            count.of_account = row.integer(1);
        },
        code, account);
    if (!done) return std::unexpected{std::move(done.error())};
    return count;
}

db::Result<std::vector<StoredCouponUse>> coupon_uses(db::Connection& db,
                                                     std::span<const Ulid> redemptions) {
    std::vector<StoredCouponUse> found;
    auto done =
        each_of(db, std::string{kUse} + "u.redemption IN (", ") ORDER BY u.entry, u.position",
                redemptions, [&](const db::Row& row) { found.push_back(read_use(row)); });
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

db::Result<std::vector<StoredCouponUse>> coupon_uses_in(db::Connection& db, const Ulid& document) {
    std::vector<StoredCouponUse> found;
    auto done = db.each(
        std::string{kUse} + "u.document = $1 ORDER BY u.entry, u.position",
        [&](const db::Row& row) { found.push_back(read_use(row)); }, document);
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

Answer<std::vector<RedemptionRow>> redemptions(db::Connection& db, const RedemptionFilter& filter) {
    // What was voided since was never taken.
    static constexpr std::string_view kCounts =
        "FROM coupon_use u WHERE u.redemption = r.redemption AND NOT EXISTS (SELECT 1 FROM "
        "document_line v WHERE v.of_item = u.item AND v.kind = 9)";
    std::vector<RedemptionRow> found;
    auto done = db.each(
        fmt::format("SELECT {0}, coalesce(a.number, ''), coalesce(p.name, ''), coalesce(b.number, "
                    "''), (SELECT CAST(coalesce(sum(u.amount_minor), 0) AS BIGINT) {1}), "
                    "coalesce(a.currency, ''), (SELECT count(DISTINCT u.period) {1}) FROM "
                    "coupon_redemption r LEFT JOIN coupon_stop s ON s.redemption = r.redemption "
                    "LEFT JOIN billing_account a ON a.account = r.account LEFT JOIN party p ON "
                    "p.party = a.party LEFT JOIN subscription b ON b.subscription = "
                    "r.subscription WHERE (r.code = $1 OR CAST($2 AS BIGINT) = 1) AND "
                    "(r.subscription = $3 OR CAST($4 AS BIGINT) = 1) ORDER BY r.entry DESC LIMIT "
                    "$5",
                    kRedemption, kCounts),
        [&](const db::Row& row) {
            RedemptionRow& one = found.emplace_back();
            one.redemption = read_redemption(row);
            row.get(kRedemptionColumns, one.account);
            row.get(kRedemptionColumns + 1, one.name);
            row.get(kRedemptionColumns + 2, one.subscription);
            one.taken_minor = row.integer(kRedemptionColumns + 3);
            if (!row.text(kRedemptionColumns + 4).empty()) {
                one.currency = get_currency(row, kRedemptionColumns + 4);
            }
            one.periods_used = row.integer(kRedemptionColumns + 5);
        },
        filter.code, filter.code.empty() ? 1 : 0, filter.subscription.value_or(Ulid{}),
        filter.subscription ? 0 : 1, filter.limit);
    if (!done) return store_error(std::move(done.error()));
    return found;
}

}  // namespace pos::store::billing
