#pragma once

#include <expected>
#include <span>

#include "pos/tax/formula.hpp"

namespace pos::tax {

/// The price that leaves the shop the same untaxed amount under other taxes: what a shelf price of
/// 121.00 with 21 % contained becomes with 6 % contained (106.00). A price that some old tax was
/// added to is an agreed one, and stands as it is.
///
/// requires: in_range(price)
/// ensures:  rounded half away from zero to the price's last digit
/// errors:   as formula(); too_fine where the price leaves its range
std::expected<UnitPrice, FormulaError> reprice(UnitPrice price, std::span<const Tax> old_taxes,
                                               std::span<const Tax> new_taxes);

}  // namespace pos::tax
