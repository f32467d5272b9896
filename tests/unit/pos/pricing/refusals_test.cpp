// Goal: every refusal of price() has its own name, and the earlier one is given when two hold.
// Method: one good ticket, spoiled in one way at a time.
#include <gtest/gtest.h>

#include "pos/pricing/price.hpp"
#include "tests/unit/pos/pricing/ticket.hpp"

using namespace test;

namespace {

const Currency kUsd = *currency_of("USD");

PricingInput good() {
    return ticket("2 x 10.00 A -5%\n1 x 5.00 B\nbasket -1.00");
}

/// The refusal after `spoil` changed a good ticket.
template <class Spoil>
std::optional<PricingError> after(Spoil spoil) {
    PricingInput input = good();
    spoil(input);
    const auto priced = price(input);
    if (priced) return std::nullopt;
    return priced.error();
}

SettledLine returned() {
    return {.line = {.gross = {-1'200, euro()},
                     .basket_share = zero(euro()),
                     .total = {-1'200, euro()},
                     .net = {-1'000, euro()},
                     .payable = {-1'200, euro()},
                     .taxes = {{.base = {-1'000, euro()}, .tax = {-200, euro()}}}},
            .taxes = taxes_named("A")};
}

}  // namespace

TEST(PriceRefusals, a_good_ticket_is_priced) {
    EXPECT_EQ(after([](PricingInput&) {}), std::nullopt);
    EXPECT_EQ(after([](PricingInput& input) { input.lines[0].settled = returned(); }),
              std::nullopt);
}

TEST(PriceRefusals, steps) {
    for (const std::int64_t step : {0, -5, 1'000'001}) {
        EXPECT_EQ(after([&](PricingInput& input) { input.policy.line_step_minor = step; }),
                  PricingError::step_out_of_range);
        EXPECT_EQ(after([&](PricingInput& input) { input.policy.tax_step_minor = step; }),
                  PricingError::step_out_of_range);
    }
}

TEST(PriceRefusals, currencies) {
    EXPECT_EQ(after([](PricingInput& input) { input.lines[1].unit_price.currency = kUsd; }),
              PricingError::currency_mixed);
    EXPECT_EQ(after([](PricingInput& input) { input.basket_discounts[0].amount.currency = kUsd; }),
              PricingError::currency_mixed);
    EXPECT_EQ(after([](PricingInput& input) {
                  input.lines[0].discounts[0] = {.kind = DiscountKind::amount,
                                                 .amount = {100, kUsd}};
              }),
              PricingError::currency_mixed);
    EXPECT_EQ(after([](PricingInput& input) {
                  input.lines[0].settled = returned();
                  input.lines[0].settled->line.taxes[0].base.currency = kUsd;
              }),
              PricingError::currency_mixed);
    // a percentage has no currency
    EXPECT_EQ(after([](PricingInput& input) { input.lines[0].discounts[0].amount = {0, kUsd}; }),
              std::nullopt);
}

TEST(PriceRefusals, quantities_and_prices) {
    for (const int sign : {1, -1}) {
        EXPECT_EQ(after([&](PricingInput& input) {
                      input.lines[1].quantity = {sign * (kQuantityMax.millionths + 1)};
                  }),
                  PricingError::quantity_out_of_range);
        EXPECT_EQ(after([&](PricingInput& input) {
                      input.lines[1].unit_price.e8 = sign * (kPriceMaxE8 + 1);
                  }),
                  PricingError::price_out_of_range);
    }
}

TEST(PriceRefusals, discounts) {
    for (const std::int64_t e8 : {std::int64_t{-1}, kRateScale + 1}) {
        EXPECT_EQ(after([&](PricingInput& input) { input.lines[0].discounts[0].rate = {e8}; }),
                  PricingError::discount_out_of_range);
        EXPECT_EQ(after([&](PricingInput& input) { input.basket_discounts = {{.rate = {e8}}}; }),
                  PricingError::discount_out_of_range);
    }
    EXPECT_EQ(after([](PricingInput& input) { input.basket_discounts[0].amount.minor = -1; }),
              PricingError::discount_out_of_range);
    EXPECT_EQ(after([](PricingInput& input) {
                  input.lines[0].discounts.push_back(discount("19.01"));  // 19.00 is left
              }),
              PricingError::discount_exceeds_line);
    EXPECT_EQ(after([](PricingInput& input) {
                  input.lines[0].discounts.push_back(discount("19.00"));
                  input.basket_discounts = {discount("5.00")};
              }),
              std::nullopt);
    EXPECT_EQ(after([](PricingInput& input) { input.basket_discounts = {discount("24.01")}; }),
              PricingError::discount_exceeds_basket);
    EXPECT_EQ(after([](PricingInput& input) {
                  input.lines[0].discountable = false;
                  input.basket_discounts = {discount("5.01")};
              }),
              PricingError::discount_exceeds_basket);
    EXPECT_EQ(after([](PricingInput& input) {
                  input.lines[0].discountable = input.lines[1].discountable = false;
                  input.basket_discounts = {discount("0.01")};
              }),
              PricingError::discount_exceeds_basket);
    EXPECT_EQ(after([](PricingInput& input) {
                  input.lines[0].discountable = input.lines[1].discountable = false;
                  input.basket_discounts = {discount("0.00"), discount("10%")};
              }),
              std::nullopt);
}

TEST(PriceRefusals, settled_lines_that_do_not_add_up) {
    const auto spoiled = [](auto spoil) {
        return after([&](PricingInput& input) {
            input.lines[0].settled = returned();
            spoil(*input.lines[0].settled);
        });
    };
    for (Money PricedLine::* figure :
         {&PricedLine::gross, &PricedLine::basket_share, &PricedLine::total, &PricedLine::net,
          &PricedLine::payable}) {
        EXPECT_EQ(spoiled([&](SettledLine& settled) { (settled.line.*figure).minor += 1; }),
                  PricingError::settled_line_broken);
    }
    EXPECT_EQ(spoiled([](SettledLine& settled) { settled.line.taxes[0].tax.minor += 1; }),
              PricingError::settled_line_broken);
    EXPECT_EQ(spoiled([](SettledLine& settled) { settled.line.discounts.push_back({1, euro()}); }),
              PricingError::settled_line_broken);
    EXPECT_EQ(spoiled([](SettledLine& settled) { settled.taxes.clear(); }),
              PricingError::settled_line_broken);
    EXPECT_EQ(spoiled([](SettledLine& settled) { settled.line.taxes[0].group = 1; }),
              PricingError::settled_line_broken);
    EXPECT_EQ(spoiled([](SettledLine& settled) { settled.line.taxes[0].included = false; }),
              PricingError::settled_line_broken);
    EXPECT_EQ(
        spoiled([](SettledLine& settled) { settled.line.taxes[0].base.minor = kMinorMax + 1; }),
        PricingError::settled_line_broken);
}

TEST(PriceRefusals, taxes) {
    EXPECT_EQ(after([](PricingInput& input) { input.lines[0].taxes[0].rate = percent(-100); }),
              PricingError::tax_out_of_range);
    EXPECT_EQ(after([](PricingInput& input) { input.lines[0].taxes[0].rate = percent(10'001); }),
              PricingError::tax_out_of_range);
}

TEST(PriceRefusals, amounts_beyond_money) {
    EXPECT_EQ(after([](PricingInput& input) {
                  input.lines[0].quantity = pieces(1'000'000'000);
                  input.lines[0].unit_price.e8 = kPriceMaxE8;
              }),
              PricingError::amount_out_of_range);
    const auto most = [](PricingInput& input) {
        input.lines[0] = {.quantity = pieces(100),
                          .unit_price = {kPriceMaxE8, euro()},
                          .taxes = taxes_named("A")};
    };
    EXPECT_EQ(after([&](PricingInput& input) {
                  most(input);
                  input.lines.pop_back();
              }),
              std::nullopt);
    EXPECT_EQ(after(most), PricingError::amount_out_of_range);  // the sum of two lines
    EXPECT_EQ(after([&](PricingInput& input) {
                  most(input);
                  input.lines.pop_back();
                  input.lines[0].taxes = taxes_named("N");  // the tax on top
              }),
              PricingError::amount_out_of_range);
    EXPECT_EQ(after([&](PricingInput& input) {
                  most(input);
                  input.lines.pop_back();
                  input.policy.tax_scope = tax::TaxScope::line;
                  input.lines[0].taxes = taxes_named("NNNN");
                  for (tax::Tax& one : input.lines[0].taxes) one.rate = percent(9'000);
              }),
              PricingError::amount_out_of_range);
    for (const LinePrecision precision : {LinePrecision::minor, LinePrecision::exact}) {
        EXPECT_EQ(after([&](PricingInput& input) {
                      // All sums but that of the discounts are in range.
                      input.policy.precision = precision;
                      most(input);
                      input.lines = {input.lines[0], input.lines[0], input.lines[0]};
                      input.lines[0].discounts = input.lines[1].discounts = {discount("100%")};
                      input.lines[2].quantity = pieces(-100);
                      input.basket_discounts.clear();
                  }),
                  PricingError::amount_out_of_range);
    }
}

TEST(PriceRefusals, the_earlier_one_is_given) {
    EXPECT_EQ(after([](PricingInput& input) {
                  input.policy.tax_step_minor = 0;
                  input.lines[1].unit_price.currency = kUsd;
              }),
              PricingError::step_out_of_range);
    EXPECT_EQ(after([](PricingInput& input) {
                  input.lines[0].quantity = {kQuantityMax.millionths + 1};
                  input.lines[1].unit_price.currency = kUsd;
              }),
              PricingError::currency_mixed);
    EXPECT_EQ(after([](PricingInput& input) {
                  input.lines[0].unit_price.e8 = kPriceMaxE8 + 1;
                  input.lines[1].quantity = {kQuantityMax.millionths + 1};
              }),
              PricingError::quantity_out_of_range);
    EXPECT_EQ(after([](PricingInput& input) {
                  input.lines[0].discounts[0].rate = percent(101);
                  input.lines[1].unit_price.e8 = kPriceMaxE8 + 1;
              }),
              PricingError::price_out_of_range);
    EXPECT_EQ(after([](PricingInput& input) {
                  input.lines[0].settled = returned();
                  input.lines[0].settled->line.net.minor += 1;
                  input.lines[1].discounts = {discount("101%")};
              }),
              PricingError::discount_out_of_range);
    EXPECT_EQ(after([](PricingInput& input) {
                  input.lines[0].settled = returned();
                  input.lines[0].settled->line.net.minor += 1;
                  input.lines[1].taxes[0].rate = percent(-100);
              }),
              PricingError::settled_line_broken);
    EXPECT_EQ(after([](PricingInput& input) {
                  input.lines[0].taxes[0].rate = percent(-100);
                  input.lines[1].discounts = {discount("100.00")};
              }),
              PricingError::tax_out_of_range);
    EXPECT_EQ(after([](PricingInput& input) {
                  input.lines[1].discounts = {discount("100.00")};
                  input.basket_discounts = {discount("1000.00")};
              }),
              PricingError::discount_exceeds_line);
}
