#pragma once

#include <compare>
#include <cstdint>
#include <expected>

#include "pos/base/assert.hpp"
#include "pos/money/currency.hpp"

namespace pos {

/// An amount in minor units (cents) of its currency. Signed: refunds are negative.
struct Money {
    std::int64_t minor{0};
    Currency currency{};
    bool operator==(const Money&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & minor & currency;
    }
};

/// No amount in the system is larger, in minor units: ten million million. Some nine hundred
/// thousand times below the 64-bit limit, so sums of valid amounts cannot wrap round.
inline constexpr std::int64_t kMinorMax = 10'000'000'000'000;

constexpr bool in_range(const Money& money) {
    return money.minor >= -kMinorMax && money.minor <= kMinorMax;
}

enum class MoneyError { out_of_range };

/// requires: one currency
/// errors:   out_of_range when the sum leaves [-kMinorMax, kMinorMax]
std::expected<Money, MoneyError> add(Money a, Money b);

// Sums inside a document whose limits were checked: one currency and in_range, or it is our bug.
Money operator+(Money a, Money b);
Money operator-(Money a, Money b);
Money operator-(Money a);
Money& operator+=(Money& a, Money b);
Money& operator-=(Money& a, Money b);
/// requires: one currency
std::strong_ordering operator<=>(const Money& a, const Money& b);

constexpr Money zero(Currency currency) {
    return {0, currency};
}

}  // namespace pos
