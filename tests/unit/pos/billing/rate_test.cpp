// Goal: what surrounds a model is applied in its order and adds up: conversion, free quantity,
// discounts, maximum, minimum, credits, rounding.
// Method: hand-worked cases of each, then seeded charges whose sums must hold.
#include "pos/billing/rate.hpp"

#include <gtest/gtest.h>

#include <random>

#include "tests/unit/pos/billing/charges.hpp"

using namespace pos;
using namespace pos::billing;
using test::charge;
using test::figure;
using test::lines;
using test::rated;
using test::tiers;
using test::total;
using test::used;

namespace {

const Charge kUnit = charge(models::PerUnit{exactly(10)});

RatingError refused(const Charge& of, const Usage& usage) {
    const auto result = rate(of, usage);
    EXPECT_FALSE(result.has_value());
    return result ? RatingError{} : result.error();
}

}  // namespace

TEST(Rate, converts_each_part_or_the_period) {
    Charge of = kUnit;
    of.conversion = Conversion{.factor = exactly(1000), .rounding = RoundingMode::up};
    Usage second = used("1300");
    second.before = exactly(1400);
    EXPECT_EQ(total(of, used("1400")), "20");
    EXPECT_EQ(total(of, second), "20");
    of.conversion->of = ConversionOf::period;
    EXPECT_EQ(total(of, used("1400")), "20");
    EXPECT_EQ(total(of, second), "10");
    // Begun tenths of an hour, as lawyers count them: 7 minutes are 0.2 hours.
    of.conversion =
        Conversion{.factor = exactly(60), .rounding = RoundingMode::up, .step = figure("0.1")};
    EXPECT_EQ(total(of, used("7")), "2");
    of.conversion = Conversion{.by = ConvertBy::multiplying, .factor = figure("1.2")};
    EXPECT_EQ(lines(rated(of, used("10"))), "12×10=120");
}

TEST(Rate, free_quantity_is_used_up_by_earlier_parts) {
    Charge of = kUnit;
    of.discount.free_quantity = exactly(10);
    Usage usage = used("15");
    usage.before = exactly(5);
    EXPECT_EQ(lines(rated(of, usage)), "10×10=100");
    usage.before = exactly(20);
    EXPECT_EQ(lines(rated(of, usage)), "15×10=150");
    EXPECT_EQ(lines(rated(of, used("4"))), "");
}

TEST(Rate, tiers_count_what_is_left_of_the_free_quantity) {
    Charge of = charge(models::Graduated{tiers({"10 1", "- 2"})});
    of.discount.free_quantity = exactly(5);
    Usage usage = used("6");
    usage.before = exactly(12);  // five of them free, seven in the first tier
    EXPECT_EQ(lines(rated(of, usage)), "3×1=3 3×2=6");
}

TEST(Rate, percentage_comes_before_the_maximum_and_the_minimum_after_it) {
    Charge of = kUnit;
    of.discount.percent = exactly(50);
    of.commitment.maximum = exactly(100);
    Usage usage = used("20");
    usage.billed_before = exactly(35);
    const Rated result = rated(of, usage);
    EXPECT_EQ(to_string(result.discount), "100");
    EXPECT_EQ(to_string(result.over_maximum), "35");
    EXPECT_EQ(to_string(result.total), "65");
    of.commitment.minimum = exactly(80);
    usage.quantity = exactly(1);
    EXPECT_EQ(to_string(rated(of, usage).minimum), "40");  // 80 - 35 - 5
    usage.part = Part::middle;
    EXPECT_EQ(to_string(rated(of, usage).minimum), "0");
}

TEST(Rate, an_amount_off_goes_to_the_first_lines_and_never_below_zero) {
    Charge of = charge(models::Graduated{tiers({"10 1", "- 2"})});
    of.discount.amount = exactly(15);
    EXPECT_EQ(lines(rated(of, used("15"))), "10×1=0 5×2=5");
    EXPECT_EQ(total(of, used("5")), "0");
}

