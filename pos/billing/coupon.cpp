#include "pos/billing/coupon.hpp"

#include <algorithm>

#include "pos/billing/limits.hpp"

namespace pos::billing {

std::optional<CouponFault> fault_of(const CouponOffer& offer) {
    const bool has_percent = offer.takes.percent != Exact{};
    const bool has_amount = offer.takes.amount != Exact{} || offer.currency.has_value();
    if (has_percent == has_amount) return CouponFault::nothing_or_both;
    if (has_percent && (offer.takes.percent < Exact{} || offer.takes.percent > kHundred)) {
        return CouponFault::percent_out_of_range;
    }
    if (has_amount && (offer.takes.amount <= Exact{} || !is_amount(offer.takes.amount) ||
                       !offer.currency.has_value())) {
        return CouponFault::amount_out_of_range;
    }
    if (offer.periods < 0 || offer.periods > kCouponPeriodsMax) {
        return CouponFault::periods_out_of_range;
    }
    if (offer.valid_from && offer.valid_until && *offer.valid_until < *offer.valid_from) {
        return CouponFault::days_crossed;
    }
    if (offer.most < 0 || offer.most_of_account < 0) return CouponFault::limit_negative;
    return std::nullopt;
}

std::optional<CouponRefusal> refusal_of(const CouponOffer& offer, const CouponAsked& asked) {
    if (offer.valid_from && asked.from < *offer.valid_from) return CouponRefusal::not_yet_valid;
    if (offer.valid_until && asked.from > *offer.valid_until) return CouponRefusal::expired;
    if (!offer.plans.empty() && std::ranges::find(offer.plans, asked.plan) == offer.plans.end()) {
        return CouponRefusal::other_plans;
    }
    if (offer.currency && *offer.currency != asked.currency) return CouponRefusal::other_currency;
    const bool often =
        offer.most_of_account != 0 && asked.redeemed_by_account >= offer.most_of_account;
    if (asked.has_it || often) return CouponRefusal::already_redeemed;
    if (offer.most != 0 && asked.redeemed >= offer.most) return CouponRefusal::used_up;
    return std::nullopt;
}

}  // namespace pos::billing
