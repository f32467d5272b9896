#pragma once

#include "app/core/failure.hpp"
#include "pos/catalog/item.hpp"
#include "pos/money/quantity.hpp"

namespace app::core {

/// Goods that are sold by the piece come whole, whoever counts, receives or corrects them; what is
/// weighed or measured may have decimals.
///
/// errors: no whole number of such goods
Outcome<void> check_pieces(const pos::catalog::Item& item, pos::Quantity quantity);

}  // namespace app::core
