// Goal: figures on their way to a Money lose nothing.
// Method: products to the last digit in every currency; proportions against long arithmetic done
// another way, also where products outgrow 128 bits.
#include "pos/money/exact.hpp"

#include <gtest/gtest.h>

#include <random>

#include "pos/money/decimal.hpp"

using namespace pos;

TEST(Exact, holds_every_digit_of_a_line) {
    const Currency eur = *currency_of("EUR");
    const UnitPrice price{1, eur};  // 0.00000001
    EXPECT_TRUE(extend_exactly({1}, price).e14 == 1);
    EXPECT_TRUE(extend_exactly({-1}, price).e14 == -1);
    EXPECT_TRUE(extend_exactly(pieces(3), *parse_unit_price("2.55", eur)).e14 ==
                Wide{765} * 1'000'000'000'000);
}

TEST(Exact, one_minor_unit_in_currencies_of_zero_to_four_decimals) {
    struct Row {
        const char* code;
        std::int64_t e14;
    };
    for (const Row& row : {Row{"JPY", 100'000'000'000'000}, Row{"EUR", 1'000'000'000'000},
                           Row{"KWD", 100'000'000'000}, Row{"CLF", 10'000'000'000}}) {
        const Currency currency = *currency_of(row.code);
        EXPECT_EQ(exact_per_minor(currency), row.e14) << row.code;
        for (const std::int64_t minor : {std::int64_t{0}, std::int64_t{-7}, kMinorMax}) {
            EXPECT_EQ(rounded(exact({minor, currency}), currency, RoundingMode::up),
                      (Money{minor, currency}));
        }
        const Exact half{row.e14 / 2};
        EXPECT_EQ(rounded(half, currency, RoundingMode::half_away)->minor, 1);
        EXPECT_EQ(rounded(-half, currency, RoundingMode::half_away)->minor, -1);
        EXPECT_EQ(rounded(half, currency, RoundingMode::half_towards)->minor, 0);
    }
}

TEST(Exact, beyond_money_there_is_no_amount) {
    const Currency eur = *currency_of("EUR");
    const Exact most = exact({kMinorMax, eur});
    EXPECT_TRUE(rounded(most, eur, RoundingMode::up));
    EXPECT_FALSE(rounded(most + Exact{1}, eur, RoundingMode::up));
    EXPECT_TRUE(rounded(most + Exact{1}, eur, RoundingMode::down));
    EXPECT_FALSE(rounded(-most - Exact{1}, eur, RoundingMode::up));
}

