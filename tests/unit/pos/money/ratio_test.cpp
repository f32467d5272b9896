// Goal: fractions are exact or absent.
// Method: a table by hand, seeded laws of arithmetic, overflow.
#include "pos/money/ratio.hpp"

#include <gtest/gtest.h>

#include <random>

using namespace pos;

TEST(Ratio, is_kept_in_lowest_terms) {
    EXPECT_EQ(ratio(6, 8), (Ratio{3, 4}));
    EXPECT_EQ(ratio(6, -8), (Ratio{-3, 4}));
    EXPECT_EQ(ratio(-6, -8), (Ratio{3, 4}));
    EXPECT_EQ(ratio(0, 5), (Ratio{0, 1}));
    EXPECT_EQ(ratio(19'000'000, 100'000'000), (Ratio{19, 100}));
    EXPECT_FALSE(ratio(1, 0));
    EXPECT_TRUE(common_divisor(0, 0) == 0);
    EXPECT_TRUE(common_divisor(-12, 18) == 6);
}

TEST(Ratio, by_hand) {
    EXPECT_EQ(add(Ratio{1, 6}, Ratio{1, 10}), (Ratio{4, 15}));
    EXPECT_EQ(subtract({1, 6}, {1, 6}), (Ratio{0, 1}));
    EXPECT_EQ(multiply({2, 3}, {9, 4}), (Ratio{3, 2}));
    EXPECT_EQ(divide({1, 5}, {6, 5}), (Ratio{1, 6}));
    EXPECT_EQ(divide({1, 5}, {-6, 5}), (Ratio{-1, 6}));
    EXPECT_FALSE(divide({1, 5}, {0, 1}));
}

TEST(Ratio, what_outgrows_128_bits_is_absent) {
    const Wide big = Wide{1} << 100;
    EXPECT_FALSE(multiply({big, 1}, {big, 1}));
    EXPECT_FALSE(multiply({1, big}, {1, big + 1}));
    EXPECT_FALSE(add(Ratio{1, big}, Ratio{1, big + 1}));
    EXPECT_FALSE(add(Ratio{Wide{1} << 126, 1}, Ratio{Wide{1} << 126, 1}));
    EXPECT_TRUE(multiply({big, 3}, {3, big}));  // cancelled before it is multiplied
}

TEST(Ratio, seeded_laws) {
    for (unsigned seed = 0; seed < 200; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937_64 random{seed};
        const auto any = [&] {
            const auto n = static_cast<std::int64_t>(random() % 2'000'001) - 1'000'000;
            return *ratio(n, static_cast<std::int64_t>(random() % 1'000'000) + 1);
        };
        const Ratio a = any();
        const Ratio b = any();
        const Ratio c = any();
        EXPECT_EQ(add(a, b), add(b, a));
        EXPECT_EQ(subtract(*add(a, b), b), a);
        EXPECT_EQ(multiply(a, *add(b, c)), add(*multiply(a, b), *multiply(a, c)));
        if (b.numerator != 0) {
            EXPECT_EQ(multiply(*divide(a, b), b), a);
        }
    }
}
