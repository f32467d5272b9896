#pragma once

#include <expected>

#include "pos/money/quantity.hpp"
#include "pos/pricing/price.hpp"

namespace pos::pricing {

enum class ReturnError {
    nothing_sold,      // the quantity sold is not positive
    nothing_returned,  // the quantity now is not positive, or the one before is negative
    more_than_sold,
};

struct ReturnedQuantity {
    Quantity sold;
    Quantity before;  // already returned, all earlier returns together
    Quantity now;
};

/// The figures of a partial return, from the figures stored with the sale: nothing is priced anew.
///
/// Every figure is what has come back in all so far, rounded, less what had come back before. So
/// returning a line in any number of steps gives back every cent of total, tax and discount.
///
/// `sold` may come from a stored sale: with basket_share alone, its basket_shares left empty.
///
/// ensures: the line's own sums hold in the answer (see PricedLine); its figures have the opposite
///          sign of the sale's, so that it can enter a document as a SettledLine
/// errors:  in enum order
std::expected<PricedLine, ReturnError> return_share(const PricedLine& sold,
                                                    const ReturnedQuantity& quantity);

}  // namespace pos::pricing
