#pragma once

#include <expected>
#include <vector>

#include "pos/pricing/price.hpp"
#include "pos/pricing/taxation.hpp"

namespace pos::pricing {

/// Which taxes stand in a document, and which line has which.
struct DocumentTaxes {
    std::vector<TaxGroup> groups;  // amounts still zero
    std::vector<TaxSet> sets;
    std::vector<std::size_t> set_of_line;                  // index into sets; unused if settled
    std::vector<std::vector<std::size_t>> settled_groups;  // of each settled line, in input order
};

/// Groups taxes by code, kind, rate, amount and inclusion, in an order of their own.
///
/// errors: tax_out_of_range
std::expected<DocumentTaxes, PricingError> document_taxes(const PricingInput& input);

}  // namespace pos::pricing
