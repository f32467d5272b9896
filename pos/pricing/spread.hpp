#pragma once

#include <cstdint>
#include <span>

#include "pos/money/exact.hpp"
#include "pos/money/money.hpp"

namespace pos::pricing {

/// Rounds shares that are known exactly, so that they add up to exactly `total`.
///
/// Used wherever a figure of the document is rounded once and shown on its lines too: tax, basket
/// discounts. Shares of either sign may stand together, as in an exchange.
///
/// shape:    parts.size() == shares.size(), same order
/// units:    step in minor units: every part is a multiple of it, as `total` is
/// requires: sum(shares) is within one step of `total`
/// ensures:  sum(parts) == total; each part is within one step of its share, and 0 where the share
///           is 0 (unless all are); as near to the shares as they can be: the largest remainders
///           are rounded up, of equal ones the earlier; negated shares and total give negated parts
/// source:   largest-remainder method (Hamilton apportionment)
void spread(Money total, std::span<const Exact> shares, std::span<Money> parts,
            std::int64_t step = 1);

}  // namespace pos::pricing
