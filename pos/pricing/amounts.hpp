#pragma once

#include <expected>
#include <vector>

#include "pos/money/exact.hpp"
#include "pos/pricing/price.hpp"

namespace pos::pricing {

/// The lines before tax: extended, discounted, and rounded where the policy says.
struct LineAmounts {
    std::vector<PricedLine> lines;        // gross, discounts, basket shares and total are set
    std::vector<Exact> totals;            // each line's total as exact as the policy keeps it
    std::vector<Money> basket_discounts;  // what each came to
};

/// Extension, then each line's discounts, then the basket's. Settled lines are left empty.
///
/// requires: figures in range and of one currency
/// errors:   discount_exceeds_line, discount_exceeds_basket, amount_out_of_range
std::expected<LineAmounts, PricingError> line_amounts(const PricingInput& input);

}  // namespace pos::pricing
