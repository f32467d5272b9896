#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pos/base/calendar.hpp"
#include "pos/base/clock.hpp"
#include "pos/base/ulid.hpp"
#include "pos/money/money.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/errors.hpp"

/// Coupons: those of the catalogue, and who has redeemed which.
namespace pos::store::billing {

/// What a coupon gives.
struct CouponTerms {
    std::string name;             // as bills say it
    std::string percent;          // of each item, an exact decimal; empty: an amount is taken off
    std::optional<Money> amount;  // of each period
    std::uint32_t periods{0};     // 0: every one
    std::vector<std::string> plans;  // none: of every plan
    bool operator==(const CouponTerms&) const = default;
};

struct StoredCoupon {
    std::string code;
    CouponTerms terms;
    std::optional<Date> valid_from;   // the days on which it may be redeemed
    std::optional<Date> valid_until;  // the last of them
    std::int64_t most{0};             // times that it may be redeemed in all; 0: without end
    std::int64_t most_of_account{0};  // and by one account
    Instant changed_at{};
    std::string changed_by;
};

/// Adds it, or puts it in place of the one with its code. Within the caller's transaction.
db::Result<void> put_coupon(db::Connection& db, const StoredCoupon& coupon);
db::Result<std::optional<StoredCoupon>> coupon_of(db::Connection& db, std::string_view code);

struct CouponListed {
    StoredCoupon coupon;
    std::int64_t redeemed{0};  // times
    std::int64_t stopped{0};   // of them
};
/// By their codes.
Answer<std::vector<CouponListed>> coupons(db::Connection& db, std::int64_t skip,
                                          std::int64_t limit);

/// A coupon as somebody redeemed it, by the terms of then.
struct Redemption {
    Ulid redemption{};
    std::string code;
    CouponTerms terms;
    Ulid account{};
    Ulid subscription{};
    Date from{};                  // what begins before is not its
    std::optional<Date> stopped;  // nor what begins on that day or later
    std::string reason;           // why it was stopped
};
/// Of all these subscriptions, in the order in which they were redeemed.
db::Result<std::vector<Redemption>> redemptions_of(db::Connection& db,
                                                   std::span<const Ulid> subscriptions);

/// How often a coupon was redeemed. One that was stopped before it took anything off, and by the
/// day from which it held, does not count.
struct RedeemedCount {
    std::int64_t all{0};
    std::int64_t of_account{0};
};
db::Result<RedeemedCount> count_redeemed(db::Connection& db, std::string_view code,
                                         const Ulid& account);

/// What was taken off a line.
struct StoredCouponUse {
    Ulid redemption{};
    Ulid document{};
    Ulid item{};
    Date period{};
    Money amount{};
    std::string code;  // of the coupon
    std::string name;
};
db::Result<std::vector<StoredCouponUse>> coupon_uses(db::Connection& db,
                                                     std::span<const Ulid> redemptions);
/// Of a document's lines.
db::Result<std::vector<StoredCouponUse>> coupon_uses_in(db::Connection& db, const Ulid& document);

/// A redemption as a list shows it, with what it has taken off that was not voided since.
struct RedemptionRow {
    Redemption redemption;
    std::string account;       // its number
    std::string name;          // whose
    std::string subscription;  // its number
    std::int64_t taken_minor{0};
    Currency currency{};           // of that
    std::int64_t periods_used{0};  // those of it that count
};
struct RedemptionFilter {
    std::string code{};                  // empty: any
    std::optional<Ulid> subscription{};  // none: any
    std::int64_t limit{1'000};
};
/// The latest first.
Answer<std::vector<RedemptionRow>> redemptions(db::Connection& db, const RedemptionFilter& filter);

}  // namespace pos::store::billing
