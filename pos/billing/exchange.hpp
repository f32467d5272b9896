#pragma once

#include <cstdint>
#include <optional>

#include "pos/money/exact.hpp"
#include "pos/money/money.hpp"

/// Money in another currency than the books'.
namespace pos::billing {

/// What an amount comes to in the books' currency, rounded half away from zero; empty beyond
/// Money's range.
///
/// `rate`: what one unit of the amount's currency is worth, in units of the books'
/// requires: rate > 0
std::optional<Money> in_books(Money amount, Exact rate, Currency books);

/// The part that goes with `part_minor` of what is open, of what that is in the books for. The last
/// part takes what is left, so that nothing stays in the books of what is settled.
///
/// units:    `carried_minor` of the books' currency, the others of the item's
/// requires: 0 < |part| <= |open|, both of one sign
/// ensures:  parts of all that is open come to `carried_minor`
std::int64_t carried_share(std::int64_t carried_minor, std::int64_t part_minor,
                           std::int64_t open_minor);

}  // namespace pos::billing
