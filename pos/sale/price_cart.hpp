#pragma once

#include <expected>
#include <vector>

#include "pos/pricing/cash_rounding.hpp"
#include "pos/pricing/price.hpp"
#include "pos/sale/cart.hpp"
#include "pos/sale/refusal.hpp"
#include "pos/sale/setup.hpp"

namespace pos::sale {

/// What one line is to pricing.
pricing::LineInput line_input(const CartLine& line);

/// The cart's figures, line by line.
///
/// errors: price_out_of_range, quantity_out_of_range, discount_out_of_range, discount_too_large or
///         ticket_out_of_range, the latter also beyond the setup's own limit
std::expected<pricing::PricedDocument, Refusal> price(const Setup& setup, const Cart& cart);

/// The payments taken so far, in pricing's terms.
std::vector<pricing::Payment> payments(const Cart& cart);

/// How the cart stands after its payments.
pricing::Settlement settlement(const Setup& setup, const Cart& cart, Money total);

}  // namespace pos::sale
