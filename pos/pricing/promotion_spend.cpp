#include "pos/pricing/promotion_spend.hpp"

#include <algorithm>

namespace pos::pricing {

std::int64_t times_spent(std::size_t promotion, const PromotionRule& rule,
                         std::span<const PromotionLine> lines) {
    std::int64_t spent = 0;
    for (const PromotionLine& line : lines) {
        if (std::ranges::binary_search(line.promotions, promotion)) spent += line.value.minor;
    }
    const std::int64_t times = spent / rule.spend.minor;
    if (rule.kind == PromotionKind::spend_percent) return std::min<std::int64_t>(times, 1);
    return rule.times_max == 0 ? times : std::min<std::int64_t>(times, rule.times_max);
}

BasketChoice choose_basket(std::span<const Promotion> promotions,
                           std::span<const PromotionLine> lines, std::int64_t basket_minor,
                           std::int64_t taken_minor, const PromotionTerms& terms) {
    const Currency currency = terms.basket.currency;
    const auto offered = [&](std::size_t at) -> std::int64_t {
        const PromotionRule& rule = promotions[at].rule;
        if (rule.kind != PromotionKind::spend_amount || !check(rule, currency)) return 0;
        const Wide off = Wide{times_spent(at, rule, lines)} * rule.price.minor;
        return static_cast<std::int64_t>(std::min(off, Wide{kMinorMax}));
    };
    BasketChoice together;
    std::int64_t left = std::max<std::int64_t>(0, basket_minor - taken_minor);
    std::int64_t saved = taken_minor;
    for (std::size_t at = 0; at < promotions.size(); ++at) {
        if (!promotions[at].rule.combinable) continue;
        const std::int64_t off = std::min(left, offered(at));
        if (off == 0) continue;
        together.parts.push_back({at, {off, currency}});
        left -= off;
        saved += off;
    }
    BasketChoice alone;
    for (std::size_t at = 0; at < promotions.size(); ++at) {
        if (promotions[at].rule.combinable) continue;
        const std::int64_t off = std::min(std::max<std::int64_t>(0, basket_minor), offered(at));
        if (off <= saved) continue;
        saved = off;
        alone = {.parts = {{at, {off, currency}}}, .instead = true};
    }
    return alone.instead ? alone : together;
}

}  // namespace pos::pricing
