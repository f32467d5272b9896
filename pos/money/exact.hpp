#pragma once

#include <compare>
#include <cstdint>
#include <optional>

#include "pos/money/quantity.hpp"

namespace pos {

/// An exact decimal of fourteen places. An amount finer than money in the currency's major unit, so
/// that a quantity (10^-6) times a unit price (10^-8) is exact; and every quantity, price and share
/// that billing computes with. For figures on their way to a Money; never stored.
struct Exact {
    Wide e14{0};
    auto operator<=>(const Exact&) const = default;
};
inline constexpr std::int64_t kExactScale = 100'000'000'000'000;

constexpr Exact operator-(Exact a) {
    return {-a.e14};
}
constexpr Exact operator+(Exact a, Exact b) {
    return {a.e14 + b.e14};
}
constexpr Exact operator-(Exact a, Exact b) {
    return {a.e14 - b.e14};
}
constexpr Exact& operator+=(Exact& a, Exact b) {
    return a = a + b;
}
constexpr Exact& operator-=(Exact& a, Exact b) {
    return a = a - b;
}

constexpr Exact exactly(std::int64_t whole) {
    return {Wide{whole} * kExactScale};
}

/// a × b, rounded half away from zero to 10^-14.
///
/// requires: |a × b| below 10^23
Exact product(Exact a, Exact b);

/// a ÷ b, rounded to 10^-14.
///
/// requires: b is not zero; |a ÷ b| below 10^23
Exact quotient(Exact a, Exact b, RoundingMode mode = RoundingMode::half_away);

/// a × part ÷ whole, rounded once to 10^-14.
///
/// requires: whole > 0; the result below 10^23 in size
Exact share_of(Exact a, Wide part, Wide whole);

/// The nearest figure of so many decimals.
///
/// requires: decimals <= 14
Exact round_at(Exact figure, unsigned decimals, RoundingMode mode);

/// The nearest multiple of `step`.
///
/// requires: step > 0
Exact round_to(Exact figure, Exact step, RoundingMode mode);

/// Towards minus infinity, to a whole number.
Exact floor_of(Exact figure);

/// How many 10^-14 make one minor unit.
std::int64_t exact_per_minor(Currency currency);

Exact exact(Money amount);

/// quantity × price, to the last digit.
///
/// requires: in_range of both
Exact extend_exactly(Quantity quantity, UnitPrice price);

/// amount × rate; what is finer than 10^-14 is rounded half away from zero.
///
/// requires: the amount within Money's range, in_range(rate)
Exact portion(Exact amount, Rate rate);

/// amount × part ÷ whole, rounded half away from zero to 10^-14.
///
/// requires: 0 <= part <= whole, 0 < whole, |amount| <= whole, whole < 2^110
Exact proportion(Exact amount, Exact part, Exact whole);

/// Rounded once to the minor unit; empty beyond Money's range.
std::optional<Money> rounded(Exact amount, Currency currency, RoundingMode mode);

}  // namespace pos
