// Goal: quantity × price is rounded once, exactly, in every currency.
// Method: hand-worked tables, limits, seeded mirrors and comparison with long division by hand.
#include "pos/money/quantity.hpp"

#include <gtest/gtest.h>

#include <random>

#include "pos/money/decimal.hpp"

using namespace pos;

namespace {

Money extended(const char* quantity, const char* price, const char* code) {
    const Currency currency = *currency_of(code);
    return *extend(*parse_quantity(quantity), *parse_unit_price(price, currency),
                   RoundingMode::half_away);
}

}  // namespace

TEST(Extend, a_line_as_the_receipt_shows_it) {
    struct Row {
        const char *quantity, *price, *code, *total;
    };
    for (const Row& row : {
             Row{"3", "2.55", "EUR", "7.65"},
             Row{"1.204", "2.99", "EUR", "3.60"},  // 3.59996
             Row{"0.5", "0.01", "EUR", "0.01"},    // half a cent, away from zero
             Row{"-0.5", "0.01", "EUR", "-0.01"},
             Row{"0.5", "-0.01", "EUR", "-0.01"},
             Row{"0.499999", "0.01", "EUR", "0.00"},
             Row{"1000", "0.00001", "EUR", "0.01"},  // a price finer than a cent
             Row{"0", "9.99", "EUR", "0.00"},
             Row{"1.5", "99", "JPY", "149"},  // 148.5
             Row{"2", "0.1234", "KWD", "0.247"},
             Row{"0.3", "0.0001", "CLF", "0.0000"},
             Row{"0.000001", "1000000000", "EUR", "1000.00"},
         }) {
        EXPECT_EQ(to_string(extended(row.quantity, row.price, row.code)), row.total)
            << row.quantity << " x " << row.price;
    }
}

TEST(Extend, a_total_beyond_money_is_refused) {
    const Currency eur = *currency_of("EUR");
    const UnitPrice million = *parse_unit_price("1000000", eur);
    EXPECT_TRUE(extend(pieces(100'000), million, RoundingMode::half_away));
    EXPECT_EQ(extend(pieces(100'001), million, RoundingMode::half_away).error(),
              ExtendError::out_of_range);
    EXPECT_EQ(extend(-pieces(100'001), million, RoundingMode::half_away).error(),
              ExtendError::out_of_range);
    EXPECT_EQ(extend(kQuantityMax, UnitPrice{kPriceMaxE8, eur}, RoundingMode::up).error(),
              ExtendError::out_of_range);
}

TEST(Extend, a_return_mirrors_its_sale_in_every_mode) {
    const Currency eur = *currency_of("EUR");
    for (unsigned seed = 0; seed < 300; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937_64 random{seed};
        const Quantity quantity{static_cast<std::int64_t>(random() % 100'000'000)};
        const UnitPrice price{static_cast<std::int64_t>(random() % 100'000'000'000), eur};
        for (const RoundingMode mode :
             {RoundingMode::half_away, RoundingMode::half_even, RoundingMode::half_towards,
              RoundingMode::up, RoundingMode::down}) {
            EXPECT_EQ(*extend(-quantity, price, mode), -*extend(quantity, price, mode));
            EXPECT_EQ(*extend(quantity, {-price.e8, eur}, mode), -*extend(quantity, price, mode));
        }
    }
}

TEST(UnitPrice, of_an_amount_and_as_shown) {
    for (const char* const code : {"JPY", "EUR", "KWD", "CLF"}) {
        const Currency currency = *currency_of(code);
        const Money amount{-98'765, currency};
        EXPECT_EQ(shown(unit_price(amount)), amount) << code;
        EXPECT_EQ(extend(pieces(1), unit_price(amount), RoundingMode::half_away), amount);
    }
    const Currency eur = *currency_of("EUR");
    EXPECT_EQ(shown(*parse_unit_price("0.125", eur)).minor, 13);
    EXPECT_EQ(shown(*parse_unit_price("-0.125", eur)).minor, -13);
    EXPECT_EQ(unit_price({kPriceMaxE8 / 1'000'000, eur}).e8, kPriceMaxE8);
}

TEST(UnitPriceDeathTest, an_amount_beyond_any_price_stops) {
    EXPECT_DEATH(unit_price({kPriceMaxE8 / 1'000'000 + 1, *currency_of("EUR")}),
                 "assertion failed");
}

TEST(Portion, of_an_amount) {
    const Currency eur = *currency_of("EUR");
    struct Row {
        const char *amount, *percent, *part;
    };
    for (const Row& row : {
             Row{"99.90", "15", "14.99"},  // 14.985
             Row{"-99.90", "15", "-14.99"},
             Row{"100.00", "0", "0.00"},
             Row{"100.00", "100", "100.00"},
             Row{"0.10", "5", "0.01"},
             Row{"1000.00", "12.345678", "123.46"},
         }) {
        const Money part = portion(*parse_money(row.amount, eur), *parse_percent(row.percent),
                                   RoundingMode::half_away);
        EXPECT_EQ(to_string(part), row.part) << row.amount << " x " << row.percent;
    }
}

TEST(Quantity, whole_pieces_and_limits) {
    EXPECT_TRUE(is_whole(pieces(-3)));
    EXPECT_FALSE(is_whole({1'500'000}));
    EXPECT_EQ(pieces(3) - Quantity{500'000}, Quantity{2'500'000});
    EXPECT_EQ(pieces(3) + -pieces(4), pieces(-1));
    EXPECT_TRUE(in_range(kQuantityMax));
    EXPECT_FALSE(in_range(Quantity{kQuantityMax.millionths + 1}));
    EXPECT_FALSE(in_range(Quantity{-kQuantityMax.millionths - 1}));
    EXPECT_FALSE(in_range(UnitPrice{kPriceMaxE8 + 1, {}}));
    EXPECT_FALSE(in_range(Rate{-100 * kRateScale - 1}));
}
