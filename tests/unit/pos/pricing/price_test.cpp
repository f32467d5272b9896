// Goal: a whole ticket comes out as an accountant works it out by hand.
// Method: tickets as text beside their lines, tax table and totals, one for each rule and policy.
#include "pos/pricing/price.hpp"

#include <gtest/gtest.h>

#include "tests/unit/pos/pricing/ticket.hpp"

using namespace test;

namespace {

void check(const char* text, const char* lines, const char* totals,
           const PricingPolicy& policy = {}) {
    const auto priced = price(ticket(text, policy));
    ASSERT_TRUE(priced) << static_cast<int>(priced.error());
    EXPECT_EQ(lines_of(*priced), rows(lines));
    EXPECT_EQ(totals_of(*priced), rows(totals));
}

constexpr PricingPolicy kByLine{.tax_scope = tax::TaxScope::line};
constexpr PricingPolicy kByDocument{.tax_scope = tax::TaxScope::document};
constexpr PricingPolicy kExact{.precision = LinePrecision::exact};

}  // namespace

TEST(Price, an_empty_ticket) {
    check("", "", "0.00 + 0.00 = 0.00");
}

TEST(Price, prices_that_contain_tax) {
    check(R"(
        2 x 1.19 A
        1.204 x 2.99 B
        1 x 0.50
        1 x 3.00 Z
    )",
          R"(
        2.38 = 2.38: 1.98 + 0.40 = 2.38
        3.60 = 3.60: 3.43 + 0.17 = 3.60
        0.50 = 0.50: 0.50 = 0.50
        3.00 = 3.00: 3.00 + 0.00 = 3.00
    )",
          R"(
        A 1.98 + 0.40 = 2.38
        B 3.43 + 0.17 = 3.60
        Z 3.00 + 0.00 = 3.00
        8.91 + 0.57 = 9.48
    )");
}

TEST(Price, the_lines_of_a_group_share_its_tax_by_largest_remainder) {
    // 3 × 0.10 contains 0.05 of tax; each line alone would say 0.02.
    check(R"(
        1 x 0.10 A
        1 x 0.10 A
        1 x 0.10 A
    )",
          R"(
        0.10 = 0.10: 0.08 + 0.02 = 0.10
        0.10 = 0.10: 0.08 + 0.02 = 0.10
        0.10 = 0.10: 0.09 + 0.01 = 0.10
    )",
          R"(
        A 0.25 + 0.05 = 0.30
        0.25 + 0.05 = 0.30
    )");
}

TEST(Price, tax_by_line_rounds_each_line) {
    check(R"(
        1 x 0.10 A
        1 x 0.10 A
        1 x 0.10 A
    )",
          R"(
        0.10 = 0.10: 0.08 + 0.02 = 0.10
        0.10 = 0.10: 0.08 + 0.02 = 0.10
        0.10 = 0.10: 0.08 + 0.02 = 0.10
    )",
          R"(
        A 0.24 + 0.06 = 0.30
        0.24 + 0.06 = 0.30
    )",
          kByLine);
}

TEST(Price, tax_by_document_rounds_once_and_shares_it_out_among_the_groups) {
    // 0.09 contains 0.015 and 0.30 contains 0.0143 (0.029285… together): 0.03, not 0.02 + 0.01.
    check(R"(
        1 x 0.09 A
        1 x 0.30 B
    )",
          R"(
        0.09 = 0.09: 0.07 + 0.02 = 0.09
        0.30 = 0.30: 0.29 + 0.01 = 0.30
    )",
          R"(
        A 0.07 + 0.02 = 0.09
        B 0.29 + 0.01 = 0.30
        0.36 + 0.03 = 0.39
    )",
          kByDocument);
    // 0.0125 and 0.0138: each group alone rounds to 0.01, together 0.0263 to 0.03.
    check(R"(
        1 x 0.075 A
        1 x 0.29 B
    )",
          R"(
        0.08 = 0.08: 0.07 + 0.01 = 0.08
        0.29 = 0.29: 0.27 + 0.02 = 0.29
    )",
          R"(
        A 0.07 + 0.01 = 0.08
        B 0.27 + 0.02 = 0.29
        0.34 + 0.03 = 0.37
    )",
          kByDocument);
}

