// Goal: under other taxes the shop keeps its untaxed amount.
// Method: prices by hand, agreed prices that stand, refusals, seeded there-and-back.
#include "pos/tax/reprice.hpp"

#include <gtest/gtest.h>

#include <random>

#include "pos/money/decimal.hpp"

using namespace pos;
using namespace pos::tax;

namespace {

const Currency kEur = *currency_of("EUR");

Tax vat(const char* rate, bool included = true) {
    return {.code = rate, .rate = *parse_percent(rate), .included = included};
}

const Tax kDeposit{.code = "DEP", .kind = TaxKind::fixed, .amount_e8 = 25'000'000};

std::string repriced(const char* price, const std::vector<Tax>& from, const std::vector<Tax>& to) {
    const auto result = reprice(*parse_unit_price(price, kEur), from, to);
    return result ? to_string(*result) : "refused";
}

}  // namespace

TEST(Reprice, by_hand) {
    EXPECT_EQ(repriced("121", {vat("21")}, {vat("6")}), "106.00");
    EXPECT_EQ(repriced("121", {vat("21")}, {}), "100.00");
    EXPECT_EQ(repriced("121", {vat("21")}, {vat("6", false)}), "100.00");
    EXPECT_EQ(repriced("100", {}, {vat("6")}), "106.00");
    EXPECT_EQ(repriced("1.44", {vat("19"), kDeposit}, {vat("19")}), "1.19");
    EXPECT_EQ(repriced("1.19", {vat("19")}, {vat("19"), kDeposit}), "1.44");
    EXPECT_EQ(repriced("-121", {vat("21")}, {vat("6")}), "-106.00");
    EXPECT_EQ(repriced("1", {vat("19")}, {vat("7")}), "0.89915966");
}

TEST(Reprice, an_agreed_price_stands) {
    EXPECT_EQ(repriced("100", {vat("15", false)}, {vat("21", false)}), "100.00");
    EXPECT_EQ(repriced("100", {vat("15", false)}, {vat("6")}), "100.00");
    EXPECT_EQ(repriced("100", {vat("5"), vat("15", false)}, {vat("6")}), "100.00");
}

TEST(Reprice, refusals) {
    const UnitPrice price = *parse_unit_price("100", kEur);
    const Tax wild{.rate = {101 * kRateScale}};
    const Tax whole{.kind = TaxKind::division, .rate = percent(100)};
    const std::vector<Tax> good{vat("19")};
    EXPECT_EQ(reprice(price, {{wild}}, good).error(), FormulaError::rate_out_of_range);
    EXPECT_EQ(reprice(price, good, {{wild}}).error(), FormulaError::rate_out_of_range);
    EXPECT_EQ(reprice(price, good, {{whole}}).error(), FormulaError::no_base_left);
    EXPECT_EQ(reprice({kPriceMaxE8, kEur}, {{vat("1")}}, good).error(), FormulaError::too_fine);
}

TEST(Reprice, there_and_back_is_within_the_last_digit) {
    for (unsigned seed = 0; seed < 200; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937_64 random{seed};
        const std::vector<Tax> a{{.rate = {static_cast<std::int64_t>(random() % 30'000'000)}}};
        const std::vector<Tax> b{{.rate = {static_cast<std::int64_t>(random() % 30'000'000)}},
                                 kDeposit};
        const UnitPrice price{static_cast<std::int64_t>(random() % 100'000'000'000), kEur};
        const auto there = reprice(price, a, b);
        ASSERT_TRUE(there);
        const auto back = reprice(*there, b, a);
        ASSERT_TRUE(back);
        EXPECT_LE(std::abs(back->e8 - price.e8), 1);
    }
}
