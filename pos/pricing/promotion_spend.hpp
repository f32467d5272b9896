#pragma once

#include "pos/pricing/promotion.hpp"

namespace pos::pricing {

/// How often what must be spent was spent on the goods that a promotion concerns, as often as it
/// counts: spend_percent once at the most.
std::int64_t times_spent(std::size_t promotion, const PromotionRule& rule,
                         std::span<const PromotionLine> lines);

/// What goods' promotions have left of the basket, and whether an exclusive one takes their place.
struct BasketChoice {
    std::vector<PromotionPart> parts;
    bool instead{false};  // of every promotion of goods
};

/// The basket promotions that save most: all combinable ones on what those of goods have left, or
/// one exclusive one on the whole basket in place of all.
///
/// requires: 0 ≤ taken
/// ensures:  the parts come to at most what is there to be lowered
BasketChoice choose_basket(std::span<const Promotion> promotions,
                           std::span<const PromotionLine> lines, std::int64_t basket_minor,
                           std::int64_t taken_minor, const PromotionTerms& terms);

}  // namespace pos::pricing
