// Goal: a call pays every begun increment once, at the price of the window and rate it begins in.
// Method: hand-worked calls of each rule, clock changes included; each refusal; seeded calls whose
// segments must cover them without gap.
#include "pos/billing/call/rate_call.hpp"

#include <gtest/gtest.h>

#include <random>

#include "pos/money/decimal.hpp"

using namespace pos;
using namespace pos::billing::call;

namespace {

Exact figure(const char* text) {
    const auto read = parse_exact(text);
    EXPECT_TRUE(read.has_value()) << text;
    return read.value_or(Exact{});
}

/// One price a minute: first increment, then the others.
Tariff tariff(const char* per_minute, std::int64_t first, std::int64_t next) {
    Tariff made;
    made.rates = {{{}, figure(per_minute), exactly(60), exactly(first)}};
    if (next != first) {
        made.rates.push_back({exactly(first), figure(per_minute), exactly(60), exactly(next)});
    }
    return made;
}

const locale::Zone& berlin() {
    static const locale::Zone zone = *locale::Zone::open("Europe/Berlin");
    return zone;
}

Instant at(int month, int day, int second_of_day) {
    const Date date = make_date(2024, static_cast<unsigned>(month), static_cast<unsigned>(day));
    return berlin().instants(date, second_of_day).front();
}

RatedCall rated(const Tariff& of, std::int64_t seconds, const Bundle& bundle = {}) {
    RatedCall result;
    EXPECT_FALSE(fault(of));
    EXPECT_TRUE(rate_units(of, {.seconds = exactly(seconds), .bundle = bundle}, result));
    return result;
}

/// Cheap from 18:00 and at weekends.
std::vector<Window> peak_and_off_peak() {
    Tariff peak = tariff("0.60", 1, 1);
    peak.connect_fee = exactly(1);
    const Tariff off_peak = tariff("0.06", 1, 1);
    return {{0x1F, 0, 0, peak}, {0x1F, 18 * 3600, 0, off_peak}, {0x60, 0, 0, off_peak}};
}

RatedCall rated(const std::vector<Window>& windows, Instant start, std::int64_t seconds) {
    RatedCall result;
    EXPECT_TRUE(rate_call(windows, {start, exactly(seconds)}, berlin(), result));
    return result;
}

}  // namespace

TEST(RateUnits, begun_increments) {
    struct Row {
        std::int64_t first;
        std::int64_t next;
        std::int64_t seconds;
        const char* billed;
        const char* cost;
    };
    for (const Row& row :
         {Row{60, 60, 0, "0", "0"}, Row{60, 60, 1, "60", "0.6"}, Row{60, 60, 61, "120", "1.2"},
          Row{30, 6, 1, "30", "0.3"}, Row{30, 6, 30, "30", "0.3"}, Row{30, 6, 31, "36", "0.36"},
          Row{1, 1, 61, "61", "0.61"}, Row{60, 1, 61, "61", "0.61"}}) {
        SCOPED_TRACE(std::to_string(row.first) + "/" + std::to_string(row.next) + " " +
                     std::to_string(row.seconds));
        const RatedCall call = rated(tariff("0.60", row.first, row.next), row.seconds);
        EXPECT_EQ(to_string(call.billed), row.billed);
        EXPECT_EQ(to_string(call.cost), row.cost);
    }
}

TEST(RateUnits, the_price_of_an_increment_is_rounded_or_not) {
    Tariff of = tariff("0.1", 1, 1);
    of.round_total = false;
    EXPECT_EQ(to_string(rated(of, 180).cost), "0.30006");
    of.increment_decimals = 5;
    EXPECT_EQ(to_string(rated(of, 180).cost), "0.3006");
    of.increment_price = IncrementPrice::exact;
    EXPECT_EQ(to_string(rated(of, 180).cost), "0.3");
}

