// Goal: amounts add exactly, and never past their limit or across currencies.
// Method: the limits themselves, and the stops for our own mistakes.
#include "pos/money/money.hpp"

#include <gtest/gtest.h>

#include <tuple>

using namespace pos;

namespace {

const Currency kEur = *currency_of("EUR");
const Currency kUsd = *currency_of("USD");

}  // namespace

TEST(Money, a_sum_beyond_the_limit_is_refused_and_does_not_wrap_round) {
    const Money most{kMinorMax, kEur};
    EXPECT_EQ(add(most, Money{1, kEur}).error(), MoneyError::out_of_range);
    EXPECT_EQ(add(-most, Money{-1, kEur}).error(), MoneyError::out_of_range);
    EXPECT_EQ(add(most, Money{-1, kEur}), (Money{kMinorMax - 1, kEur}));
    EXPECT_EQ(add(most, -most), zero(kEur));
    EXPECT_TRUE(in_range(most));
    EXPECT_FALSE(in_range(Money{kMinorMax + 1, kEur}));
    EXPECT_FALSE(in_range(Money{-kMinorMax - 1, kEur}));
}

TEST(Money, operators_keep_the_currency) {
    Money sum{1'050, kEur};
    sum += Money{250, kEur};
    EXPECT_EQ(sum, (Money{1'300, kEur}));
    sum -= Money{2'000, kEur};
    EXPECT_EQ(sum, (Money{-700, kEur}));
    EXPECT_EQ(-sum, (Money{700, kEur}));
    EXPECT_LT(sum, zero(kEur));
    EXPECT_NE(zero(kEur), zero(kUsd));
}

TEST(MoneyDeathTest, mixing_currencies_or_leaving_the_range_stops) {
    const Money euro{1, kEur};
    const Money dollar{1, kUsd};
    EXPECT_DEATH(std::ignore = euro + dollar, "assertion failed");
    EXPECT_DEATH(std::ignore = euro < dollar, "assertion failed");
    const Money most{kMinorMax, kEur};
    EXPECT_DEATH(std::ignore = most + euro, "assertion failed");
}
