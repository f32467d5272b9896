// Goal: every mode rounds as its line in rounding.hpp says, and mirrors.
// Method: a table over the points where modes differ; seeded divisions checked against their
// remainder; the largest figures.
#include "pos/money/rounding.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <random>

using namespace pos;

namespace {

constexpr RoundingMode kModes[] = {RoundingMode::half_away, RoundingMode::half_even,
                                   RoundingMode::half_towards, RoundingMode::up,
                                   RoundingMode::down};

}  // namespace

TEST(Rounding, where_the_modes_differ) {
    struct Row {
        int tenths;
        int half_away, half_even, half_towards, up, down;
    };
    // 2.4 is 24 tenths.
    for (const Row& row : {
             Row{0, 0, 0, 0, 0, 0},
             Row{1, 0, 0, 0, 1, 0},
             Row{4, 0, 0, 0, 1, 0},
             Row{5, 1, 0, 0, 1, 0},
             Row{6, 1, 1, 1, 1, 0},
             Row{10, 1, 1, 1, 1, 1},
             Row{15, 2, 2, 1, 2, 1},
             Row{24, 2, 2, 2, 3, 2},
             Row{25, 3, 2, 2, 3, 2},
             Row{26, 3, 3, 3, 3, 2},
             Row{35, 4, 4, 3, 4, 3},
         }) {
        const int wanted[] = {row.half_away, row.half_even, row.half_towards, row.up, row.down};
        for (std::size_t mode = 0; mode < 5; ++mode) {
            SCOPED_TRACE(testing::Message() << row.tenths << " tenths, mode " << mode);
            EXPECT_EQ(divide(row.tenths, 10, kModes[mode]), wanted[mode]);
            EXPECT_EQ(divide(-row.tenths, 10, kModes[mode]), -wanted[mode]);
        }
    }
}

TEST(Rounding, to_steps) {
    EXPECT_EQ(round_to(5254, 5, RoundingMode::half_away), 5255);
    EXPECT_EQ(round_to(-5254, 5, RoundingMode::half_away), -5255);
    EXPECT_EQ(round_to(5252, 5, RoundingMode::half_away), 5250);
    EXPECT_EQ(round_to(5250, 100, RoundingMode::half_away), 5300);
    EXPECT_EQ(round_to(5250, 100, RoundingMode::half_towards), 5200);
    EXPECT_EQ(round_to(5250, 100, RoundingMode::half_even), 5200);
    EXPECT_EQ(round_to(1, 1000, RoundingMode::up), 1000);
    EXPECT_EQ(round_to(999, 1000, RoundingMode::down), 0);
    EXPECT_EQ(round_to(1234, 1, RoundingMode::up), 1234);
}

TEST(Rounding, seeded_quotients_lie_beside_the_exact_one_and_mirror) {
    for (unsigned seed = 0; seed < 500; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937_64 random{seed};
        const auto n = static_cast<std::int64_t>(random() >> 2);
        const auto d = static_cast<std::int64_t>(random() % 1'000'000) + 1;
        for (const RoundingMode mode : kModes) {
            const std::int64_t q = divide(n, d, mode);
            EXPECT_EQ(divide(-n, d, mode), -q);
            const Wide error = Wide{q} * d - n;  // in units of 1/d
            EXPECT_LT(error, d);
            EXPECT_GT(error, -d);
            if (mode == RoundingMode::up) {
                EXPECT_GE(error, 0);
            } else if (mode == RoundingMode::down) {
                EXPECT_LE(error, 0);
            } else {
                EXPECT_LE(2 * error, d);
                EXPECT_GE(2 * error, -d);
            }
        }
    }
}

TEST(Rounding, the_largest_figures_do_not_wrap_round) {
    const Wide largest = std::numeric_limits<Wide>::max();
    EXPECT_EQ(divide(largest, largest, RoundingMode::half_away), 1);
    EXPECT_EQ(divide(largest - 1, largest, RoundingMode::half_away), 1);
    EXPECT_EQ(divide(largest / 2, largest, RoundingMode::half_away), 0);
    EXPECT_EQ(divide(largest / 2 + 1, largest, RoundingMode::half_away), 1);
    EXPECT_TRUE(divide_wide(-largest, 1, RoundingMode::up) == -largest);
    const std::int64_t most = std::numeric_limits<std::int64_t>::max();
    EXPECT_EQ(divide(most, 1, RoundingMode::half_away), most);
    EXPECT_EQ(divide(-Wide{most} - 1, 1, RoundingMode::half_away), -most - 1);
}

TEST(RoundingDeathTest, a_quotient_beyond_64_bits_stops) {
    const Wide beyond = Wide{std::numeric_limits<std::int64_t>::max()} + 1;
    EXPECT_DEATH(divide(beyond, 1, RoundingMode::down), "assertion failed");
    EXPECT_DEATH(divide(1, 0, RoundingMode::down), "assertion failed");
    EXPECT_DEATH(round_to(1, 0, RoundingMode::down), "assertion failed");
}

TEST(Rounding, stored_modes_are_checked) {
    for (const RoundingMode mode : kModes) EXPECT_TRUE(in_range(mode));
    EXPECT_FALSE(in_range(static_cast<RoundingMode>(5)));
}

TEST(MultiplyDivide, holds_where_products_outgrow_128_bits) {
    __extension__ typedef unsigned __int128 Bits;
    for (unsigned seed = 0; seed < 2'000; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937_64 random{seed};
        const auto wide = [&](unsigned bits) {
            return static_cast<Wide>(((Bits{random()} << 64) | random()) >> (128 - bits));
        };
        const Wide a = wide(1 + static_cast<unsigned>(random() % 126));
        const Wide b = wide(1 + static_cast<unsigned>(random() % 126));
        const Wide c = wide(1 + static_cast<unsigned>(random() % 126)) + 1;
        const auto down = multiply_divide(a, b, c, RoundingMode::down);
        const auto up = multiply_divide(a, b, c, RoundingMode::up);
        if (!down || !up) continue;
        EXPECT_TRUE(multiply_divide(-a, b, c, RoundingMode::down) == -*down);
        EXPECT_TRUE(multiply_divide(b, a, c, RoundingMode::up) == *up);
        // a × b = quotient × c + rest modulo 2^128, with 0 <= rest < c: what is left is too small
        // to hide a multiple of 2^128.
        const auto rest = static_cast<Wide>(Bits(a) * Bits(b) - Bits(*down) * Bits(c));
        EXPECT_TRUE(rest >= 0 && rest < c);
        EXPECT_TRUE(*up == *down + (rest == 0 ? 0 : 1));
        const auto nearest = multiply_divide(a, b, c, RoundingMode::half_away);
        EXPECT_TRUE(*nearest == (rest >= c - rest ? *up : *down) || rest == 0);
    }
}

TEST(MultiplyDivide, is_empty_where_the_quotient_is_too_large) {
    EXPECT_FALSE(multiply_divide(kWideMax, kWideMax, 1, RoundingMode::down));
    EXPECT_FALSE(multiply_divide(kWideMax, 4, 3, RoundingMode::down));
    EXPECT_TRUE(multiply_divide(kWideMax, kWideMax, kWideMax, RoundingMode::down) == std::nullopt);
    EXPECT_TRUE(*multiply_divide(kWideMax / 4, kWideMax, kWideMax, RoundingMode::down) ==
                kWideMax / 4);
}
