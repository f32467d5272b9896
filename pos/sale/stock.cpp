#include "pos/sale/stock.hpp"

#include "pos/base/saturate.hpp"

namespace pos::sale {

bool is_more_than(std::optional<Quantity> in_stock, Quantity sold) {
    return in_stock && sold.millionths > 0 && sold > *in_stock;
}

Quantity quantity_in(const Cart& cart, const Ulid& item) {
    Quantity sum;
    for (const CartLine& line : cart.lines) {
        if (line.item.id != item) continue;
        sum.millionths = add_saturating(sum.millionths, line.quantity.millionths);
    }
    return sum;
}

std::optional<Quantity> in_stock_of(const Cart& cart, const Ulid& item) {
    std::optional<Quantity> known;
    for (const CartLine& line : cart.lines) {
        if (line.item.id == item && line.in_stock) known = line.in_stock;
    }
    return known;
}

std::optional<Quantity> oversold(const Cart& cart, const Ulid& item) {
    const auto known = in_stock_of(cart, item);
    return is_more_than(known, quantity_in(cart, item)) ? known : std::nullopt;
}

}  // namespace pos::sale
