#include "pos/money/exact.hpp"

namespace pos {

std::int64_t exact_per_minor(Currency currency) {
    return kExactScale / minor_per_major(currency);
}

Exact product(Exact a, Exact b) {
    const auto e14 = multiply_divide(a.e14, b.e14, kExactScale, RoundingMode::half_away);
    POS_ASSERT(e14.has_value());
    return {*e14};
}

Exact quotient(Exact a, Exact b, RoundingMode mode) {
    POS_ASSERT(b.e14 != 0);
    const Wide sign = b.e14 < 0 ? -1 : 1;
    const auto e14 = multiply_divide(sign * a.e14, kExactScale, sign * b.e14, mode);
    POS_ASSERT(e14.has_value());
    return {*e14};
}

Exact share_of(Exact a, Wide part, Wide whole) {
    const auto e14 = multiply_divide(a.e14, part, whole, RoundingMode::half_away);
    POS_ASSERT(e14.has_value());
    return {*e14};
}

Exact round_at(Exact figure, unsigned decimals, RoundingMode mode) {
    POS_ASSERT(decimals <= 14);
    std::int64_t step = 1;
    for (unsigned place = decimals; place < 14; ++place) step *= 10;
    return {divide_wide(figure.e14, step, mode) * step};
}

Exact round_to(Exact figure, Exact step, RoundingMode mode) {
    return {divide_wide(figure.e14, step.e14, mode) * step.e14};
}

Exact floor_of(Exact figure) {
    const auto mode = figure.e14 < 0 ? RoundingMode::up : RoundingMode::down;
    return round_at(figure, 0, mode);
}

Exact exact(Money amount) {
    return {Wide{amount.minor} * exact_per_minor(amount.currency)};
}

Exact extend_exactly(Quantity quantity, UnitPrice price) {
    POS_ASSERT(in_range(quantity));
    POS_ASSERT(in_range(price));
    return {Wide{quantity.millionths} * price.e8};
}

Exact portion(Exact amount, Rate rate) {
    POS_ASSERT(in_range(rate));
    Wide product = 0;
    const bool overflow = __builtin_mul_overflow(amount.e14, Wide{rate.e8}, &product);
    POS_ASSERT(!overflow);
    return {divide_wide(product, kRateScale, RoundingMode::half_away)};
}

Exact proportion(Exact amount, Exact part, Exact whole) {
    POS_ASSERT(part.e14 >= 0 && part <= whole && whole.e14 > 0 && whole.e14 >> 110 == 0);
    const bool negative = amount.e14 < 0;
    const Wide magnitude = negative ? -amount.e14 : amount.e14;
    POS_ASSERT(magnitude <= whole.e14);
    Wide product = 0;
    Wide quotient = 0;
    if (!__builtin_mul_overflow(magnitude, part.e14, &product)) {
        quotient = divide_wide(product, whole.e14, RoundingMode::half_away);
    } else {
        // Long division, 16 binary digits of `part` at a time, so that no step outgrows 128 bits.
        Wide rest = 0;
        for (int shift = 96; shift >= 0; shift -= 16) {
            rest = (rest << 16) + magnitude * (part.e14 >> shift & 0xFFFF);
            quotient = (quotient << 16) + rest / whole.e14;
            rest %= whole.e14;
        }
        quotient += rest >= whole.e14 - rest ? 1 : 0;
    }
    return {negative ? -quotient : quotient};
}

std::optional<Money> rounded(Exact amount, Currency currency, RoundingMode mode) {
    const Wide minor = divide_wide(amount.e14, exact_per_minor(currency), mode);
    if (minor > kMinorMax || minor < -kMinorMax) return std::nullopt;
    return Money{static_cast<std::int64_t>(minor), currency};
}

}  // namespace pos
