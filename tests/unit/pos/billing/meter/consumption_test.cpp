// Goal: what a counter measured between two instants is right over rollovers, exchanges,
// multipliers and estimates, adds up, and is never negative. Method: hand-worked registers, among
// them what users of other programs complained of; each refusal; seeded registers cut into
// stretches that must add up.
#include "pos/billing/meter/consumption.hpp"

#include <gtest/gtest.h>

#include <random>

#include "pos/billing/meter/words.hpp"
#include "tests/unit/pos/billing/meter/meter_words.hpp"

using namespace pos;
using namespace pos::billing::meter;
using namespace meter_words;

TEST(Consumption, is_the_difference_of_two_readings) {
    const Register counters{counter(5, {read("2026-01-01", "120"), read("2026-02-01", "470")})};
    EXPECT_EQ(used(counters, "2026-01-01", "2026-02-01"), "350");
    EXPECT_EQ(used(counters, "2026-01-01", "2026-01-01"), "0");
}

TEST(Consumption, passes_the_last_digit) {
    const Register counters{counter(5, {read("2026-01-01", "99900"), read("2026-02-01", "50")})};
    EXPECT_EQ(used(counters, "2026-01-01", "2026-02-01"), "150");
    const auto found = consumption(counters, at("2026-01-01"), at("2026-02-01"), {});
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(found->parts.at(0).rollovers, 1U);
    // A face of three digits behind which a whole year's use passes it twice over.
    const Register often{counter(3, {read("2026-01-01", "900"), read("2026-02-01", "100"),
                                     read("2026-03-01", "900"), read("2026-04-01", "50")})};
    EXPECT_EQ(used(often, "2026-01-01", "2026-04-01"), "1150");
}

TEST(Consumption, counts_transformers) {
    Register counters{counter(5, {read("2026-01-01", "99990"), read("2026-02-01", "10.5")})};
    counters[0].counter.multiplier = figure("40");
    counters[0].counter.decimals = 1;
    EXPECT_EQ(used(counters, "2026-01-01", "2026-02-01"), "820");
}

// Complaints of users of other programs: the new meter starts at nought, and a year's use is
// negative by what the old one showed.
TEST(MeterExchange, with_final_and_first_reading_is_right_for_the_day_the_month_and_the_year) {
    const Register counters{counter(6,
                                    {read("2026-01-01", "16900"), read("2026-06-14", "17070"),
                                     read("2026-06-15 10:00", "17077")},
                                    true),
                            counter(6, {read("2026-06-15 10:00", "0"), read("2026-06-16", "5"),
                                        read("2027-01-01", "205")})};
    EXPECT_EQ(used(counters, "2026-06-14", "2026-06-16"), "12");
    EXPECT_EQ(used(counters, "2026-01-01", "2027-01-01"), "382");
    EXPECT_EQ(used(counters, "2026-06-16", "2027-01-01"), "200");
}

TEST(MeterExchange, new_counters_start_above_zero_after_calibration) {
    const Register counters{
        counter(5, {read("2026-01-01", "400"), read("2026-04-01", "450")}, true),
        counter(5, {read("2026-04-01", "3"), read("2026-05-01", "13")})};
    EXPECT_EQ(used(counters, "2026-01-01", "2026-05-01"), "60");
}

TEST(MeterExchange, nobody_entered_is_refused_and_never_negative) {
    const Register counters{counter(6, {read("2026-06-14", "17077"), read("2026-06-16", "12")})};
    EXPECT_EQ(used(counters, "2026-06-14", "2026-06-16"), "goes_backwards");
    const auto found = consumption(counters, at("2026-06-14"), at("2026-06-16"), {});
    EXPECT_EQ(sentence(found.error(), counters, zone()),
              "Of meter 1, 12 of 2026-06-16 is lower than a reading before it, and too far from "
              "it for a rollover: misread, or another meter that nobody entered.");
}

TEST(MeterExchange, without_a_final_reading_is_refused) {
    const Register counters{counter(6, {read("2026-01-01", "100"), read("2026-02-01", "150")}),
                            counter(6, {read("2026-03-01", "0"), read("2026-04-01", "9")})};
    EXPECT_EQ(used(counters, "2026-01-01", "2026-04-01"), "no_final_reading");
}

