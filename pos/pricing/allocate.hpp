#pragma once

#include <cstdint>
#include <expected>
#include <span>
#include <vector>

#include "pos/money/exact.hpp"
#include "pos/money/money.hpp"

namespace pos::pricing {

enum class AllocateError { no_weights, negative_weight, weights_sum_to_zero, weights_too_large };

/// Splits `total` over `weights` so that the parts add up to exactly `total`.
///
/// Used to spread a basket discount over its lines, so that a later refund of one line gives back
/// exactly what the customer paid for it.
///
/// units:    total, parts in minor units; weights dimensionless
/// shape:    parts.size() == weights.size(), same order
/// requires: in_range(total)
/// ensures:  sum(parts) == total; each part is within one minor unit of its exact share;
///           left-over units go to the largest remainders, ties to the earlier line
/// errors:   one AllocateError per rejected input, checked in the order of the enum
/// source:   largest-remainder method (Hamilton apportionment)
std::expected<std::vector<Money>, AllocateError> allocate(Money total,
                                                          std::span<const std::int64_t> weights);

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
void spread(Money total, std::span<const Exact> shares, std::span<Money> parts,
            std::int64_t step = 1);

}  // namespace pos::pricing
