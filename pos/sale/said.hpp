#pragma once

#include <expected>

#include "pos/money/rounding.hpp"
#include "pos/sale/commands.hpp"
#include "pos/sale/refusal.hpp"

namespace pos::sale {

/// What one label, scale or pack says, before it is multiplied.
struct Said {
    Quantity quantity{};
    UnitPrice price{};
};

/// How much of the goods is meant, at what price for one. Of a label with a price: the quantity
/// that it pays for by `mode`; pieces are not divided, one of them costs what the label says.
///
/// errors: price_out_of_range; price_missing of goods whose price is asked for
std::expected<Said, Refusal> said_of(const AddItem& goods, RoundingMode mode);

}  // namespace pos::sale
