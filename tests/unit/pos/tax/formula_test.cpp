// Goal: what several taxes on one price come to, exactly.
// Method: hand-worked prices for each kind and combination, every refusal, and a seeded check that
// the figures satisfy the definition of each tax and add up to the price.
#include "pos/tax/formula.hpp"

#include <gtest/gtest.h>

#include <random>

#include "pos/money/decimal.hpp"
#include "pos/money/ratio.hpp"

using namespace pos;
using namespace pos::tax;

namespace {

const Currency kEur = *currency_of("EUR");

Tax percent_tax(const char* rate, bool included) {
    return {.code = rate, .rate = *parse_percent(rate), .included = included};
}

Tax fixed_tax(const char* amount, bool included) {
    return {.code = amount,
            .kind = TaxKind::fixed,
            .amount_e8 = *parse_decimal(amount, 8),
            .included = included};
}

Tax division_tax(const char* rate, bool included) {
    return {.code = rate,
            .kind = TaxKind::division,
            .rate = *parse_percent(rate),
            .included = included};
}

Tax feeding(Tax tax) {
    tax.adds_to_next_base = true;
    return tax;
}

Tax unfed(Tax tax) {
    tax.takes_previous_into_base = false;
    return tax;
}

std::string cents(const Term& term, const Formula& formula, const char* price,
                  const char* quantity) {
    Sum sum;
    const Quantity units = *parse_quantity(quantity);
    const Exact amount = extend_exactly(units, *parse_unit_price(price, kEur));
    if (!sum.add(term, formula.denominator, amount, units.millionths)) return "too large";
    return to_string(*sum.rounded(kEur, 1, RoundingMode::half_away));
}

/// "net | tax (base), tax (base)"
std::string worked(const char* price, const char* quantity, const std::vector<Tax>& taxes) {
    const auto result = formula(taxes);
    if (!result) return "refused";
    std::string text = cents(result->net, *result, price, quantity) + " |";
    for (std::size_t t = 0; t < taxes.size(); ++t) {
        text += " " + cents(result->taxes[t], *result, price, quantity) + " (" +
                cents(result->bases[t], *result, price, quantity) + ")";
    }
    return text;
}

}  // namespace

TEST(Formula, one_tax) {
    EXPECT_EQ(worked("100", "1", {}), "100.00 |");
    EXPECT_EQ(worked("120", "1", {percent_tax("20", true)}), "100.00 | 20.00 (100.00)");
    EXPECT_EQ(worked("100", "1", {percent_tax("20", false)}), "100.00 | 20.00 (100.00)");
    EXPECT_EQ(worked("52.50", "1", {percent_tax("12", true)}), "46.88 | 5.63 (46.88)");  // 5.625
    EXPECT_EQ(worked("5.00", "3", {fixed_tax("0.25", true)}), "14.25 | 0.75 (14.25)");
    EXPECT_EQ(worked("5.00", "3", {fixed_tax("0.25", false)}), "15.00 | 0.75 (15.00)");
    EXPECT_EQ(worked("180", "1", {division_tax("10", false)}), "180.00 | 20.00 (180.00)");
    EXPECT_EQ(worked("200", "1", {division_tax("10", true)}), "180.00 | 20.00 (180.00)");
    EXPECT_EQ(worked("100", "1", {percent_tax("-15", false)}), "100.00 | -15.00 (100.00)");
    EXPECT_EQ(worked("9.99", "1", {percent_tax("0", true)}), "9.99 | 0.00 (9.99)");
}

TEST(Formula, several_taxes_beside_each_other) {
    EXPECT_EQ(worked("130", "1", {percent_tax("20", true), percent_tax("10", true)}),
              "100.00 | 20.00 (100.00) 10.00 (100.00)");
    EXPECT_EQ(worked("100", "1", {percent_tax("5", false), percent_tax("9.975", false)}),
              "100.00 | 5.00 (100.00) 9.98 (100.00)");
    EXPECT_EQ(worked("120", "1", {percent_tax("20", true), percent_tax("5.2", false)}),
              "100.00 | 20.00 (100.00) 5.20 (100.00)");
    EXPECT_EQ(worked("100", "1", {percent_tax("21", true), percent_tax("-21", true)}),
              "100.00 | 21.00 (100.00) -21.00 (100.00)");  // reverse charge
    // 32.33 ÷ (1 − 0.3265) = 48.00…; each part of the gross amount
    EXPECT_EQ(worked("48", "1",
                     {division_tax("5", true), division_tax("3", true), division_tax("0.65", true),
                      division_tax("9", true), division_tax("15", true)}),
              "32.33 | 2.40 (32.33) 1.44 (32.33) 0.31 (32.33) 4.32 (32.33) 7.20 (32.33)");
}

TEST(Formula, taxes_on_taxes) {
    EXPECT_EQ(worked("100", "1", {feeding(percent_tax("5", false)), percent_tax("10", false)}),
              "100.00 | 5.00 (100.00) 10.50 (105.00)");
    EXPECT_EQ(worked("115.50", "1", {feeding(percent_tax("5", true)), percent_tax("10", true)}),
              "100.00 | 5.00 (100.00) 10.50 (105.00)");
    EXPECT_EQ(
        worked("100", "1", {feeding(percent_tax("5", false)), unfed(percent_tax("10", false))}),
        "100.00 | 5.00 (100.00) 10.00 (100.00)");
    EXPECT_EQ(worked("16.79", "2", {feeding(fixed_tax("1", false)), percent_tax("21", false)}),
              "33.58 | 2.00 (33.58) 7.47 (35.58)");
    EXPECT_EQ(worked("21.53", "2", {feeding(fixed_tax("1", true)), percent_tax("21", true)}),
              "33.59 | 2.00 (33.59) 7.47 (35.59)");
    // an added tax that feeds a contained one: the price stays, the untaxed amount gives way
    EXPECT_EQ(worked("1210", "1", {feeding(fixed_tax("10", false)), percent_tax("21", true)}),
              "998.26 | 10.00 (998.26) 211.74 (1008.26)");
}

