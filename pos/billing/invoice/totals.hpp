#pragma once

#include <expected>
#include <string>
#include <vector>

#include "pos/billing/invoice/invoice.hpp"
#include "pos/money/currency.hpp"

namespace pos::billing::invoice {

enum class TotalsError {
    unknown_currency,      // BT-5
    missing_line_amount,   // a line without BT-131
    missing_amount,        // an allowance or a charge without an amount
    missing_tax_category,  // of a line, an allowance or a charge of the document
    too_many_decimals,     // an amount finer than its currency
    out_of_range,          // a total that leaves Money's range
};

/// What BG-22 and BG-23 come to, to the cent: computed from the lines, allowances and charges
/// alone.
struct Computed {
    Totals totals;
    std::vector<TaxSubtotal> taxes;
};

/// Tax is rounded half away from zero, once for each category and rate; the credit note of an
/// invoice is its mirror. Groups stand in the order of their first line. What the invoice says was
/// prepaid, rounded, the tax in the accounting currency and the reasons of exemption stay as they
/// are.
///
/// errors: the first one, in enum order
/// source: EN 16931-1, 6.4.3: BR-CO-10 to BR-CO-17, BR-S-08 and its like, without their tolerances
std::expected<Computed, TotalsError> compute_totals(const Invoice& invoice);

/// Puts them in.
std::expected<void, TotalsError> fill_totals(Invoice& invoice);

/// An amount that is not what it should be.
struct Difference {
    std::string term;  // "BT-110", "BT-117 S 19"
    std::optional<Figure> stated;
    std::optional<Figure> computed;
};

/// Every total and tax group that differs from what it should be, to the cent. An amount that may
/// be left out where it is zero is equal to zero.
std::expected<std::vector<Difference>, TotalsError> differences(const Invoice& invoice);

std::string to_string(TotalsError error);

}  // namespace pos::billing::invoice
