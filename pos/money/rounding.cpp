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

}  // namespace

bool in_range(RoundingMode mode) {
    return mode <= RoundingMode::down;
}

Wide divide_wide(Wide numerator, Wide denominator, RoundingMode mode) {
    POS_ASSERT(denominator > 0);
    const bool negative = numerator < 0;
    const Wide magnitude = negative ? -numerator : numerator;
    Wide quotient = magnitude / denominator;
    const Wide rest = magnitude % denominator;
    // rest compared with its distance to the denominator, so that 2 × rest cannot overflow.
    const Wide to_next = denominator - rest;
    bool away = false;
    switch (mode) {
        case RoundingMode::half_away:
            away = rest >= to_next;
            break;
        case RoundingMode::half_even:
            away = rest > to_next || (rest == to_next && quotient % 2 == 1);
            break;
        case RoundingMode::half_towards:
            away = rest > to_next;
            break;
        case RoundingMode::up:
            away = rest > 0;
            break;
        case RoundingMode::down:
            break;
    }
    if (away) ++quotient;
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
