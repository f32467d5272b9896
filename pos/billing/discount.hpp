#pragma once

#include <vector>

#include "pos/billing/rated.hpp"
#include "pos/money/exact.hpp"

namespace pos::billing {

/// What is taken off: units before they are priced, then a share and an amount of each line.
struct Discount {
    Exact free_quantity;  // of a whole period, used up by its earlier parts first
    Exact percent;
    Exact amount;  // of this part, from its first lines on
    bool operator==(const Discount&) const = default;
};

/// What is left to price of a part, once the period's free quantity is taken off.
///
/// ensures: quantity + free == what was given
Measured apply_free_quantity(Exact free_quantity, Exact quantity, Exact before);

/// Takes the percentage off each line, then the amount off one line after the other.
///
/// ensures: no line falls below zero by the amount
void take_discounts(const Discount& discount, const LineWriter& writer, std::vector<Line>& lines);

}  // namespace pos::billing
