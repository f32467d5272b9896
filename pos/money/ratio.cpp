#include "pos/money/ratio.hpp"

namespace pos {

namespace {

std::optional<Wide> product(Wide a, Wide b) {
    Wide result = 0;
    if (__builtin_mul_overflow(a, b, &result)) return std::nullopt;
    return result;
}

}  // namespace

Wide common_divisor(Wide a, Wide b) {
    if (a < 0) a = -a;
    if (b < 0) b = -b;
    while (b != 0) {
        const Wide rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

std::optional<Ratio> ratio(Wide numerator, Wide denominator) {
    if (denominator == 0) return std::nullopt;
    Wide divisor = common_divisor(numerator, denominator);
    if (denominator < 0) divisor = -divisor;
    return Ratio{numerator / divisor, denominator / divisor};
}

std::optional<Ratio> add(Ratio a, Ratio b) {
    const Wide divisor = common_divisor(a.denominator, b.denominator);
    const auto left = product(a.numerator, b.denominator / divisor);
    const auto right = product(b.numerator, a.denominator / divisor);
    const auto denominator = product(a.denominator, b.denominator / divisor);
    Wide sum = 0;
    if (!left || !right || !denominator) return std::nullopt;
    if (__builtin_add_overflow(*left, *right, &sum)) return std::nullopt;
    return ratio(sum, *denominator);
}

std::optional<Ratio> subtract(Ratio a, Ratio b) {
    return add(a, {-b.numerator, b.denominator});
}

std::optional<Ratio> multiply(Ratio a, Ratio b) {
    const auto left = ratio(a.numerator, b.denominator);
    const auto right = ratio(b.numerator, a.denominator);
    const auto numerator = product(left->numerator, right->numerator);
    const auto denominator = product(left->denominator, right->denominator);
    if (!numerator || !denominator) return std::nullopt;
    return Ratio{*numerator, *denominator};
}

std::optional<Ratio> divide(Ratio a, Ratio b) {
    if (b.numerator == 0) return std::nullopt;
    const bool negative = b.numerator < 0;
    return multiply(
        a, negative ? Ratio{-b.denominator, -b.numerator} : Ratio{b.denominator, b.numerator});
}

}  // namespace pos
