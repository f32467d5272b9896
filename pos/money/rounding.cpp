#include "pos/money/rounding.hpp"

#include <limits>

#include "pos/base/assert.hpp"

namespace pos {

namespace {

std::int64_t narrow(Wide value) {
    POS_ASSERT(value >= std::numeric_limits<std::int64_t>::min());
    POS_ASSERT(value <= std::numeric_limits<std::int64_t>::max());
    return static_cast<std::int64_t>(value);
}

bool fits_64_bits(Wide magnitude) {
    return magnitude <= std::numeric_limits<std::uint64_t>::max();
}

/// Of magnitudes. Most figures fit 64 bits, where division is many times faster.
template <class Integer>
Integer rounded_quotient(Integer numerator, Integer denominator, RoundingMode mode) {
    const Integer quotient = numerator / denominator;
    const Integer rest = numerator % denominator;
    // rest compared with its distance to the denominator, so that 2 × rest cannot overflow.
    const Integer to_next = denominator - rest;
    switch (mode) {
        case RoundingMode::half_away:
            return rest >= to_next ? quotient + 1 : quotient;
        case RoundingMode::half_even:
            return rest > to_next || (rest == to_next && quotient % 2 == 1) ? quotient + 1
                                                                            : quotient;
        case RoundingMode::half_towards:
            return rest > to_next ? quotient + 1 : quotient;
        case RoundingMode::up:
            return rest > 0 ? quotient + 1 : quotient;
        case RoundingMode::down:
            return quotient;
    }
    POS_ASSERT(!"a rounding mode");
}

}  // namespace

bool in_range(RoundingMode mode) {
    return mode <= RoundingMode::down;
}

Wide divide_wide(Wide numerator, Wide denominator, RoundingMode mode) {
    POS_ASSERT(denominator > 0);
    const bool negative = numerator < 0;
    const Wide magnitude = negative ? -numerator : numerator;
    const bool narrow = fits_64_bits(magnitude) && fits_64_bits(denominator);
    const Wide quotient = narrow ? rounded_quotient(static_cast<std::uint64_t>(magnitude),
                                                    static_cast<std::uint64_t>(denominator), mode)
                                 : rounded_quotient(magnitude, denominator, mode);
    return negative ? -quotient : quotient;
}

std::int64_t divide(Wide numerator, Wide denominator, RoundingMode mode) {
    return narrow(divide_wide(numerator, denominator, mode));
}

std::int64_t round_to(std::int64_t minor, std::int64_t step, RoundingMode mode) {
    POS_ASSERT(step > 0);
    return narrow(divide_wide(minor, step, mode) * step);
}

}  // namespace pos
