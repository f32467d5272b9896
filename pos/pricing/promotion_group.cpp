#include "pos/pricing/promotion_group.hpp"

#include "pos/pricing/promotion_off.hpp"

namespace pos::pricing {

std::uint32_t group_size(const PromotionRule& rule) {
    return counts_groups(rule.kind) ? rule.pieces : 1;
}

std::int64_t group_gain(const PromotionRule& rule, std::uint32_t place, std::int64_t value_minor,
                        Quantity quantity, const PromotionTerms& terms) {
    const bool last = place + 1 == group_size(rule);
    switch (rule.kind) {
        case PromotionKind::n_for_m:
            return place >= rule.paid ? value_minor : 0;
        case PromotionKind::n_for_price:
            return value_minor - (last ? rule.price.minor : 0);
        case PromotionKind::nth_off: {
            if (!last) return 0;
            PromotionRule off = rule;
            off.kind = PromotionKind::percent_off;
            return taken_off(off, value_minor, quantity, terms);
        }
        case PromotionKind::percent_off:
        case PromotionKind::amount_off:
        case PromotionKind::fixed_price:
        case PromotionKind::spend_percent:
        case PromotionKind::spend_amount:
            return taken_off(rule, value_minor, quantity, terms);
    }
    return 0;
}

}  // namespace pos::pricing
