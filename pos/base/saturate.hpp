#pragma once

#include <cstdint>
#include <limits>

namespace pos {

/// Sums of figures that somebody else wrote, who may mean harm: what no 64 bits hold stays at the
/// end that it passed.
constexpr std::int64_t add_saturating(std::int64_t a, std::int64_t b) {
    std::int64_t sum = 0;
    if (!__builtin_add_overflow(a, b, &sum)) return sum;
    using Limits = std::numeric_limits<std::int64_t>;
    return b > 0 ? Limits::max() : Limits::min();
}
constexpr std::int64_t subtract_saturating(std::int64_t a, std::int64_t b) {
    std::int64_t difference = 0;
    if (!__builtin_sub_overflow(a, b, &difference)) return difference;
    using Limits = std::numeric_limits<std::int64_t>;
    return b < 0 ? Limits::max() : Limits::min();
}

}  // namespace pos
