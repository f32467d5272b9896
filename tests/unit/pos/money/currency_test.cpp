// Goal: each currency has the decimals that ISO 4217 gives its minor unit.
// Method: known currencies of every exponent, every refusal. (The whole published table is compared
// in tests/conformance/pricing.)
#include "pos/money/currency.hpp"

#include <gtest/gtest.h>

using namespace pos;

TEST(Currency, exponents_from_zero_to_four) {
    struct Row {
        const char* code;
        int exponent;
        std::int64_t minor_per_major;
    };
    for (const Row& row : {
             Row{"JPY", 0, 1},
             Row{"KRW", 0, 1},
             Row{"CLP", 0, 1},
             Row{"EUR", 2, 100},
             Row{"GBP", 2, 100},
             Row{"ILS", 2, 100},
             Row{"HUF", 2, 100},
             Row{"KWD", 3, 1'000},
             Row{"TND", 3, 1'000},
             Row{"CLF", 4, 10'000},
             Row{"UYW", 4, 10'000},
         }) {
        SCOPED_TRACE(row.code);
        const auto currency = currency_of(row.code);
        ASSERT_TRUE(currency);
        EXPECT_EQ(currency->exponent, row.exponent);
        EXPECT_EQ(minor_per_major(*currency), row.minor_per_major);
        EXPECT_EQ(code_of(*currency), row.code);
        EXPECT_TRUE(in_range(*currency));
    }
}

TEST(Currency, what_is_no_currency) {
    for (const char* const code :
         {"", "E", "EU", "EURO", "eur", "EU ", " EU", "R G", "XXX", "XAU", "XTS", "DEM", "AB1"}) {
        EXPECT_FALSE(currency_of(code)) << code;
    }
    EXPECT_EQ(code_of(Currency{}), "");
}

TEST(Currency, numbers_for_card_terminals) {
    EXPECT_EQ(number_of(*currency_of("EUR")), 978);
    EXPECT_EQ(number_of(*currency_of("ALL")), 8);
    EXPECT_EQ(number_of(*currency_of("JPY")), 392);
    EXPECT_EQ(number_of(*currency_of("UYW")), 927);
    EXPECT_EQ(number_of(Currency{}), std::nullopt);
    EXPECT_EQ(number_of(Currency{{'Z', 'Z', 'Z'}, 2}), std::nullopt);
}

TEST(Currency, stored_values_are_checked) {
    EXPECT_TRUE(in_range(Currency{}));
    EXPECT_TRUE(in_range(Currency{{'Z', 'Z', 'Z'}, 4}));  // a later one, unknown to this table
    EXPECT_FALSE(in_range(Currency{{'Z', 'Z', 'Z'}, 5}));
    EXPECT_FALSE(in_range(Currency{{'Z', 'Z', 'Z'}, -1}));
    EXPECT_FALSE(in_range(Currency{{'Z', 'z', 'Z'}, 2}));
    EXPECT_FALSE(in_range(Currency{{'Z', 'Z', 0}, 2}));
    EXPECT_FALSE(in_range(Currency{{}, 2}));
}
