#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pos/base/calendar.hpp"
#include "pos/billing/discount.hpp"
#include "pos/money/currency.hpp"

/// A coupon of the catalogue, and who may redeem it.
namespace pos::billing {

struct CouponOffer {
    Discount takes;                      // a percentage of each item, or an amount of each period
    std::optional<Currency> currency{};  // of the amount
    std::int64_t periods{0};             // 0: every one
    std::vector<std::string> plans{};    // none: of every plan
    std::optional<Date> valid_from{};    // the days on which it may be redeemed
    std::optional<Date> valid_until{};   // the last of them
    std::int64_t most{0};                // times that it may be redeemed in all; 0: without end
    std::int64_t most_of_account{0};     // and by one account
};
inline constexpr std::int64_t kCouponPeriodsMax = 1'200;

/// Why a coupon makes no sense.
enum class CouponFault : std::uint8_t {
    nothing_or_both,  // neither a percentage nor an amount, or both
    percent_out_of_range,
    amount_out_of_range,
    periods_out_of_range,
    days_crossed,  // it ends before it begins
    limit_negative,
};
/// The first, in enum order; nothing: it makes sense.
std::optional<CouponFault> fault_of(const CouponOffer& offer);

/// Somebody wants to redeem one on a subscription.
struct CouponAsked {
    Date from{};       // the day from which on it is to hold
    std::string plan;  // that the subscription has by then
    Currency currency{};
    bool has_it{false};  // it holds on that subscription already
    std::int64_t redeemed{0};
    std::int64_t redeemed_by_account{0};
};
enum class CouponRefusal : std::uint8_t {
    not_yet_valid,
    expired,
    other_plans,
    other_currency,
    already_redeemed,
    used_up,
};
/// Why not, in enum order; nothing: it may be.
///
/// requires: the offer makes sense
std::optional<CouponRefusal> refusal_of(const CouponOffer& offer, const CouponAsked& asked);

}  // namespace pos::billing