TEST(RateUnits, connect_fee_and_maximum) {
    Tariff of = tariff("0.60", 60, 60);
    of.connect_fee = figure("0.25");
    EXPECT_EQ(to_string(rated(of, 0).cost), "0");
    EXPECT_EQ(to_string(rated(of, 1).cost), "0.85");
    of.maximum = figure("2");
    EXPECT_EQ(to_string(rated(of, 600).cost), "2");
    EXPECT_EQ(to_string(rated(of, 600).over_maximum), "4.25");
    of.at_maximum = AtMaximum::disconnect;
    EXPECT_EQ(to_string(rated(of, 600).cost), "6.25");
    RatedCall result;
    ASSERT_TRUE(rate_units(of, {.seconds = exactly(60), .continues = true}, result));
    EXPECT_EQ(to_string(result.cost), "0.6");
}

TEST(RateUnits, a_bundle_pays_whole_increments_first) {
    Tariff of = tariff("0.60", 60, 60);
    of.connect_fee = figure("0.25");
    const RatedCall part = rated(of, 200, {.left = exactly(130)});
    EXPECT_EQ(to_string(part.bundled), "120");
    EXPECT_EQ(to_string(part.cost), "1.45");
    EXPECT_EQ(to_string(rated(of, 100, {.left = exactly(130)}).cost), "0");
    EXPECT_EQ(to_string(rated(of, 100, {exactly(130), BundledConnect::charged}).cost), "0.25");
}

TEST(RateCall, is_cut_where_another_window_begins) {
    // Wednesday, half past five: half an hour of each.
    const RatedCall call = rated(peak_and_off_peak(), at(1, 10, 17 * 3600 + 1800), 3600);
    ASSERT_EQ(call.segments.size(), 2U);
    EXPECT_EQ(call.segments[1].from, exactly(1800));
    EXPECT_EQ(to_string(call.cost), "20.8");
    // Friday night into Saturday: the window of the night ends with the day.
    EXPECT_EQ(rated(peak_and_off_peak(), at(1, 12, 23 * 3600), 7200).segments.size(), 2U);
    // Saturday into Sunday the same window goes on.
    EXPECT_EQ(rated(peak_and_off_peak(), at(1, 13, 23 * 3600), 7200).segments.size(), 1U);
}

TEST(RateCall, an_increment_runs_past_the_cut) {
    std::vector<Window> windows = peak_and_off_peak();
    windows[0].tariff = tariff("0.60", 60, 60);
    // Ten seconds before six: the begun minute is peak, the second after it is not.
    const RatedCall call = rated(windows, at(1, 10, 18 * 3600 - 10), 61);
    ASSERT_EQ(call.segments.size(), 2U);
    EXPECT_EQ(call.segments[1].from, exactly(60));
    EXPECT_EQ(to_string(call.cost), "0.601");
}

TEST(RateCall, the_heavier_window_counts_then_the_later) {
    std::vector<Window> windows{{0x7F, 0, 10, tariff("1", 1, 1)},
                                {0x7F, 0, 5, tariff("2", 1, 1)},
                                {0x7F, 3600, 5, tariff("3", 1, 1)}};
    EXPECT_EQ(to_string(rated(windows, at(1, 10, 7200), 60).cost), "1");
    windows[0].weight = 0;
    EXPECT_EQ(to_string(rated(windows, at(1, 10, 7200), 60).cost), "3");
    EXPECT_EQ(to_string(rated(windows, at(1, 10, 0), 60).cost), "2");
    windows[0].weight = 5;  // two begin together: the one that is listed first counts
    EXPECT_EQ(to_string(rated(windows, at(1, 10, 0), 60).cost), "1");
}

TEST(RateCall, windows_begin_by_the_clock_on_the_wall) {
    // The night of the change: from one to three there is one hour only.
    const std::vector<Window> windows{{0x7F, 0, 0, tariff("0.60", 1, 1)},
                                      {0x7F, 3 * 3600, 0, tariff("0", 1, 1)}};
    EXPECT_EQ(to_string(rated(windows, at(3, 31, 3600), 7200).cost), "36");
    EXPECT_EQ(to_string(rated(windows, at(3, 30, 3600), 7200).cost), "72");
}

