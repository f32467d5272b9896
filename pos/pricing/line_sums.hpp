#pragma once

#include <expected>
#include <span>

#include "pos/pricing/price.hpp"
#include "pos/pricing/taxation.hpp"

namespace pos::pricing {

/// A line whose taxes are still to be found. `line` holds its figures up to `total`.
struct OpenLine {
    TaxableLine taxable;
    PricedLine* line;
};

/// Taxes the lines and sets what follows: net, payable and every base.
///
/// ensures: the sums of PricedLine hold, where the figures are in Money's range (see add_up)
/// errors:  amount_out_of_range
std::expected<void, PricingError> complete_lines(std::span<const OpenLine> lines,
                                                 std::span<const TaxSet> sets,
                                                 std::size_t group_count, Currency currency,
                                                 const PricingPolicy& policy);

}  // namespace pos::pricing
