#include "pos/pricing/promotion_off.hpp"

#include <algorithm>

#include "pos/base/assert.hpp"
#include "pos/money/exact.hpp"

namespace pos::pricing {

namespace {

/// quantity × price to the minor unit; more than any value where that fits nothing.
std::int64_t extended(Quantity quantity, UnitPrice price, const PromotionTerms& terms) {
    const auto whole = extend(quantity, price, terms.mode);
    return whole ? whole->minor : kMinorMax;
}

}  // namespace

std::int64_t taken_off(const PromotionRule& rule, std::int64_t value_minor, Quantity quantity,
                       const PromotionTerms& terms) {
    switch (rule.kind) {
        case PromotionKind::percent_off:
        case PromotionKind::spend_percent: {
            const Wide denominator = Wide{kRateScale} * terms.step_minor;
            const std::int64_t steps =
                divide(Wide{value_minor} * rule.rate.e8, denominator, terms.mode);
            return std::min(value_minor, steps * terms.step_minor);
        }
        case PromotionKind::amount_off:
            return std::min(value_minor, extended(quantity, rule.amount, terms));
        case PromotionKind::fixed_price:
            return std::max<std::int64_t>(0, value_minor - extended(quantity, rule.amount, terms));
        case PromotionKind::n_for_m:
        case PromotionKind::n_for_price:
        case PromotionKind::nth_off:
        case PromotionKind::spend_amount:
            break;
    }
    POS_ASSERT(false && "a promotion of each piece of goods");
}

}  // namespace pos::pricing