TEST(RateCall, every_refusal) {
    const std::vector<Window> windows{{0x7F, 3600, 0, tariff("1", 1, 1)}};
    const auto error = [&](Instant start, std::int64_t seconds) {
        RatedCall result;
        const auto done = rate_call(windows, {start, exactly(seconds)}, berlin(), result);
        EXPECT_FALSE(done.has_value());
        return done ? CallError{} : done.error();
    };
    EXPECT_EQ(error(at(1, 10, 7200), -1), CallError::length_out_of_range);
    EXPECT_EQ(error(at(1, 10, 0), 60), CallError::no_window);
    EXPECT_EQ(error(at(1, 10, 86'399), 60), CallError::no_window);
    for (int i = 0; i <= static_cast<int>(CallError::too_many_segments); ++i) {
        EXPECT_FALSE(words_of(static_cast<CallError>(i)).empty());
    }
}

TEST(Tariff, every_fault) {
    Tariff of = tariff("1", 60, 6);
    EXPECT_EQ(fault(Tariff{}), TariffFault::no_rates);
    of.rates[0].from = exactly(1);
    EXPECT_EQ(fault(of), TariffFault::first_rate_not_at_zero);
    of = tariff("1", 60, 6);
    of.rates[1].from = {};
    EXPECT_EQ(fault(of), TariffFault::rates_not_rising);
    of = tariff("1", 60, 6);
    of.rates[1].increment = {};
    EXPECT_EQ(fault(of), TariffFault::increment_not_positive);
    of = tariff("1", 60, 6);
    of.connect_fee = exactly(-1);
    EXPECT_EQ(fault(of), TariffFault::price_out_of_range);
    of = tariff("1", 60, 6);
    of.total_decimals = 15;
    EXPECT_EQ(fault(of), TariffFault::decimals_out_of_range);
    EXPECT_EQ(fault(Window{0, 0, 0, tariff("1", 1, 1)}), TariffFault::window_out_of_day);
    EXPECT_EQ(fault(Window{0x7F, 86'400, 0, tariff("1", 1, 1)}), TariffFault::window_out_of_day);
    for (int i = 0; i <= static_cast<int>(TariffFault::window_out_of_day); ++i) {
        EXPECT_FALSE(words_of(static_cast<TariffFault>(i)).empty());
    }
}

TEST(RateCall, seeded_segments_follow_one_another) {
    for (unsigned seed = 0; seed < 200; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937_64 random{seed};
        const auto up_to = [&](unsigned most) {
            return static_cast<std::int64_t>(random() % (most + 1));
        };
        std::vector<Window> windows;
        for (int i = 0; i < 4; ++i) {
            windows.push_back({static_cast<std::uint8_t>(1 + up_to(126)),
                               static_cast<std::int32_t>(up_to(86'399)),
                               static_cast<std::int32_t>(up_to(2)),
                               tariff("0.30", 1 + up_to(59), 1 + up_to(9))});
        }
        windows.push_back({0x7F, 0, -1, tariff("0.20", 60, 60)});
        const auto seconds = up_to(200'000);
        const RatedCall call = rated(windows, at(3, 29, static_cast<int>(up_to(86'399))), seconds);
        Exact here;
        Exact sum = call.connect_fee + call.rounding - call.over_maximum;
        for (const Segment& segment : call.segments) {
            EXPECT_EQ(segment.from, here);
            EXPECT_GT(segment.increments, 0);
            const RateGroup& rate = windows[segment.window].tariff.rates[segment.rate];
            here += Exact{rate.increment.e14 * segment.increments};
            sum += segment.amount;
        }
        EXPECT_EQ(here, call.billed);
        EXPECT_GE(here, exactly(seconds));
        EXPECT_LT(here, exactly(seconds + 60));
        EXPECT_EQ(to_string(sum), to_string(call.cost));
    }
}
