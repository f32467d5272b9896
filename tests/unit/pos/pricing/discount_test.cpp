// Goal: one discount on one line, and one on a basket, to the last digit.
// Method: tables by hand for both kinds and both signs, the refusals, seeded sums.
#include <gtest/gtest.h>

#include <random>

#include "pos/pricing/basket_discount.hpp"
#include "pos/pricing/line_discount.hpp"
#include "tests/unit/pos/pricing/ticket.hpp"

using namespace test;

namespace {

Exact amount(const char* text) {
    return exact(*parse_money(text, euro()));
}

/// Ten-thousandths of a euro, for shares finer than a cent.
std::int64_t fine(Exact share) {
    return divide(share.e14, kExactScale / 10'000, RoundingMode::half_away);
}

std::vector<std::int64_t> shares(const char* off, const std::vector<const char*>& lines) {
    std::vector<Exact> amounts;
    for (const char* const line : lines) amounts.push_back(amount(line));
    std::vector<Exact> result(amounts.size());
    if (!basket_discount(discount(off), amounts, result)) return {};
    std::vector<std::int64_t> figures;
    for (const Exact share : result) figures.push_back(fine(share));
    return figures;
}

using Figures = std::vector<std::int64_t>;

}  // namespace

TEST(LineDiscount, takes_off_what_is_left) {
    EXPECT_EQ(line_discount(discount("10%"), amount("9.99")), Exact{amount("9.99").e14 / 10});
    EXPECT_EQ(line_discount(discount("10%"), amount("-9.99")), Exact{amount("-9.99").e14 / 10});
    EXPECT_EQ(line_discount(discount("100%"), amount("9.99")), amount("9.99"));
    EXPECT_EQ(line_discount(discount("0%"), amount("9.99")), Exact{});
    EXPECT_EQ(line_discount(discount("1.00"), amount("9.99")), amount("1.00"));
    EXPECT_EQ(line_discount(discount("1.00"), amount("-9.99")), amount("-1.00"));
    EXPECT_EQ(line_discount(discount("9.99"), amount("9.99")), amount("9.99"));
    EXPECT_EQ(line_discount(discount("0.00"), Exact{}), Exact{});
}

TEST(LineDiscount, more_than_the_line_is_refused) {
    for (const char* const left : {"0.99", "-0.99", "0.00"}) {
        EXPECT_EQ(line_discount(discount("1.00"), amount(left)).error(),
                  PricingError::discount_exceeds_line);
    }
}

TEST(BasketDiscount, a_percentage_takes_the_same_part_of_every_line) {
    EXPECT_EQ(shares("15%", {"10.00", "0.33", "-2.00", "0.00"}), (Figures{15'000, 495, -3'000, 0}));
}

TEST(BasketDiscount, an_amount_is_spread_over_the_lines_of_the_baskets_sign) {
    EXPECT_EQ(shares("10.00", {"10.00", "10.00", "10.00"}), (Figures{33'333, 33'333, 33'333}));
    EXPECT_EQ(shares("1.00", {"3.00", "1.00", "0.00"}), (Figures{7'500, 2'500, 0}));
    EXPECT_EQ(shares("5.00", {"30.00", "10.00", "-20.00"}), (Figures{37'500, 12'500, 0}));
    EXPECT_EQ(shares("5.00", {"-30.00", "-10.00", "20.00"}), (Figures{-37'500, -12'500, 0}));
    EXPECT_EQ(shares("4.00", {"4.00"}), (Figures{40'000}));
    EXPECT_EQ(shares("0.00", {"5.00", "-5.00"}), (Figures{0, 0}));
    EXPECT_EQ(shares("0.00", {"-5.00"}), (Figures{0}));
}

TEST(BasketDiscount, more_than_the_basket_is_refused) {
    std::vector<Exact> result(2);
    for (const auto& [first, second] : {std::pair{"3.00", "-2.01"}, std::pair{"-3.00", "2.01"},
                                        std::pair{"0.50", "0.49"}, std::pair{"5.00", "-5.00"}}) {
        const std::vector<Exact> amounts{amount(first), amount(second)};
        EXPECT_EQ(basket_discount(discount("1.00"), amounts, result).error(),
                  PricingError::discount_exceeds_basket);
    }
}

TEST(BasketDiscount, no_share_is_larger_than_its_line) {
    for (unsigned seed = 0; seed < 300; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937_64 random{seed};
        std::vector<Exact> amounts(random() % 10 + 1);
        Exact sum;
        for (Exact& one : amounts) {
            one = exact(Money{static_cast<std::int64_t>(random() % 10'000), euro()});
            if (random() % 6 == 0) one = -one;
            sum += one;
        }
        const std::int64_t most = rounded(sum, euro(), RoundingMode::down)->minor;
        const Money off{
            static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(std::abs(most) + 1)),
            euro()};
        std::vector<Exact> result(amounts.size());
        ASSERT_TRUE(
            basket_discount({.kind = DiscountKind::amount, .amount = off}, amounts, result));
        Exact together;
        for (std::size_t i = 0; i < amounts.size(); ++i) {
            const bool negative = amounts[i].e14 < 0;
            EXPECT_TRUE(negative ? result[i] >= amounts[i] : result[i] <= amounts[i]);
            EXPECT_TRUE(negative ? result[i].e14 <= 0 : result[i].e14 >= 0);
            together += result[i];
        }
        EXPECT_EQ(rounded(together, euro(), RoundingMode::half_away),
                  most < 0 ? std::optional{-off} : std::optional{off});
    }
}
