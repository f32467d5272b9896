// Goal: decimal text becomes exact integers and back; nothing is rounded, guessed or cut off.
// Method: tables, every refusal in its order, seeded round trips at every scale.
#include "pos/money/decimal.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <random>

using namespace pos;

namespace {

Currency currency(const char* code) {
    return *currency_of(code);
}

}  // namespace

TEST(Decimal, texts_that_are_figures) {
    struct Row {
        const char* text;
        unsigned decimals;
        std::int64_t scaled;
    };
    for (const Row& row : {
             Row{"0", 2, 0},
             Row{"-0", 2, 0},
             Row{"1", 2, 100},
             Row{"+1", 2, 100},
             Row{"1.5", 2, 150},
             Row{"1.50", 2, 150},
             Row{"1.5000000000000000000000000", 2, 150},  // zeros say nothing
             Row{"-1234.56", 2, -123'456},
             Row{".5", 2, 50},
             Row{"5.", 2, 500},
             Row{"007", 0, 7},
             Row{"7.0", 0, 7},
             Row{"0.001", 3, 1},
             Row{"0.00000001", 8, 1},
             Row{"92233720368547758.07", 2, std::numeric_limits<std::int64_t>::max()},
             Row{"-92233720368547758.07", 2, -std::numeric_limits<std::int64_t>::max()},
             Row{"00000000000000000000000000000000000000000001", 2, 100},
         }) {
        EXPECT_EQ(parse_decimal(row.text, row.decimals), row.scaled) << row.text;
    }
}

TEST(Decimal, texts_that_are_not) {
    struct Row {
        const char* text;
        DecimalError error;
    };
    for (const Row& row : {
             Row{"", DecimalError::empty},
             Row{"-", DecimalError::not_a_number},
             Row{"+", DecimalError::not_a_number},
             Row{".", DecimalError::not_a_number},
             Row{"-.", DecimalError::not_a_number},
             Row{"--1", DecimalError::not_a_number},
             Row{"+-1", DecimalError::not_a_number},
             Row{"1-", DecimalError::not_a_number},
             Row{" 1", DecimalError::not_a_number},
             Row{"1 ", DecimalError::not_a_number},
             Row{"1,5", DecimalError::not_a_number},
             Row{"1.2.3", DecimalError::not_a_number},
             Row{"1e3", DecimalError::not_a_number},
             Row{"0x1", DecimalError::not_a_number},
             Row{"NaN", DecimalError::not_a_number},
             Row{"١", DecimalError::not_a_number},
             Row{"1.234x", DecimalError::not_a_number},  // before the decimals it has too many
             Row{"1.234", DecimalError::too_many_decimals},
             Row{"0.001", DecimalError::too_many_decimals},
             Row{"99999999999999999999.001", DecimalError::too_many_decimals},
             Row{"92233720368547758.08", DecimalError::out_of_range},
             Row{"100000000000000000000000000000000000000000000", DecimalError::out_of_range},
         }) {
        const auto value = parse_decimal(row.text, 2);
        ASSERT_FALSE(value) << row.text;
        EXPECT_EQ(value.error(), row.error) << row.text;
    }
}

TEST(Decimal, is_written_as_short_as_it_may_be) {
    EXPECT_EQ(format_decimal(0, 2, 2), "0.00");
    EXPECT_EQ(format_decimal(0, 2, 0), "0");
    EXPECT_EQ(format_decimal(150, 2, 0), "1.5");
    EXPECT_EQ(format_decimal(150, 2, 2), "1.50");
    EXPECT_EQ(format_decimal(-5, 2, 2), "-0.05");
    EXPECT_EQ(format_decimal(1'204'000, 6, 0), "1.204");
    EXPECT_EQ(format_decimal(255'000'000, 8, 2), "2.55");
    EXPECT_EQ(format_decimal(1'250'000, 8, 2), "0.0125");
    EXPECT_EQ(format_decimal(12, 0, 0), "12");
    EXPECT_EQ(format_decimal(12, 0, 3), "12");  // there is no more to show
    EXPECT_EQ(format_decimal(std::numeric_limits<std::int64_t>::min(), 2, 2),
              "-92233720368547758.08");
}

TEST(Decimal, money_in_currencies_of_zero_to_four_decimals) {
    struct Row {
        const char* code;
        const char* text;
        std::int64_t minor;
    };
    for (const Row& row : {
             Row{"JPY", "1234", 1'234},
             Row{"EUR", "12.34", 1'234},
             Row{"KWD", "1.234", 1'234},
             Row{"CLF", "0.1234", 1'234},
             Row{"EUR", "-0.05", -5},
         }) {
        const auto money = parse_money(row.text, currency(row.code));
        ASSERT_TRUE(money) << row.code;
        EXPECT_EQ(money->minor, row.minor);
        EXPECT_EQ(to_string(*money), row.text);
    }
    EXPECT_EQ(parse_money("0.5", currency("JPY")).error(), DecimalError::too_many_decimals);
    EXPECT_EQ(parse_money("0.001", currency("EUR")).error(), DecimalError::too_many_decimals);
    EXPECT_TRUE(parse_money("100000000000.00", currency("EUR")));
    EXPECT_EQ(parse_money("100000000000.01", currency("EUR")).error(), DecimalError::out_of_range);
}

TEST(Decimal, prices_quantities_and_rates_at_their_limits) {
    const Currency eur = currency("EUR");
    EXPECT_EQ(parse_unit_price("2.55", eur)->e8, 255'000'000);
    EXPECT_EQ(to_string(*parse_unit_price("0.0125", eur)), "0.0125");
    EXPECT_EQ(to_string(*parse_unit_price("3", eur)), "3.00");
    EXPECT_EQ(to_string(*parse_unit_price("3", currency("JPY"))), "3");
    EXPECT_TRUE(parse_unit_price("1000000000", eur));
    EXPECT_EQ(parse_unit_price("1000000000.01", eur).error(), DecimalError::out_of_range);
    EXPECT_EQ(parse_unit_price("0.000000001", eur).error(), DecimalError::too_many_decimals);

    EXPECT_EQ(parse_quantity("1.204")->millionths, 1'204'000);
    EXPECT_EQ(to_string(*parse_quantity("-1.204")), "-1.204");
    EXPECT_EQ(to_string(pieces(3)), "3");
    EXPECT_TRUE(parse_quantity("1000000000"));
    EXPECT_EQ(parse_quantity("1000000000.000001").error(), DecimalError::out_of_range);
    EXPECT_EQ(parse_quantity("0.0000001").error(), DecimalError::too_many_decimals);

    EXPECT_EQ(parse_percent("19"), percent(19));
    EXPECT_EQ(percent_string(*parse_percent("7.50")), "7.5");
    EXPECT_TRUE(parse_percent("10000"));
    EXPECT_EQ(parse_percent("10000.1").error(), DecimalError::out_of_range);
    EXPECT_EQ(parse_percent("1.0000001").error(), DecimalError::too_many_decimals);
}

TEST(Decimal, any_figure_reads_back_at_every_scale) {
    for (unsigned seed = 0; seed < 300; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937_64 random{seed};
        const auto decimals = static_cast<unsigned>(random() % 10);
        const auto shown = static_cast<unsigned>(random() % 10);
        const auto scaled = static_cast<std::int64_t>(random() >> (1 + random() % 60)) *
                            (random() % 2 == 0 ? 1 : -1);
        EXPECT_EQ(parse_decimal(format_decimal(scaled, decimals, shown), decimals), scaled);
    }
}
