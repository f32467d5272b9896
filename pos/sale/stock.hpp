#pragma once

#include <optional>

#include "pos/sale/cart.hpp"

/// Goods of which there are fewer than a cart sells.
namespace pos::sale {

/// Whether that is more than there is; never of goods that were not counted.
bool is_more_than(std::optional<Quantity> in_stock, Quantity sold);

/// How much of the item the cart sells, less what comes back in it.
Quantity quantity_in(const Cart& cart, const Ulid& item);

/// What the till knew to be in stock of the item when it was last rung up in that cart. Nothing: it
/// was never counted.
std::optional<Quantity> in_stock_of(const Cart& cart, const Ulid& item);

/// The same where the cart sells more than that; else nothing.
std::optional<Quantity> oversold(const Cart& cart, const Ulid& item);

}  // namespace pos::sale
