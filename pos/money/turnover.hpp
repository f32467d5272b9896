#pragma once

#include <cstdint>

#include "pos/money/money.hpp"

namespace pos {

/// What was turned over in a till's whole life, in minor units: a sum of far more shifts than any
/// amount of a ticket or a day comes to. Every Money is one; its bytes are the same.
struct Turnover {
    std::int64_t minor{0};
    Currency currency{};

    constexpr Turnover() = default;
    constexpr Turnover(std::int64_t minor_units, Currency of) : minor{minor_units}, currency{of} {}
    constexpr Turnover(Money amount) : minor{amount.minor}, currency{amount.currency} {}
    bool operator==(const Turnover&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & minor & currency;
    }
};

/// Four hundred thousand shifts of the largest amount there is, each way.
inline constexpr std::int64_t kTurnoverMax = 400'000 * kMinorMax;

constexpr bool in_range(const Turnover& turnover) {
    return turnover.minor >= -kTurnoverMax && turnover.minor <= kTurnoverMax;
}

}  // namespace pos