TEST(MeterExchange, that_overlaps_is_refused) {
    const Register counters{
        counter(6, {read("2026-01-01", "100"), read("2026-03-02", "150")}, true),
        counter(6, {read("2026-03-01", "0"), read("2026-04-01", "9")})};
    EXPECT_EQ(used(counters, "2026-01-01", "2026-04-01"), "exchange_overlaps");
}

TEST(MeterExchange, with_time_between_the_counters_says_so_and_invents_nothing) {
    const Register counters{
        counter(6, {read("2026-01-01", "100"), read("2026-03-01 10:00", "150")}, true),
        counter(6, {read("2026-03-01 11:30", "0"), read("2026-04-01", "9")})};
    const auto found = consumption(counters, at("2026-01-01"), at("2026-04-01"), {});
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(to_string(found->quantity), "59");
    EXPECT_EQ(found->unmetered_ms, 90 * 60'000);
    EXPECT_EQ(used(counters, "2026-03-01 10:15", "2026-03-01 11:00"), "0");
}

TEST(Refusals, each) {
    EXPECT_EQ(used({}, "2026-01-01", "2026-02-01"), "no_reading");
    EXPECT_EQ(used({counter(6, {})}, "2026-01-01", "2026-02-01"), "no_reading");
    EXPECT_EQ(used({counter(3, {read("2026-01-01", "1000")})}, "2026-01-01", "2026-01-01"),
              "off_the_face");
    EXPECT_EQ(used({counter(3, {read("2026-01-02", "1"), read("2026-01-01", "2")})}, "2026-01-01",
                   "2026-01-02"),
              "out_of_order");
    const Register one{counter(6, {read("2026-01-10", "100"), read("2026-02-01", "150")})};
    EXPECT_EQ(used(one, "2026-01-01", "2026-02-01"), "before_first");
    EXPECT_EQ(used(one, "2026-01-10", "2026-02-02"), "after_last");
    EXPECT_EQ(used(one, "2026-01-10", "2026-02-02", {.beyond = Beyond::recent}),
              "too_little_history");
    EXPECT_EQ(used(one, "2026-01-11", "2026-02-01", {.between = Between::refuse}),
              "between_readings");
    const Register gone{counter(6, {read("2026-01-10", "100"), read("2026-02-01", "150")}, true)};
    EXPECT_EQ(used(gone, "2026-01-10", "2026-03-01", {.beyond = Beyond::recent}), "after_last");
}

TEST(Estimation, between_readings_is_even_in_time) {
    // Europe/Berlin: March of 2026 has 743 hours.
    const Register counters{counter(6, {read("2026-03-01", "0"), read("2026-04-01", "743")})};
    EXPECT_EQ(used(counters, "2026-03-01", "2026-03-02"), "24 estimated");
    EXPECT_EQ(used(counters, "2026-03-29", "2026-03-30"), "23 estimated");
    EXPECT_EQ(used(counters, "2026-03-01", "2026-04-01"), "743");
}

TEST(Estimation, beyond_the_last_reading_by_recent_use_or_by_the_year_before) {
    const Register counters{counter(6, {read("2025-01-01", "0"), read("2025-02-01", "310"),
                                        read("2026-01-01", "675"), read("2026-01-11", "775")})};
    const Policy recent{.beyond = Beyond::recent, .recent_days = 375};
    EXPECT_EQ(used(counters, "2026-01-11", "2026-01-21", recent), "20.66666666666667 estimated");
    const Policy last_days{.beyond = Beyond::recent, .recent_days = 10};
    EXPECT_EQ(used(counters, "2026-01-11", "2026-01-21", last_days), "100 estimated");
    const Policy year{.beyond = Beyond::year_before};
    EXPECT_EQ(used(counters, "2026-01-11", "2026-01-21", year), "100 estimated");
    EXPECT_EQ(used(counters, "2026-01-11", "2027-01-21", year), "too_little_history");
}

TEST(Estimation, makes_a_reading_that_the_face_can_show) {
    const Register counters{counter(3, {read("2026-01-01", "950"), read("2026-01-31", "990")})};
    const auto made = estimate(counters, at("2026-02-10"), {.beyond = Beyond::recent});
    ASSERT_TRUE(made.has_value());
    EXPECT_EQ(*made, read("2026-02-10", "3", Source::estimated));  // 990 + 40 / 30 × 10 = 1003.33
    const Register gone{counter(3, {read("2026-01-01", "950"), read("2026-01-31", "990")}, true)};
    EXPECT_EQ(estimate(gone, at("2026-02-10"), {.beyond = Beyond::recent}).error().fault,
              Fault::after_last);
}

TEST(Estimates, a_bill_on_one_is_marked) {
    const Register counters{
        counter(6, {read("2026-01-01", "100"), read("2026-02-01", "200", Source::estimated)})};
    EXPECT_EQ(used(counters, "2026-01-01", "2026-02-01"), "100 estimated");
    const Register told{
        counter(6, {read("2026-01-01", "100"), read("2026-02-01", "200", Source::customer)})};
    EXPECT_EQ(used(told, "2026-01-01", "2026-02-01"), "100");
}

TEST(Estimates, that_lie_between_readings_stay_or_are_dropped_by_the_policy) {
    const Register counters{
        counter(6, {read("2026-01-01", "100"), read("2026-02-01", "190", Source::estimated),
                    read("2026-03-01", "218")})};
    EXPECT_EQ(used(counters, "2026-02-01", "2026-03-01"), "28 estimated");
    EXPECT_EQ(used(counters, "2026-02-01", "2026-03-01", {.estimates = Estimates::drop}),
              "56 estimated");
}

TEST(Estimates, of_two_that_contradict_each_other_the_earlier_stands) {
    const Register counters{
        counter(6, {read("2026-01-01", "100"), read("2026-01-11", "150", Source::estimated),
                    read("2026-01-21", "120", Source::estimated), read("2026-01-31", "190")})};
    EXPECT_EQ(used(counters, "2026-01-01", "2026-01-11"), "50 estimated");
    EXPECT_EQ(used(counters, "2026-01-11", "2026-01-21"), "20 estimated");
    EXPECT_EQ(used(counters, "2026-01-21", "2026-01-31"), "20 estimated");
}

TEST(Estimates, that_were_too_high_give_back_and_never_a_negative_consumption) {
    // January was estimated at 300 and billed; in February the counter shows 218.
    Register counters{
        counter(6, {read("2026-01-01", "100"), read("2026-02-01", "300", Source::estimated)})};
    const std::vector<Billed> billed{{at("2026-01-01"), at("2026-02-01"), figure("200")}};
    ASSERT_TRUE(enter(counters[0], read("2026-03-01", "218")).has_value());
    EXPECT_EQ(used(counters, "2026-02-01", "2026-03-01"), "56 estimated");
    const auto anew = bill_anew(counters, billed, {});
    ASSERT_TRUE(anew.has_value());
    ASSERT_EQ(anew->size(), 1U);
    EXPECT_EQ(to_string(anew->at(0).now.quantity), "62");
    EXPECT_EQ(to_string(anew->at(0).difference), "-138");
}

TEST(BillAnew, an_actual_reading_in_the_place_of_an_estimate) {
    Register counters{
        counter(6, {read("2026-01-01", "100"), read("2026-02-01", "190", Source::estimated),
                    read("2026-03-01", "230")})};
    const std::vector<Billed> billed{{at("2026-01-01"), at("2026-02-01"), figure("90")},
                                     {at("2026-02-01"), at("2026-03-01"), figure("40")}};
    EXPECT_TRUE(bill_anew(counters, billed, {}).value().empty());
    ASSERT_TRUE(enter(counters[0], read("2026-02-01", "165")).has_value());
    const auto anew = bill_anew(counters, billed, {}).value();
    ASSERT_EQ(anew.size(), 2U);
    EXPECT_EQ(to_string(anew[0].difference), "-25");
    EXPECT_EQ(to_string(anew[1].difference), "25");
    EXPECT_FALSE(anew[0].now.estimated);
}

TEST(BillAnew, tells_what_cannot_be_worked_out) {
    const Register counters{counter(6, {read("2026-01-01", "100"), read("2026-02-01", "190")})};
    const std::vector<Billed> billed{{at("2025-12-01"), at("2026-01-01"), figure("90")}};
    EXPECT_EQ(bill_anew(counters, billed, {}).error().fault, Fault::before_first);
}

TEST(Steps, say_how_it_came_about) {
    Register counters{
        counter(6, {read("2026-01-01", "16900"), read("2026-06-15", "17077")}, true),
        counter(6, {read("2026-06-15", "0"), read("2026-07-01", "10", Source::estimated)})};
    counters[0].counter.serial = "4711";
    counters[0].counter.multiplier = figure("2");
    const auto found = consumption(counters, at("2026-01-01"), at("2026-07-01"), {});
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(
        steps_of(*found, counters, zone()),
        (std::vector<std::string>{
            "meter 4711 from 16900 (read, 2026-01-01) to 17077 (read, 2026-06-15): 177 × 2 "
            "= 354",
            "meter 2 from 0 (read, 2026-06-15) to 10 (estimated, 2026-07-01): 10", "used: 364"}));
}

TEST(Steps, name_figures_behind_a_rollover_as_the_face_shows_them) {
    const Register counters{counter(5, {read("2026-01-01", "99900"), read("2026-02-01", "50")})};
    const auto found = consumption(counters, at("2026-01-01"), at("2026-02-01"), {});
    EXPECT_EQ(steps_of(*found, counters, zone()).at(0),
              "meter 1 from 99900 (read, 2026-01-01) to 50 (read, 2026-02-01), past its last "
              "digit: 150");
}

TEST(Consumption, stretches_add_up_and_none_is_negative) {
    constexpr unsigned kSeed = 20'260'101;
    SCOPED_TRACE("seed " + std::to_string(kSeed));
    std::mt19937 random{kSeed};
    const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    int compared = 0;
    for (int round = 0; round < 300; ++round) {
        Register counters;
        std::int64_t now_ms = 1'700'000'000'000;
        const std::int64_t start_ms = now_ms;
        for (int c = 0; c < 1 + below(3); ++c) {
            Installed installed{.counter = {.digits = 3, .decimals = 1}};
            installed.counter.multiplier.e14 = 1 + std::int64_t{below(1'000'000)} * 777'777'777;
            int figure = below(10'000);  // tenths
            for (int r = 0; r < 2 + below(6); ++r) {
                const auto source = static_cast<Source>(below(3));
                const int off = source == Source::estimated ? below(900) - 450 : 0;
                const int shown = ((figure + off) % 10'000 + 10'000) % 10'000;
                installed.readings.push_back({{now_ms}, {Wide{shown} * kExactScale / 10}, source});
                figure = (figure + below(1'000)) % 10'000;
                now_ms += 1 + below(3'000'000);
            }
            installed.removed = true;
            counters.push_back(std::move(installed));
        }
        counters.back().removed = false;
        const Instant start{start_ms};
        const Instant end = counters.back().readings.back().at;
        Policy policy;
        if (below(2) == 1) policy.estimates = Estimates::drop;
        const auto whole = consumption(counters, start, end, policy);
        if (!whole) {  // an estimate at either end may contradict the others
            EXPECT_EQ(whole.error().fault, Fault::goes_backwards);
            continue;
        }
        Exact sum{};
        for (Instant from = start; from < end;) {
            const Instant to{std::min(end.unix_ms, from.unix_ms + 1 + below(2'000'000))};
            const auto part = consumption(counters, from, to, policy);
            ASSERT_TRUE(part.has_value());
            ASSERT_GE(part->quantity.e14, 0);
            sum += part->quantity;
            from = to;
        }
        ASSERT_EQ(to_string(sum), to_string(whole->quantity)) << "round " << round;
        ++compared;
    }
    EXPECT_GT(compared, 100);
}