TEST(Formula, refusals_in_order) {
    EXPECT_EQ(formula({{{.rate = {100 * kRateScale + 1}}}}).error(),
              FormulaError::rate_out_of_range);
    const std::vector<Tax> wild{{.rate = {100 * kRateScale + 1}}, division_tax("100", true)};
    EXPECT_EQ(formula(wild).error(), FormulaError::rate_out_of_range);
    EXPECT_EQ(formula({{division_tax("100", true)}}).error(), FormulaError::no_base_left);
    EXPECT_EQ(formula({{division_tax("100", false)}}).error(), FormulaError::no_base_left);
    const std::vector<Tax> together{division_tax("60", true), division_tax("40", true)};
    EXPECT_EQ(formula(together).error(), FormulaError::no_base_left);
    EXPECT_EQ(formula({{percent_tax("-100", true)}}).error(), FormulaError::no_base_left);
    EXPECT_TRUE(formula({{percent_tax("-100", false)}}));

    std::vector<Tax> fine;
    for (int i = 0; i < 8; ++i) {
        fine.push_back(feeding(percent_tax("1.234567", true)));
        fine.back().rate.e8 += i;
    }
    EXPECT_EQ(formula(fine).error(), FormulaError::too_fine);
}

TEST(Formula, seeded_combinations_satisfy_their_definition) {
    for (unsigned seed = 0; seed < 400; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937_64 random{seed};
        std::vector<Tax> taxes(random() % 4 + 1);
        for (Tax& tax : taxes) {
            tax.kind = random() % 4 == 0 ? TaxKind::fixed : TaxKind::percent;
            tax.rate.e8 = static_cast<std::int64_t>(random() % 300) * 100'000;  // 0 … 30 %
            tax.amount_e8 = static_cast<std::int64_t>(random() % 500) * 1'000'000;
            tax.included = random() % 2 == 0;
            tax.adds_to_next_base = random() % 2 == 0;
            tax.takes_previous_into_base = random() % 2 == 0;
        }
        const auto result = formula(taxes);
        ASSERT_TRUE(result);

        // price = untaxed amount and contained taxes, and each tax is rate × base, for the parts of
        // price and of quantity alike.
        Wide per_price = result->net.per_price;
        Wide per_unit = result->net.per_unit;
        for (std::size_t t = 0; t < taxes.size(); ++t) {
            if (taxes[t].included) per_price += result->taxes[t].per_price;
            if (taxes[t].included) per_unit += result->taxes[t].per_unit;
            Term base = result->net;
            for (std::size_t from = 0; from < t; ++from) {
                if (!taxes[from].adds_to_next_base || !taxes[t].takes_previous_into_base) continue;
                base.per_price += result->taxes[from].per_price;
                base.per_unit += result->taxes[from].per_unit;
            }
            EXPECT_EQ(result->bases[t], base);
            if (taxes[t].kind == TaxKind::fixed) {
                EXPECT_TRUE(result->taxes[t].per_price == 0);
                EXPECT_TRUE(result->taxes[t].per_unit == taxes[t].amount_e8 * result->denominator);
            } else {
                const Wide rate = taxes[t].rate.e8;
                EXPECT_TRUE(result->taxes[t].per_price * kRateScale == base.per_price * rate);
                EXPECT_TRUE(result->taxes[t].per_unit * kRateScale == base.per_unit * rate);
            }
        }
        EXPECT_TRUE(per_price == result->denominator);
        EXPECT_TRUE(per_unit == 0);
    }
}

TEST(Sum, adds_exactly_over_different_denominators) {
    // 1/3 + 1/6 of a cent is half a cent, which thirds in decimals would miss.
    const Term one{1, 0};
    const Exact cent{exact_per_minor(kEur)};
    Sum sum;
    ASSERT_TRUE(sum.add(one, 3, cent, 0));
    ASSERT_TRUE(sum.add(one, 6, cent, 0));
    EXPECT_EQ(sum.rounded(kEur, 1, RoundingMode::half_away)->minor, 1);
    EXPECT_EQ(sum.rounded(kEur, 1, RoundingMode::half_towards)->minor, 0);
    EXPECT_TRUE(sum.nearest() == Exact{exact_per_minor(kEur) / 2});
}

TEST(Sum, rounds_to_steps_and_knows_its_limits) {
    const Term whole{1, 0};
    Sum sum;
    ASSERT_TRUE(sum.add(whole, 1, exact(Money{1'234, kEur}), 0));
    EXPECT_EQ(sum.rounded(kEur, 5, RoundingMode::half_away)->minor, 1'235);
    EXPECT_EQ(sum.rounded(kEur, 100, RoundingMode::half_away)->minor, 1'200);
    ASSERT_TRUE(sum.add(whole, 1, exact(Money{kMinorMax, kEur}), 0));
    EXPECT_FALSE(sum.rounded(kEur, 1, RoundingMode::half_away));

    Sum huge;
    EXPECT_FALSE(huge.add({Wide{1} << 100, 0}, 1, exact(Money{kMinorMax, kEur}), 0));
    EXPECT_TRUE(huge.nearest() == Exact{});
    EXPECT_FALSE(evaluate({Wide{1} << 100, 0}, 1, exact(Money{kMinorMax, kEur}), 0));
}