TEST(Exact, portions) {
    EXPECT_TRUE(portion(Exact{1'000}, percent(15)).e14 == 150);
    EXPECT_TRUE(portion(Exact{-1'000}, percent(15)).e14 == -150);
    EXPECT_TRUE(portion(Exact{10}, percent(5)).e14 == 1);  // half of the last digit
    EXPECT_TRUE(portion(Exact{-10}, percent(5)).e14 == -1);
    EXPECT_TRUE(portion(Exact{9}, percent(5)).e14 == 0);
    const Exact most = exact({kMinorMax, *currency_of("JPY")});
    EXPECT_TRUE(portion(most, percent(100)) == most);
}

TEST(Exact, proportions_of_small_figures) {
    EXPECT_TRUE(proportion(Exact{1}, Exact{1}, Exact{3}).e14 == 0);
    EXPECT_TRUE(proportion(Exact{2}, Exact{1}, Exact{3}).e14 == 1);
    EXPECT_TRUE(proportion(Exact{-2}, Exact{1}, Exact{3}).e14 == -1);
    EXPECT_TRUE(proportion(Exact{1}, Exact{1}, Exact{2}).e14 == 1);
    EXPECT_TRUE(proportion(Exact{0}, Exact{5}, Exact{7}).e14 == 0);
}

TEST(Exact, proportions_hold_where_products_outgrow_128_bits) {
    for (unsigned seed = 0; seed < 300; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937_64 random{seed};
        const auto wide = [&](unsigned bits) {
            return ((Wide{static_cast<std::int64_t>(random() >> 1)} << 63) |
                    Wide{static_cast<std::int64_t>(random() >> 1)}) >>
                   (126 - bits);
        };
        const Wide whole = wide(60 + static_cast<unsigned>(random() % 50)) + 1;
        const Wide part = wide(126) % (whole + 1);
        const Wide amount = wide(126) % (whole + 1);
        const Wide share = proportion(Exact{amount}, Exact{part}, Exact{whole}).e14;
        EXPECT_TRUE(proportion(Exact{-amount}, Exact{part}, Exact{whole}).e14 == -share);

        // amount × part = share × whole + rest, in two limbs of 64 bits modulo 2^128: the rest of a
        // right answer is small, so it cannot hide a multiple of 2^128.
        __extension__ typedef unsigned __int128 Bits;
        const Bits rest = Bits(amount) * Bits(part) - Bits(share) * Bits(whole);
        const Wide signed_rest = static_cast<Wide>(rest);
        EXPECT_TRUE(2 * signed_rest < whole);
        EXPECT_TRUE(2 * signed_rest >= -whole);
    }
}

namespace {

Exact figure(const char* text) {
    const auto read = parse_exact(text);
    EXPECT_TRUE(read.has_value()) << text;
    return read.value_or(Exact{});
}

}  // namespace

TEST(Exact, is_read_and_written_as_it_is) {
    for (const char* text : {"0", "1", "-1", "0.05", "-0.00000000000001", "1300", "12.5",
                             "999999999999999999.99999999999999", "-123456789012345678.5"}) {
        EXPECT_EQ(to_string(figure(text)), text);
    }
    EXPECT_EQ(to_string(figure("+1.50")), "1.5");
    EXPECT_EQ(to_string(figure("2"), 2), "2.00");
    EXPECT_TRUE(figure(".5").e14 == kExactScale / 2);
}

TEST(Exact, what_is_no_figure_says_why) {
    EXPECT_EQ(parse_exact("").error(), DecimalError::empty);
    EXPECT_EQ(parse_exact("1,5").error(), DecimalError::not_a_number);
    EXPECT_EQ(parse_exact("-").error(), DecimalError::not_a_number);
    EXPECT_EQ(parse_exact("1e3").error(), DecimalError::not_a_number);
    EXPECT_EQ(parse_exact("0.000000000000001").error(), DecimalError::too_many_decimals);
    EXPECT_EQ(parse_exact("1.000000000000000000000").value_or(Exact{}), exactly(1));
    EXPECT_EQ(parse_exact("1000000000000000000").error(), DecimalError::out_of_range);
}

TEST(Exact, products_and_quotients_to_the_last_place) {
    EXPECT_EQ(to_string(product(figure("1.33333"), figure("50"))), "66.6665");
    EXPECT_EQ(to_string(product(figure("0.0000001"), figure("0.00000015"))), "0.00000000000002");
    EXPECT_EQ(to_string(product(figure("-0.0000001"), figure("0.00000015"))), "-0.00000000000002");
    // Beyond 128 bits in between.
    EXPECT_EQ(to_string(product(figure("123456789012.5"), figure("987654321.25"))),
              "121932631155845145265.625");
    EXPECT_EQ(to_string(quotient(exactly(1), exactly(3))), "0.33333333333333");
    EXPECT_EQ(to_string(quotient(exactly(-2), exactly(3))), "-0.66666666666667");
    EXPECT_EQ(to_string(quotient(exactly(2), exactly(-3), RoundingMode::down)),
              "-0.66666666666666");
    EXPECT_EQ(to_string(share_of(exactly(100), 14, 31)), "45.16129032258065");
}

TEST(Exact, is_rounded_at_a_place_and_to_a_step) {
    EXPECT_EQ(to_string(round_at(figure("12.49"), 1, RoundingMode::up)), "12.5");
    EXPECT_EQ(to_string(round_at(figure("-12.45"), 1, RoundingMode::half_away)), "-12.5");
    EXPECT_EQ(to_string(round_at(figure("-12.45"), 1, RoundingMode::half_even)), "-12.4");
    EXPECT_EQ(to_string(round_at(figure("14.37"), 14, RoundingMode::down)), "14.37");
    EXPECT_EQ(to_string(round_to(figure("1.23"), figure("0.1"), RoundingMode::up)), "1.3");
    EXPECT_EQ(to_string(floor_of(figure("-1.2"))), "-2");
    EXPECT_EQ(to_string(floor_of(figure("1.8"))), "1");
}
