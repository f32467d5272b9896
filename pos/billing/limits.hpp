#pragma once

#include "pos/money/exact.hpp"

namespace pos::billing {

// What a charge and its usage may come to, so that no figure in between outgrows 128 bits: the
// largest quantity at the largest price is 10^21, and a thousand such lines still have their sum.
inline constexpr Exact kQuantityMax = exactly(1'000'000'000'000);
inline constexpr Exact kPriceMax = exactly(1'000'000'000);
inline constexpr Exact kAmountMax = exactly(100'000'000'000);
inline constexpr Exact kHundred = exactly(100);
inline constexpr std::size_t kTiersMax = 1'000;
inline constexpr std::size_t kEventsMax = 1'000'000;

constexpr Exact size_of(Exact figure) {
    return figure.e14 < 0 ? -figure : figure;
}
constexpr bool is_quantity(Exact figure) {
    return size_of(figure) <= kQuantityMax;
}
constexpr bool is_price(Exact figure) {
    return size_of(figure) <= kPriceMax;
}
constexpr bool is_amount(Exact figure) {
    return size_of(figure) <= kAmountMax;
}
constexpr Exact least(Exact a, Exact b) {
    return a < b ? a : b;
}
constexpr Exact greatest(Exact a, Exact b) {
    return a < b ? b : a;
}

}  // namespace pos::billing
