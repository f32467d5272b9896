#pragma once

#include <expected>

#include "pos/money/exact.hpp"
#include "pos/pricing/price.hpp"

namespace pos::pricing {

/// What one discount takes off the amount that is left of a line.
///
/// requires: a percentage within 0 … 100 %, an amount of at least zero
/// ensures:  the sign of `left`; at most `left` in size
/// errors:   discount_exceeds_line
std::expected<Exact, PricingError> line_discount(const Discount& discount, Exact left);

}  // namespace pos::pricing