TEST(Price, taxes_that_are_added) {
    check(R"(
        3 x 9.99 S
        1 x 1.00 S
        2 x 5.00 GQ
    )",
          R"(
        29.97 = 29.97: 29.97 + 2.66 = 32.63
        1.00 = 1.00: 1.00 + 0.09 = 1.09
        10.00 = 10.00: 10.00 + 0.50 + 1.05 = 11.55
    )",
          R"(
        G 10.00 + 0.50 = 10.50
        S 30.97 + 2.75 = 33.72
        Q 10.50 + 1.05 = 11.55
        40.97 + 4.30 = 45.27
    )");
}

TEST(Price, a_deposit_is_a_fixed_tax_for_each_piece) {
    check(R"(
        6 x 0.89 AD -10%
        -2 x 0.89 AD
    )",
          R"(
        5.34 - 0.53 = 4.81: 4.01 + 0.80 + 1.50 = 6.31
        -1.78 = -1.78: -1.49 + -0.29 + -0.50 = -2.28
    )",
          R"(
        A 2.52 + 0.51 = 3.03    # 3.03 contains 0.505
        D 2.52 + 1.00 = 3.52
        2.52 + 1.51 = 4.03
    )");
}

TEST(Price, a_fixed_tax_has_the_sign_of_its_line_whichever_factor_is_negative) {
    const auto sum = [](const char* text) { return price(ticket(text))->total.minor; };
    EXPECT_EQ(sum("2 x 1.00 D"), 250);
    EXPECT_EQ(sum("-2 x 1.00 D"), -250);
    EXPECT_EQ(sum("2 x -1.00 D"), -250);
    EXPECT_EQ(sum("-2 x -1.00 D"), 250);
    EXPECT_EQ(sum("2 x 0 D"), 50);
}

TEST(Price, line_discounts_follow_each_other) {
    check(R"(
        3 x 9.99 A -10% -1.00
        1 x 9.99 A -1.00 -10%
        1 x 5.00 A -100%
        1 x 5.00 A -5.00
    )",
          R"(
        29.97 - 3.00 - 1.00 = 25.97: 21.64 + 4.33 = 25.97
        9.99 - 1.00 - 0.90 = 8.09: 6.74 + 1.35 = 8.09
        5.00 - 5.00 = 0.00: 0.00 + 0.00 = 0.00
        5.00 - 5.00 = 0.00: 0.00 + 0.00 = 0.00
    )",
          R"(
        A 28.38 + 5.68 = 34.06
        28.38 + 5.68 = 34.06
    )");
}

TEST(Price, basket_discounts_are_spread_over_the_lines) {
    const auto priced = price(ticket(R"(
        1 x 10.00 A
        1 x 10.00 B
        1 x 10.00 A
        1 x 20.00 A whole
        basket -10.00
        basket -10%
    )"));
    ASSERT_TRUE(priced);
    EXPECT_EQ(lines_of(*priced), rows(R"(
        10.00 - 4.00 = 6.00: 5.00 + 1.00 = 6.00    # 3.34 and 0.66: the cent evens out
        10.00 - 4.00 = 6.00: 5.71 + 0.29 = 6.00    # 3.33 and 0.67
        10.00 - 4.00 = 6.00: 5.00 + 1.00 = 6.00    # 3.33 and 0.67
        20.00 = 20.00: 16.67 + 3.33 = 20.00
    )"));
    EXPECT_EQ(to_string(priced->lines[0].basket_shares[0]), "3.34");
    EXPECT_EQ(to_string(priced->lines[0].basket_shares[1]), "0.66");
    EXPECT_EQ(to_string(priced->basket_discounts[0]), "10.00");
    EXPECT_EQ(to_string(priced->basket_discounts[1]), "2.00");
    EXPECT_EQ(to_string(priced->basket_discount), "12.00");
    EXPECT_EQ(to_string(priced->discount), "12.00");
    EXPECT_EQ(to_string(priced->line_discount), "0.00");
    EXPECT_EQ(to_string(priced->gross), "50.00");
    for (const PricedLine& line : priced->lines) EXPECT_EQ(line.basket_shares.size(), 2U);
}

TEST(Price, in_an_exchange_an_amount_comes_off_what_is_bought) {
    // 10 % of everything; 5.00 over the two lines that are sold, in proportion.
    check(R"(
        1 x 30.00 A
        1 x 10.00 A
        -1 x 20.00 A
        basket -5.00
    )",
          R"(
        30.00 - 3.75 = 26.25: 21.88 + 4.37 = 26.25
        10.00 - 1.25 = 8.75: 7.29 + 1.46 = 8.75
        -20.00 = -20.00: -16.67 + -3.33 = -20.00
    )",
          R"(
        A 12.50 + 2.50 = 15.00
        12.50 + 2.50 = 15.00
    )");
    check(R"(
        1 x 30.00 A
        -1 x 20.00 A
        basket -10%
    )",
          R"(
        30.00 - 3.00 = 27.00: 22.50 + 4.50 = 27.00
        -20.00 - -2.00 = -18.00: -15.00 + -3.00 = -18.00
    )",
          R"(
        A 7.50 + 1.50 = 9.00
        7.50 + 1.50 = 9.00
    )");
}

