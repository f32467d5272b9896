#pragma once

#include <cstdint>
#include <optional>

#include "pos/money/wide.hpp"

namespace pos {

/// Every mode is symmetric: a refund rounds as the mirror of its sale.
enum class RoundingMode : std::uint8_t {
    half_away,     // 2.5 → 3, -2.5 → -3
    half_even,     // 2.5 → 2, 3.5 → 4
    half_towards,  // 2.5 → 2, -2.5 → -2
    up,            // away from zero
    down,          // towards zero
};
bool in_range(RoundingMode mode);

/// The nearest integer to numerator / denominator by `mode`.
///
/// requires: denominator > 0; the quotient fits 64 bits
std::int64_t divide(Wide numerator, Wide denominator, RoundingMode mode);

/// The same for a quotient of any size.
///
/// requires: denominator > 0; numerator above the smallest 128-bit value
Wide divide_wide(Wide numerator, Wide denominator, RoundingMode mode);

/// The nearest integer to a × b / denominator, whatever the product comes to.
///
/// requires: denominator > 0
/// errors:   empty where the quotient outgrows 126 bits
std::optional<Wide> multiply_divide(Wide a, Wide b, Wide denominator, RoundingMode mode);

/// The nearest multiple of `step` (both in minor units).
///
/// requires: step > 0; the multiple fits 64 bits
std::int64_t round_to(std::int64_t minor, std::int64_t step, RoundingMode mode);

}  // namespace pos
