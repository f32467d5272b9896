#pragma once

#include <cstddef>
#include <expected>
#include <span>
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
/// An odd cent of a basket discount goes to the line with the largest remainder; among equals to
/// the first tax set, then to the largest line: never to the first on the ticket, so that no total
/// depends on the order in which goods were rung up.
///
/// requires: figures in range and of one currency; set_of_line as DocumentTaxes has it
/// errors:   discount_exceeds_line, discount_exceeds_basket, amount_out_of_range
std::expected<LineAmounts, PricingError> line_amounts(const PricingInput& input,
                                                      std::span<const std::size_t> set_of_line);

}  // namespace pos::pricing
