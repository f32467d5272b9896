#pragma once

#include "pos/pricing/promotion.hpp"

namespace pos::pricing {

/// What one more piece adds to what a group saves, the pieces coming from dear to cheap: n_for_m,
/// n_for_price, nth_off, of groups of `pieces`; the others of "groups" of one piece, or of one line
/// that is not sold by the piece.
///
/// requires: sensible terms; place < group_size(rule)
std::int64_t group_gain(const PromotionRule& rule, std::uint32_t place, std::int64_t value_minor,
                        Quantity quantity, const PromotionTerms& terms);

/// How many pieces complete a group.
std::uint32_t group_size(const PromotionRule& rule);

}  // namespace pos::pricing
