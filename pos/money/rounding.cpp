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

__extension__ typedef unsigned __int128 Magnitude;

Magnitude magnitude_of(Wide value) {
    return value < 0 ? -static_cast<Magnitude>(value) : static_cast<Magnitude>(value);
}

/// Of magnitudes. Most figures fit 64 bits, where division is many times faster.
template <class Integer>
Integer rounded_quotient(Integer quotient, Integer rest, Integer denominator, RoundingMode mode) {
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

/// Of magnitudes whose product outgrows 128 bits; the quotient must fit 127.
std::optional<Magnitude> long_quotient(Magnitude a, Magnitude b, Magnitude c, RoundingMode mode) {
    constexpr Magnitude kLow = ~std::uint64_t{0};
    // The four partial products of 64-bit halves, added up to two words of 128 bits.
    const Magnitude low = (a & kLow) * (b & kLow);
    const Magnitude left = (a >> 64) * (b & kLow);
    const Magnitude right = (a & kLow) * (b >> 64);
    const Magnitude middle = (low >> 64) + (left & kLow) + (right & kLow);
    Magnitude rest = (a >> 64) * (b >> 64) + (left >> 64) + (right >> 64) + (middle >> 64);
    const Magnitude lower = (middle << 64) | (low & kLow);
    if (rest >= c) return std::nullopt;
    Magnitude quotient = 0;
    if (c <= kLow) {
        const Magnitude upper = (rest << 64) | (lower >> 64);
        quotient = upper / c;
        const Magnitude next = ((upper % c) << 64) | (lower & kLow);
        quotient = (quotient << 64) + next / c;
        rest = next % c;
    } else {
        for (int bit = 127; bit >= 0; --bit) {
            rest = (rest << 1) | (lower >> bit & 1);
            const bool fits = rest >= c;
            quotient = (quotient << 1) | (fits ? 1 : 0);
            if (fits) rest -= c;
        }
    }
    if (quotient >> 126 != 0) return std::nullopt;
    return rounded_quotient(quotient, rest, c, mode);
}

}  // namespace

bool in_range(RoundingMode mode) {
    return mode <= RoundingMode::down;
}

Wide divide_wide(Wide numerator, Wide denominator, RoundingMode mode) {
    POS_ASSERT(denominator > 0);
    const bool negative = numerator < 0;
    const Wide magnitude = negative ? -numerator : numerator;
    Wide quotient = 0;
    if (fits_64_bits(magnitude) && fits_64_bits(denominator)) {
        const auto above = static_cast<std::uint64_t>(magnitude);
        const auto below = static_cast<std::uint64_t>(denominator);
        quotient = rounded_quotient(above / below, above % below, below, mode);
    } else {
        // One division of 128 bits instead of two: they cost more than all the rest.
        const Magnitude above = magnitude_of(magnitude);
        const Magnitude below = magnitude_of(denominator);
        const Magnitude whole = above / below;
        quotient = static_cast<Wide>(rounded_quotient(whole, above - whole * below, below, mode));
    }
    return negative ? -quotient : quotient;
}

std::optional<Wide> multiply_divide(Wide a, Wide b, Wide denominator, RoundingMode mode) {
    POS_ASSERT(denominator > 0);
    Wide product = 0;
    if (!__builtin_mul_overflow(a, b, &product) && product > -kWideMax) {
        return divide_wide(product, denominator, mode);
    }
    const auto quotient =
        long_quotient(magnitude_of(a), magnitude_of(b), magnitude_of(denominator), mode);
    if (!quotient) return std::nullopt;
    const auto value = static_cast<Wide>(*quotient);
    return (a < 0) != (b < 0) ? -value : value;
}

std::int64_t divide(Wide numerator, Wide denominator, RoundingMode mode) {
    return narrow(divide_wide(numerator, denominator, mode));
}

std::int64_t round_to(std::int64_t minor, std::int64_t step, RoundingMode mode) {
    POS_ASSERT(step > 0);
    return narrow(divide_wide(minor, step, mode) * step);
}

}  // namespace pos
