#pragma once

#include "pos/pricing/promotion.hpp"

namespace pos::pricing {

/// What a promotion of goods takes off some of one line: percent_off, amount_off, fixed_price.
///
/// requires: one of these kinds, sensible terms; value ≥ 0, quantity > 0
/// ensures:  between zero and `value`; of a larger value at least as much is left
std::int64_t taken_off(const PromotionRule& rule, std::int64_t value_minor, Quantity quantity,
                       const PromotionTerms& terms);

}  // namespace pos::pricing