TEST(Rate, what_is_taken_off_is_rounded_as_lines_are) {
    Charge of = kUnit;
    of.discount.amount = figure("0.005");
    of.commitment.maximum = figure("9.994");
    EXPECT_EQ(lines(rated(of, used("1"))), "1×10=9.99");
    of.commitment.maximum.reset();
    EXPECT_EQ(total(of, used("1")), "9.99");
}

TEST(Rate, credits_pay_line_by_line_in_their_order) {
    Charge of = charge(models::Graduated{tiers({"10 1", "- 2"})});
    Usage usage = used("15");
    usage.credits = {{"gift", exactly(4)}, {"paid", exactly(8)}};
    const Rated result = rated(of, usage);
    EXPECT_EQ(lines(result), "10×1=0 5×2=8");
    ASSERT_EQ(result.credits.size(), 3U);
    EXPECT_EQ(result.credits[1], (CreditTaken{0, 1, exactly(6)}));
    EXPECT_EQ(result.credits[2], (CreditTaken{1, 1, exactly(2)}));
    usage.credits.push_back({"more", exactly(100)});
    EXPECT_EQ(to_string(rated(of, usage).total), "0");
    of.credits_beyond = CreditsBeyond::refused;
    EXPECT_EQ(refused(of, usage), RatingError::credits_exceed_total);
}

TEST(Rate, rounds_where_the_charge_says) {
    Charge of = charge(models::Graduated{tiers({"1 0.125", "- 0.125"})});
    EXPECT_EQ(total(of, used("2")), "0.26");  // 0.13 + 0.13
    of.rounding.at = RoundAt::total;
    EXPECT_EQ(total(of, used("2")), "0.25");
    of.rounding.decimals = 1;
    of.rounding.mode = RoundingMode::down;
    EXPECT_EQ(to_string(rated(of, used("2")).rounding), "-0.05");
    of.rounding.at = RoundAt::nowhere;
    EXPECT_EQ(total(of, used("2.5")), "0.3125");
}

TEST(Rate, next_to_nothing_may_have_no_average_price) {
    Charge of = charge(models::Graduated{tiers({"- - 1000000000"})});
    EXPECT_EQ(to_string(rated(of, used("2")).average_price), "500000000");
    Usage usage = used("1");
    usage.full_quantity = Exact{1};
    usage.billed_before = {};
    of.commitment.minimum.reset();
    EXPECT_EQ(to_string(rated(of, usage).total), "1000000000");
}

