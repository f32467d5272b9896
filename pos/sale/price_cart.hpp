#pragma once

#include <expected>
#include <vector>

#include "pos/pricing/cash_rounding.hpp"
#include "pos/pricing/price.hpp"
#include "pos/sale/cart.hpp"
#include "pos/sale/refusal.hpp"
#include "pos/sale/setup.hpp"

namespace pos::sale {

/// A cart's figures, and which promotions they hold.
///
/// A line's discounts are the one given by hand, if there is one, then the promotions'; the
/// document's basket discounts are the promotions', then the one given by hand.
struct PricedCart : pricing::PricedDocument {
    std::vector<pricing::Promotion> promotions;      // of all lines, by precedence
    std::vector<std::vector<std::size_t>> promoted;  // of each line's last discounts
    std::vector<std::size_t> basket_promoted;        // of the first basket discounts
    bool operator==(const PricedCart&) const = default;
};

/// What one line is to pricing, without promotions.
pricing::LineInput line_input(const CartLine& line);

/// The cart's figures, line by line, with the promotions that its goods came with and that leave
/// the customer with the least to pay (pricing::promote). Of two with the same priority the older
/// goes before.
///
/// Goods that come back, that no discount touches or whose price or discount somebody gave by hand
/// get no promotion of goods; the latter still count towards what must be spent. A discount of an
/// amount on the basket takes off what promotions have left, at most.
///
/// errors: price_out_of_range, quantity_out_of_range, discount_out_of_range, discount_too_large or
///         ticket_out_of_range, the latter also beyond the setup's own limit
std::expected<PricedCart, Refusal> price(const Setup& setup, const Cart& cart);

/// The payments taken so far, in pricing's terms.
std::vector<pricing::Payment> payments(const Cart& cart);

/// How the cart stands after its payments.
pricing::Settlement settlement(const Setup& setup, const Cart& cart, Money total);

}  // namespace pos::sale