TEST(Price, which_prices_contain_tax_is_settled_by_line_then_shop_then_tax) {
    PricingInput input = ticket("1 x 120 A");
    EXPECT_EQ(price(input)->total.minor, 12'000);
    input.policy.prices = tax::PricesAre::without_tax;
    EXPECT_EQ(price(input)->total.minor, 14'400);
    EXPECT_FALSE(price(input)->groups[0].included);
    input.lines[0].prices = tax::PricesAre::with_tax;
    EXPECT_EQ(price(input)->total.minor, 12'000);
    input.policy.prices = tax::PricesAre::with_tax;
    input.lines[0].prices = tax::PricesAre::without_tax;
    EXPECT_EQ(price(input)->total.minor, 14'400);
}

TEST(Price, contained_and_added_at_one_rate_are_two_groups) {
    PricingInput input = ticket("1 x 120 A\n1 x 100 A");
    input.lines[1].prices = tax::PricesAre::without_tax;
    EXPECT_EQ(totals_of(*price(input)), rows(R"(
        A 100.00 + 20.00 = 120.00
        A 100.00 + 20.00 = 120.00
        200.00 + 40.00 = 240.00
    )"));
    EXPECT_FALSE(price(input)->groups[0].included);
}

TEST(Price, rounding_steps_and_modes) {
    const PricingPolicy steps{.line_step_minor = 5};
    EXPECT_EQ(price(ticket("1.204 x 2.99 A", steps))->total.minor, 360);
    EXPECT_EQ(price(ticket("1.222 x 2.99 A", steps))->total.minor, 365);  // 3.65378
    const PricingPolicy tax_steps{.tax_step_minor = 5};
    EXPECT_EQ(price(ticket("1 x 10.00 N\n1 x 0.20 N", tax_steps))->tax.minor, 100);  // 1.02
    EXPECT_EQ(price(ticket("0.5 x 0.01", {.line_mode = RoundingMode::down}))->total.minor, 0);
    EXPECT_EQ(
        price(ticket("1 x 0.05 -10%", {.discount_mode = RoundingMode::half_away}))->total.minor, 4);
    EXPECT_EQ(
        price(ticket("1 x 0.05 -10%", {.discount_mode = RoundingMode::half_towards}))->total.minor,
        5);
    EXPECT_EQ(price(ticket("1 x 52.50 A", {.tax_mode = RoundingMode::half_away}))->tax.minor, 875);
    EXPECT_EQ(price(ticket("1 x 0.33 A", {.tax_mode = RoundingMode::half_away}))->tax.minor, 6);
    EXPECT_EQ(price(ticket("1 x 0.33 A", {.tax_mode = RoundingMode::half_towards}))->tax.minor, 5);
}

TEST(Price, an_amount_off_is_that_amount_in_every_rounding) {
    for (const auto precision : {LinePrecision::minor, LinePrecision::exact}) {
        for (const auto mode : {RoundingMode::half_away, RoundingMode::half_even,
                                RoundingMode::half_towards, RoundingMode::up, RoundingMode::down}) {
            const PricingPolicy policy{
                .precision = precision, .line_mode = mode, .discount_mode = mode};
            const std::string three = "1 x 1.00\n1 x 1.00\n1 x 1.00\nbasket 1.00";
            EXPECT_EQ(price(ticket(three, policy))->total.minor, 200);
            const std::string seven = "1 x 0.10\n1 x 0.30\n1 x 0.30\nbasket 0.50";
            EXPECT_EQ(price(ticket(seven, policy))->total.minor, 20);
            const std::string back = "-1 x 1.00\n-1 x 1.00\n-1 x 1.00\nbasket 1.00";
            EXPECT_EQ(price(ticket(back, policy))->total.minor, -200);
        }
    }
}

TEST(Price, exact_lines_are_rounded_with_the_document) {
    // Three times 0.333 make 0.999: one euro, where rounded lines would make 0.99.
    check(R"(
        1 x 0.333 N
        1 x 0.333 N
        1 x 0.333 N
    )",
          R"(
        0.34 = 0.34: 0.34 + 0.04 = 0.38
        0.33 = 0.33: 0.33 + 0.03 = 0.36
        0.33 = 0.33: 0.33 + 0.03 = 0.36
    )",
          R"(
        N 1.00 + 0.10 = 1.10
        1.00 + 0.10 = 1.10
    )",
          kExact);
}

TEST(Price, exact_documents_keep_their_price_or_their_untaxed_amount) {
    // 2 × 17.79 contains 2 × 6 % and has 3 % added on all: the untaxed amount is 31.7678… exactly.
    const char* const text = "1 x 17.79 B\n1 x 17.79 B";  // 5 %: 33.8857… untaxed
    PricingPolicy policy = kExact;
    EXPECT_EQ(totals_of(*price(ticket(text, policy))),
              "B 33.89 + 1.69 = 35.58\n"
              "33.89 + 1.69 = 35.58\n");
    // 12.50 with 20 % contained: 10.41666… and 2.08333…; 25.05 by both halves of each.
    const char* const mixed = "1 x 12.53 A\n1 x 12.53 B";
    EXPECT_EQ(price(ticket(mixed, policy))->total.minor, 2'506);
    policy.kept = Kept::net;
    const auto priced = price(ticket(mixed, policy));
    EXPECT_EQ(priced->net.minor, 2'238);  // 10.441666… + 11.933333… = 22.375
    EXPECT_EQ(priced->tax.minor, 269);    // 2.09 + 0.60
    EXPECT_EQ(priced->total.minor, 2'507);
}

TEST(Price, settled_lines_enter_with_the_figures_they_have) {
    const auto sale = price(ticket("1 x 9.99 A\n1 x 9.99 A\nbasket -1.00"));
    ASSERT_TRUE(sale);
    PricedLine back = sale->lines[1];
    for (Money* figure : {&back.gross, &back.basket_share, &back.total, &back.net, &back.payable,
                          &back.basket_shares[0], &back.taxes[0].base, &back.taxes[0].tax}) {
        *figure = -*figure;
    }
    PricingInput exchange = ticket("1 x 20.00 A\n1 x 1.00\nbasket -10%");
    exchange.lines[1].settled = SettledLine{back, taxes_named("A")};

    const auto priced = price(exchange);
    ASSERT_TRUE(priced);
    EXPECT_EQ(priced->lines[1].payable, back.payable);
    EXPECT_EQ(lines_of(*priced), rows(R"(
        20.00 - 2.00 = 18.00: 15.00 + 3.00 = 18.00
        -9.99 - -0.50 = -9.49: -7.91 + -1.58 = -9.49
    )"));
    EXPECT_EQ(totals_of(*priced), rows(R"(
        A 7.09 + 1.42 = 8.51
        7.09 + 1.42 = 8.51
    )"));
    EXPECT_EQ(priced->basket_discounts[0].minor, 200);
    EXPECT_EQ(priced->basket_discount.minor, 150);
}

TEST(Price, currencies_of_zero_to_four_decimals) {
    struct Row {
        const char *code, *unit, *total, *tax;
    };
    for (const Row& row : {
             Row{"JPY", "1099", "3297", "550"},  // 549.5
             Row{"EUR", "10.99", "32.97", "5.50"},
             Row{"KWD", "1.099", "3.297", "0.550"},
             Row{"CLF", "0.1099", "0.3297", "0.0550"},
         }) {
        const Currency currency = *currency_of(row.code);
        const PricingInput input{.currency = currency,
                                 .lines = {{.quantity = pieces(3),
                                            .unit_price = *parse_unit_price(row.unit, currency),
                                            .taxes = taxes_named("A")}}};
        const auto priced = price(input);
        ASSERT_TRUE(priced) << row.code;
        EXPECT_EQ(to_string(priced->total), row.total);
        EXPECT_EQ(to_string(priced->tax), row.tax);
    }
}