TEST(Rate, every_refusal) {
    EXPECT_EQ(refused(kUnit, used("1000000000001")), RatingError::quantity_out_of_range);
    EXPECT_EQ(refused(charge(models::Package{exactly(1), exactly(1)}), used("-1")),
              RatingError::quantity_negative);
    Usage seats;
    seats.unit_events.assign(2, {exactly(600'000'000'000), exactly(1)});
    EXPECT_EQ(refused(charge(models::ProratedGraduated{tiers({"- 1"})}), seats),
              RatingError::quantity_out_of_range);
    Usage many;
    many.events.assign(1'000'001, exactly(1));
    EXPECT_EQ(refused(kUnit, many), RatingError::too_many_events);
    EXPECT_EQ(refused(kUnit, used("100000000000")), RatingError::amount_out_of_range);
    Charge converted = kUnit;
    converted.conversion = Conversion{.by = ConvertBy::multiplying, .factor = exactly(1'000'000)};
    EXPECT_EQ(refused(converted, used("1000000000")), RatingError::quantity_out_of_range);
    for (int error = 0; error <= static_cast<int>(RatingError::credits_exceed_total); ++error) {
        EXPECT_FALSE(words_of(static_cast<RatingError>(error)).empty());
    }
}

TEST(Rate, every_fault_of_a_charge) {
    const auto only = [](const Charge& of) {
        const auto found = faults(of);
        EXPECT_EQ(found.size(), 1U);
        return found.empty() ? ChargeFault{} : found.front();
    };
    const auto graduated = [](const std::vector<std::string>& rows) {
        return charge(models::Graduated{tiers(rows)});
    };
    EXPECT_EQ(only(graduated({})), ChargeFault::no_tiers);
    std::vector<std::string> many;
    for (int i = 1; i <= 1000; ++i) many.push_back(std::to_string(i) + " 1");
    many.emplace_back("- 1");
    EXPECT_EQ(only(graduated(many)), ChargeFault::too_many_tiers);
    EXPECT_EQ(only(graduated({"10 1", "10 1", "- 1"})), ChargeFault::bounds_not_rising);
    EXPECT_EQ(only(graduated({"0 1", "- 1"})), ChargeFault::bounds_not_rising);
    EXPECT_EQ(only(graduated({"10 1"})), ChargeFault::last_tier_bounded);
    EXPECT_EQ(only(graduated({"- 1", "- 1"})), ChargeFault::inner_tier_unbounded);
    EXPECT_EQ(only(charge(models::PerUnit{exactly(1'000'000'001)})),
              ChargeFault::price_out_of_range);
    EXPECT_EQ(only(charge(models::Overage{{}, exactly(-1), {}})),
              ChargeFault::quantity_out_of_range);
    EXPECT_EQ(only(charge(models::Package{exactly(1), {}})),
              ChargeFault::package_size_not_positive);
    EXPECT_EQ(only(charge(models::Percentage{.percent = exactly(101)})),
              ChargeFault::percent_out_of_range);
    Charge of = kUnit;
    of.commitment = {exactly(2), exactly(1)};
    EXPECT_EQ(only(of), ChargeFault::limits_crossed);
    of = kUnit;
    of.conversion = Conversion{.factor = {}};
    EXPECT_EQ(only(of), ChargeFault::conversion_not_positive);
    of = kUnit;
    of.rounding.decimals = 15;
    EXPECT_EQ(only(of), ChargeFault::decimals_out_of_range);
    of = kUnit;
    of.discount.free_quantity = exactly(-1);
    EXPECT_EQ(only(of), ChargeFault::negative_free_quantity);
    of = charge(models::OneTime{exactly(1)});
    of.discount.free_quantity = exactly(1);
    EXPECT_EQ(only(of), ChargeFault::free_quantity_on_flat_price);
    for (int fault = 0; fault <= static_cast<int>(ChargeFault::free_quantity_on_flat_price);
         ++fault) {
        EXPECT_FALSE(words_of(static_cast<ChargeFault>(fault)).empty());
    }
}

TEST(Rate, seeded_charges_add_up) {
    for (unsigned seed = 0; seed < 500; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937_64 random{seed};
        const auto up_to = [&](std::int64_t most) {
            return Exact{Wide{static_cast<std::int64_t>(random() % 1'000'001)} * kExactScale *
                         most / 1'000'000};
        };
        models::Tiers made;
        Exact bound;
        for (unsigned i = 0; i < random() % 5; ++i) {
            bound += up_to(50) + exactly(1);
            made.push_back({bound, up_to(3), up_to(20)});
        }
        made.push_back({std::nullopt, up_to(3), up_to(20)});
        Charge of =
            random() % 2 == 0 ? charge(models::Graduated{made}) : charge(models::Volume{made});
        of.discount = {up_to(10), up_to(100), up_to(5)};
        if (random() % 2 == 0) of.commitment.minimum = up_to(50);
        if (random() % 2 == 0) of.commitment.maximum = up_to(200) + exactly(50);
        of.rounding.at = static_cast<RoundAt>(random() % 3);
        Usage usage{.quantity = up_to(200), .before = up_to(100), .billed_before = up_to(40)};
        usage.credits = {{"a", up_to(30)}, {"b", up_to(30)}};
        const Rated result = rated(of, usage);
        Exact sum = result.rounding;
        for (const Line& line : result.lines) {
            EXPECT_EQ(to_string(line.amount - line.discount - line.over_maximum - line.credit),
                      to_string(line.total));
            EXPECT_TRUE(line.total.e14 >= 0);
            sum += line.total;
        }
        EXPECT_EQ(to_string(sum), to_string(result.total));
        Exact taken;
        for (const CreditTaken& credit : result.credits) taken += credit.amount;
        EXPECT_EQ(to_string(taken), to_string(result.credit));
        if (of.commitment.maximum && of.rounding.at != RoundAt::total) {
            EXPECT_TRUE(result.total - result.minimum + usage.billed_before <=
                        *of.commitment.maximum);
        }
    }
}
