// Goal: figures of meters become exact decimals, the ones that people meant.
// Method: floating point whose shortest decimal is known; powers of ten to both ends; products at
// their limit.
#include "drivers/meter/decimal.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "pos/money/decimal.hpp"

using namespace drivers::meter;

namespace {

pos::Exact figure(const char* text) {
    return pos::parse_exact(text).value();
}

}  // namespace

TEST(ExactOf, is_the_shortest_decimal) {
    EXPECT_EQ(exact_of(0.1), pos::parse_exact("0.1").value());
    EXPECT_EQ(exact_of(-2.5e3F), pos::parse_exact("-2500").value());
    EXPECT_EQ(exact_of(1e-30), pos::Exact{});
    EXPECT_EQ(exact_of(1e30), std::nullopt);
    EXPECT_EQ(exact_of(21.6F), figure("21.6"));
    EXPECT_EQ(exact_of(21.6F, 3), figure("21600"));
    EXPECT_EQ(exact_of(-0.0), pos::Exact{});
    EXPECT_EQ(exact_of(std::numeric_limits<double>::infinity()), std::nullopt);
    EXPECT_EQ(exact_of(std::numeric_limits<float>::quiet_NaN()), std::nullopt);
    EXPECT_EQ(exact_of(std::numeric_limits<double>::denorm_min()), pos::Exact{});
}

TEST(Scaled, by_powers_of_ten_rounds_once_and_stays_in_bounds) {
    EXPECT_EQ(scaled(figure("12565"), 1, -3), figure("12.565"));
    EXPECT_EQ(scaled(figure("-2"), 60, 2), figure("-12000"));
    EXPECT_EQ(scaled(figure("5"), 1, -15), pos::Exact{1});  // half away from zero
    EXPECT_EQ(scaled(figure("-5"), 1, -15), pos::Exact{-1});
    EXPECT_EQ(scaled(figure("4"), 1, -15), pos::Exact{});
    EXPECT_EQ(scaled(figure("1"), 1, 22),
              pos::Exact{figure("100000000").e14 * 100'000'000'000'000});
    EXPECT_EQ(scaled(figure("1"), 1, 23), std::nullopt);
    EXPECT_EQ(scaled(figure("1"), 1, 400), std::nullopt);
    EXPECT_EQ(scaled({}, 1, 400), pos::Exact{});
    EXPECT_EQ(scaled(figure("1"), 1, -400), pos::Exact{});
}

TEST(Multiplied, up_to_its_limit) {
    EXPECT_EQ(multiplied(figure("1234.5"), figure("0.001")), figure("1.2345"));
    EXPECT_EQ(multiplied(figure("100000000000"), figure("100000000000")), std::nullopt);
    EXPECT_TRUE(multiplied(figure("100000000000"), figure("-1000000000")).has_value());
}
