// Goal: money in another currency comes to whole cents in the books, and parts of it to exactly the
// whole. Method: a table that an accountant can read, and parts of amounts from a seed.
#include "pos/billing/exchange.hpp"

#include <gtest/gtest.h>

#include <random>

using namespace pos;
using namespace pos::billing;

namespace {

constexpr Currency kEuro{{'E', 'U', 'R'}, 2};
constexpr Currency kDollar{{'U', 'S', 'D'}, 2};
constexpr Currency kYen{{'J', 'P', 'Y'}, 0};
constexpr Currency kDinar{{'K', 'W', 'D'}, 3};

Exact rate(std::int64_t e14) {
    return {Wide{e14}};
}

}  // namespace

TEST(Exchange, comes_to_whole_minor_units_of_the_books) {
    const Exact dollar = rate(92'350'000'000'000);  // 0.9235
    EXPECT_EQ(in_books({10'000, kDollar}, dollar, kEuro)->minor, 9'235);
    EXPECT_EQ(in_books({-10'000, kDollar}, dollar, kEuro)->minor, -9'235);
    EXPECT_EQ(in_books({1, kDollar}, dollar, kEuro)->minor, 1);
    // 1,000 yen at 0.0061 are 6.10 euro; 1.000 dinar at 2.985 is 2.99.
    EXPECT_EQ(in_books({1'000, kYen}, rate(610'000'000'000), kEuro)->minor, 610);
    EXPECT_EQ(in_books({1'000, kDinar}, rate(298'500'000'000'000), kEuro)->minor, 299);
    // Symmetric where it is half a cent.
    EXPECT_EQ(in_books({-1'000, kDinar}, rate(298'500'000'000'000), kEuro)->minor, -299);
    EXPECT_FALSE(in_books({kMinorMax, kDollar}, exactly(100), kEuro));
    // Rounded once: 0.001 dinar at 4.99999999999995 is a hair less than half a cent.
    EXPECT_EQ(in_books({1, kDinar}, rate(499'999'999'999'995), kEuro)->minor, 0);
    EXPECT_EQ(in_books({1, kDinar}, rate(500'000'000'000'000), kEuro)->minor, 1);
    // Books that have no minor unit, or three places: 10.00 dollars at 151.255 and at 0.30715.
    EXPECT_EQ(in_books({1'000, kDollar}, rate(15'125'500'000'000'000), kYen)->minor, 1'513);
    EXPECT_EQ(in_books({1'000, kDollar}, rate(30'715'000'000'000), kDinar)->minor, 3'072);
}

TEST(Exchange, shares_of_what_is_carried_come_to_all_of_it) {
    EXPECT_EQ(carried_share(9'235, 5'000, 10'000), 4'618);
    EXPECT_EQ(carried_share(-9'235, -5'000, -10'000), -4'618);
    EXPECT_EQ(carried_share(9'235, 10'000, 10'000), 9'235);
    EXPECT_EQ(carried_share(0, 1, 10), 0);
    std::mt19937_64 random{11};
    for (int round = 0; round < 1'000; ++round) {
        std::int64_t open = static_cast<std::int64_t>(random() % 1'000'000) + 1;
        std::int64_t carried = static_cast<std::int64_t>(random() % 1'000'000);
        const bool negative = random() % 2 == 0;
        if (negative) open = -open, carried = -carried;
        const std::int64_t all = carried;
        std::int64_t taken = 0;
        while (open != 0) {
            const std::int64_t size = negative ? -open : open;
            std::int64_t part =
                static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(size)) + 1;
            if (negative) part = -part;
            const std::int64_t share = carried_share(carried, part, open);
            EXPECT_GE(share * (negative ? -1 : 1), 0);
            EXPECT_LE(share * (negative ? -1 : 1), carried * (negative ? -1 : 1));
            taken += share;
            carried -= share;
            open -= part;
        }
        EXPECT_EQ(carried, 0);
        EXPECT_EQ(taken, all);
    }
}
