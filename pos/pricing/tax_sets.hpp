#pragma once

#include <cstdint>
#include <expected>
#include <vector>

#include "pos/pricing/price.hpp"
#include "pos/pricing/taxation.hpp"

namespace pos::pricing {

/// Stands for the set of a settled line, which has none.
inline constexpr std::size_t kNoSet = SIZE_MAX;

/// Which taxes stand in a document, and which line has which.
struct DocumentTaxes {
    std::vector<TaxGroup> groups;  // amounts still zero
    std::vector<TaxSet> sets;
    std::vector<std::size_t> set_of_line;                  // index into sets, or kNoSet
    std::vector<std::vector<std::size_t>> settled_groups;  // of each settled line, in input order
};

/// Groups taxes by code, kind, rate, amount and inclusion.
///
/// ensures: groups and sets stand in an order of their own, whatever the order of lines
/// errors: tax_out_of_range
std::expected<DocumentTaxes, PricingError> document_taxes(const PricingInput& input);

}  // namespace pos::pricing
