#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/core/billing/billing_books.hpp"
#include "app/core/failure.hpp"
#include "pos/base/random.hpp"
#include "pos/store/billing/coupons.hpp"

/// Coupons of subscriptions: the catalogue's, and redeeming and stopping them.
namespace app::core::billing {

/// A coupon as people say it.
struct CouponInput {
    std::string code;         // letters, digits, '-', '_' and '.'; in capitals from then on
    std::string name;         // as bills say it
    std::string percent;      // "20"; or
    std::string amount;       // "5.00" of each period, and
    std::string currency;     // its currency; empty: the books'
    std::int64_t periods{1};  // 0: every one
    std::vector<std::string> plans;
    std::string valid_from;   // days; empty: without end
    std::string valid_until;  // the last one
    std::int64_t most{0};     // times in all; 0: without end
    std::int64_t most_of_account{0};
};
/// Adds a coupon to the catalogue, or changes it for whoever redeems it from now on.
///
/// errors: refused or usage, in a sentence that names what is wrong
Outcome<pos::store::billing::StoredCoupon> put_coupon(BillingBooks& books, const CouponInput& input,
                                                      pos::Instant now);

/// Somebody redeems a coupon on a subscription.
struct NewRedemption {
    std::string subscription;  // its number
    std::string code;
    std::string from;  // a day; empty: today, or the subscription's first day if that is to come
};
/// The redemption, from whose day on the coupon holds for what begins then.
///
/// errors: no such subscription or coupon; the subscription is over; see CouponRefusal
Outcome<pos::store::billing::Redemption> redeem_coupon(BillingBooks& books,
                                                       const NewRedemption& asked, pos::Instant now,
                                                       pos::Random& random);
/// The same within the caller's transaction of the books, in which it cannot be read yet.
Outcome<pos::store::billing::Redemption> write_redemption(BillingBooks& books,
                                                          const NewRedemption& asked,
                                                          pos::Instant now, pos::Random& random);

/// A coupon takes nothing more off what begins from a day on.
struct StopCoupon {
    std::string subscription;  // its number
    std::string code;
    std::string on;  // a day; empty: today
    std::string reason;
};
/// The day.
///
/// errors: no such subscription; the coupon does not hold on it; a day before it began; no reason
Outcome<pos::Date> stop_coupon(BillingBooks& books, const StopCoupon& asked, pos::Instant now);

}  // namespace app::core::billing
