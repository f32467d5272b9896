#pragma once

#include <compare>
#include <cstdint>

#include "pos/money/money.hpp"
#include "pos/money/rounding.hpp"

namespace pos {

/// How much of an item: millionths of its unit (piece, kilogram, litre, hour). Signed: what comes
/// back is negative.
struct Quantity {
    std::int64_t millionths{0};
    auto operator<=>(const Quantity&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & millionths;
    }
};
inline constexpr std::int64_t kQuantityScale = 1'000'000;
inline constexpr Quantity kQuantityMax{1'000'000'000 * kQuantityScale};

constexpr Quantity pieces(std::int64_t count) {
    return {count * kQuantityScale};
}
constexpr bool in_range(const Quantity& q) {
    return q.millionths >= -kQuantityMax.millionths && q.millionths <= kQuantityMax.millionths;
}
constexpr bool is_whole(Quantity q) {
    return q.millionths % kQuantityScale == 0;
}
constexpr Quantity operator-(Quantity q) {
    return {-q.millionths};
}
constexpr Quantity operator+(Quantity a, Quantity b) {
    return {a.millionths + b.millionths};
}
constexpr Quantity operator-(Quantity a, Quantity b) {
    return {a.millionths - b.millionths};
}

/// The price of one unit, in hundred-millionths of the currency's major unit: finer than any cent.
struct UnitPrice {
    std::int64_t e8{0};
    Currency currency{};
    bool operator==(const UnitPrice&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & e8 & currency;
    }
};
inline constexpr std::int64_t kPriceScale = 100'000'000;
inline constexpr std::int64_t kPriceMaxE8 = 1'000'000'000 * kPriceScale;

constexpr bool in_range(const UnitPrice& p) {
    return p.e8 >= -kPriceMaxE8 && p.e8 <= kPriceMaxE8;
}

/// The exact price of a whole amount of money.
///
/// requires: at most a thousand million major units, the largest price there is
UnitPrice unit_price(Money amount);
/// Rounded half away from zero to the minor unit, for showing.
Money shown(UnitPrice price);

/// A share of one: 19 % is 19,000,000 hundred-millionths.
struct Rate {
    std::int64_t e8{0};
    auto operator<=>(const Rate&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & e8;
    }
};
inline constexpr std::int64_t kRateScale = 100'000'000;
constexpr Rate percent(std::int64_t whole) {
    return {whole * (kRateScale / 100)};
}
constexpr bool in_range(const Rate& r) {
    return r.e8 >= -100 * kRateScale && r.e8 <= 100 * kRateScale;
}

enum class ExtendError { out_of_range };

/// quantity × price, rounded once to the minor unit.
///
/// requires: in_range of both
/// errors:   out_of_range when the result leaves Money's range
/// example:  3 × 2.55 = 7.65; 1.204 kg × 2.99 = 3.59996 → 3.60
std::expected<Money, ExtendError> extend(Quantity quantity, UnitPrice price, RoundingMode mode);

/// amount × rate, rounded once to the minor unit.
///
/// requires: in_range of both; the result within Money's range
Money portion(Money amount, Rate rate, RoundingMode mode);

}  // namespace pos
