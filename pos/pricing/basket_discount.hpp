#pragma once

#include <expected>
#include <span>

#include "pos/money/exact.hpp"
#include "pos/pricing/price.hpp"

namespace pos::pricing {

/// Each line's exact share of one basket discount.
///
/// A percentage takes the same part of every line. An amount is spread in proportion over the lines
/// of the basket's own sign: what is bought, or on a return what comes back.
///
/// shape:    shares.size() == amounts.size(); amounts of lines that take no part are zero
/// requires: as line_discount
/// ensures:  each share has the sign of its line and is at most as large
/// errors:   discount_exceeds_basket: an amount above what the lines come to together
std::expected<void, PricingError> basket_discount(const Discount& discount,
                                                  std::span<const Exact> amounts,
                                                  std::span<Exact> shares);

}  // namespace pos::pricing
