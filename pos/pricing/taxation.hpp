#pragma once

#include <cstddef>
#include <expected>
#include <span>
#include <vector>

#include "pos/money/exact.hpp"
#include "pos/pricing/price.hpp"
#include "pos/tax/formula.hpp"

namespace pos::pricing {

/// A line as the tax step sees it.
struct TaxableLine {
    Exact amount;  // after discounts; in minor precision a whole number of minor units
    Quantity quantity;
    std::size_t set{0};  // index of its taxes
};

/// The taxes of one or more lines, with the inclusion that holds for them.
struct TaxSet {
    std::vector<tax::Tax> taxes;
    tax::Formula formula;
    std::vector<std::size_t> groups;  // of each tax: index into the document's groups
};

struct TaxResult {
    std::vector<Money> lines;   // each line's taxes one after the other, line by line
    std::vector<Money> groups;  // by group
};

/// The tax of every line and of every group.
///
/// ensures: a group is the sum of its lines; both mirror; groups do not depend on the lines' order
/// errors:  amount_out_of_range
std::expected<TaxResult, PricingError> taxation(std::span<const TaxableLine> lines,
                                                std::span<const TaxSet> sets,
                                                std::size_t group_count, Currency currency,
                                                const PricingPolicy& policy);

}  // namespace pos::pricing
