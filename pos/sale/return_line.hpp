#pragma once

#include <expected>

#include "pos/journal/events/sale.hpp"
#include "pos/sale/cart.hpp"
#include "pos/sale/refusal.hpp"

namespace pos::sale {

/// Which part of a sold line comes back.
struct ReturnPart {
    std::uint32_t line{0};
    Quantity before{};  // came back earlier, over all returns
    Quantity now{};
};

/// The cart line that brings part of a sold line back, with the sale's own figures shared out.
///
/// requires: in_range(part.now), part.now > 0
/// ensures:  all returns of a line together give back its every figure to the cent
/// errors:   unknown_sold_line, more_than_sold
std::expected<CartLine, Refusal> return_line(const journal::SaleRecord& sold,
                                             const ReturnPart& part);

/// Goods as a ticket says they were sold, with their taxes of then.
///
/// requires: each tax of the line names a group of the ticket
Item sold_item(const journal::SaleLine& line, const journal::SaleRecord& sold);

}  // namespace pos::sale
