// Goal: intervals keep their day where the clocks change, holes are seen, and nothing is filled in
// but by the stated policy.
// Method: channels over days of 23, 24 and 25 hours in several zones; holes of each length.
#include "pos/billing/meter/interval.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "pos/billing/meter/words.hpp"
#include "tests/unit/pos/billing/meter/meter_words.hpp"

using namespace pos;
using namespace pos::billing::meter;
using namespace meter_words;

namespace {

/// One unit in each interval.
Channel ones(int minutes, Instant from, Instant to) {
    Channel channel{.minutes = minutes};
    for (Instant i = from; i < to; i.unix_ms += std::int64_t{minutes} * 60'000) {
        channel.intervals.push_back({i, exactly(1), Quality::actual});
    }
    return channel;
}

std::string told(const std::vector<Day>& days) {
    std::string text;
    for (const Day& day : days) {
        text += (text.empty() ? "" : " | ") + to_string(day.date).substr(5) + " " +
                std::to_string(day.found) + "/" + std::to_string(day.expected) + " " +
                to_string(day.sum);
    }
    return text;
}

void drop(Channel& channel, const std::string& from, const std::string& to) {
    std::erase_if(channel.intervals,
                  [&](const Interval& i) { return i.start >= at(from) && i.start < at(to); });
}

Interval find(const Channel& channel, const std::string& when) {
    const auto found = std::ranges::find(channel.intervals, at(when), &Interval::start);
    return found == channel.intervals.end() ? Interval{} : *found;
}

}  // namespace

TEST(Days, of_23_24_and_25_hours) {
    EXPECT_EQ(told(days(ones(15, at("2026-03-28"), at("2026-03-31")), zone())),
              "03-28 96/96 96 | 03-29 92/92 92 | 03-30 96/96 96");
    EXPECT_EQ(told(days(ones(30, at("2026-10-24"), at("2026-10-27")), zone())),
              "10-24 48/48 48 | 10-25 50/50 50 | 10-26 48/48 48");
    // Half an hour only, on Lord Howe.
    const auto place = "Australia/Lord_Howe";
    EXPECT_EQ(told(days(ones(30, at("2026-04-05", place), at("2026-04-06", place)), zone(place))),
              "04-05 49/49 49");
}

// Grids meter in standard time all the year: each of their days has 24 hours, in summer from one
// to one by the customer's clock.
TEST(Days, of_a_grid_in_standard_time) {
    const Channel channel = ones(60, at("2026-03-28", "Etc/GMT-1"), at("2026-03-31", "Etc/GMT-1"));
    EXPECT_EQ(told(days(channel, zone("Etc/GMT-1"))),
              "03-28 24/24 24 | 03-29 24/24 24 | 03-30 24/24 24");
    EXPECT_EQ(told(days(channel, zone())),
              "03-28 24/24 24 | 03-29 23/23 23 | 03-30 24/24 24 | 03-31 1/24 1");
}

TEST(Days, with_holes_are_not_complete) {
    Channel channel = ones(60, at("2026-10-24"), at("2026-10-28"));
    drop(channel, "2026-10-25 01:00", "2026-10-25 04:00");
    drop(channel, "2026-10-26", "2026-10-27");
    channel.intervals.back().quality = Quality::missing;
    channel.intervals.front().quality = Quality::substituted;
    const auto found = days(channel, zone());
    EXPECT_EQ(told(found), "10-24 24/24 24 | 10-25 21/25 21 | 10-26 0/24 0 | 10-27 23/24 23");
    EXPECT_TRUE(found[0].complete());
    EXPECT_EQ(found[0].actual, 23U);
    EXPECT_FALSE(found[1].complete());
}

TEST(Check, finds_what_is_wrong) {
    EXPECT_EQ(check(ones(30, at("2026-01-01"), at("2026-01-02"))), std::nullopt);
    EXPECT_EQ(check({}), std::nullopt);
    for (const int minutes : {0, -30, 7, 45, 2'880}) {
        EXPECT_EQ(check({.minutes = minutes}), (ChannelProblem{ChannelFault::odd_length, 0}));
    }
    Channel channel = ones(30, at("2026-01-01"), at("2026-01-01 02:00"));
    channel.intervals[2].start = channel.intervals[1].start;
    EXPECT_EQ(check(channel), (ChannelProblem{ChannelFault::out_of_order, 2}));
    EXPECT_EQ(sentence(*check(channel), channel, zone()),
              "The interval of 2026-01-01 00:30 comes twice, or after a later one.");
    channel.intervals[2].start.unix_ms += 60'000;
    EXPECT_EQ(check(channel), (ChannelProblem{ChannelFault::off_grid, 2}));
    channel.intervals[1].quantity = figure("-1");
    EXPECT_EQ(check(channel), (ChannelProblem{ChannelFault::negative, 1}));
}

TEST(Filled, nothing_unless_asked) {
    Channel channel = ones(60, at("2026-01-01"), at("2026-01-02"));
    EXPECT_EQ(filled(channel, at("2026-01-01"), at("2026-01-02"), {}, zone()), channel);
    drop(channel, "2026-01-01 05:00", "2026-01-01 06:00");
    EXPECT_EQ(filled(channel, at("2026-01-01"), at("2026-01-02"), {}, zone()).error(),
              Gap{at("2026-01-01 05:00")});
    EXPECT_TRUE(filled(channel, at("2026-01-01 06:00"), at("2026-01-02"), {}, zone()).has_value());
}

TEST(Filled, short_holes_evenly_between_their_neighbours) {
    Channel channel = ones(30, at("2026-01-01"), at("2026-01-01 03:00"));
    channel.intervals[4].quantity = exactly(4);
    drop(channel, "2026-01-01 01:00", "2026-01-01 02:00");
    const auto made = filled(channel, at("2026-01-01"), at("2026-01-01 03:00"),
                             {.fill = Fill::neighbours}, zone());
    ASSERT_TRUE(made.has_value());
    EXPECT_EQ(find(*made, "2026-01-01 01:00").quantity, exactly(2));
    EXPECT_EQ(find(*made, "2026-01-01 01:30").quantity, exactly(3));
    EXPECT_EQ(find(*made, "2026-01-01 01:30").quality, Quality::estimated);
    EXPECT_EQ(to_string(sum_of(*made)), "12");
}

TEST(Filled, long_holes_like_days_of_the_same_kind) {
    // Monday 2026-03-02 to Monday 2026-03-16; Tuesdays at noon more is used, Sundays nothing.
    Channel channel = ones(60, at("2026-03-02"), at("2026-03-17"));
    for (Interval& interval : channel.intervals) {
        const LocalTime local = zone().local(interval.start);
        if (weekday(local.date) == 1 && local.hour() == 12) interval.quantity = exactly(6);
        if (weekday(local.date) == 6) interval.quantity = {};
    }
    drop(channel, "2026-03-15", "2026-03-17");
    const FillPolicy policy{.fill = Fill::like_days};
    const auto made = filled(channel, at("2026-03-15"), at("2026-03-17"), policy, zone());
    ASSERT_TRUE(made.has_value());
    EXPECT_EQ(find(*made, "2026-03-15 12:00").quantity, figure("0.66666666666667"));  // of 1, 1, 0
    // Ten weekdays, of which two Tuesdays: (2 × 6 + 8) / 10.
    EXPECT_EQ(find(*made, "2026-03-16 12:00").quantity, exactly(2));
    EXPECT_EQ(filled({.minutes = 60}, at("2026-03-15"), at("2026-03-16"), policy, zone()).error(),
              Gap{at("2026-03-15")});
}

TEST(Filled, the_hour_that_comes_twice_once_each) {
    Channel channel = ones(60, at("2026-10-19"), at("2026-10-26"));
    drop(channel, "2026-10-25", "2026-10-26");
    const auto made =
        filled(channel, at("2026-10-25"), at("2026-10-26"), {.fill = Fill::neighbours}, zone());
    ASSERT_TRUE(made.has_value());
    EXPECT_EQ(told(days(*made, zone())), "10-25 25/25 25");
}

TEST(Resampled, to_longer_intervals) {
    Channel channel = ones(15, at("2026-03-29"), at("2026-03-30"));
    const Channel hours = resampled(channel, 60);
    EXPECT_EQ(hours.intervals.size(), 23U);
    EXPECT_EQ(sum_of(hours), sum_of(channel));
    EXPECT_EQ(hours.intervals[5].quantity, exactly(4));
    channel.intervals[1].quality = Quality::estimated;
    channel.intervals[6].quality = Quality::missing;
    channel.intervals.pop_back();
    const Channel worse = resampled(channel, 60);
    EXPECT_EQ(worse.intervals[0].quality, Quality::estimated);
    EXPECT_EQ(worse.intervals[1], (Interval{at("2026-03-29 01:00"), {}, Quality::missing}));
    EXPECT_EQ(worse.intervals.back().quality, Quality::missing);
    EXPECT_EQ(worse.intervals[2].quality, Quality::actual);
}

TEST(Load, is_what_tariffs_take) {
    Channel channel = ones(15, at("2026-01-01"), at("2026-01-01 01:00"));
    channel.intervals[1].quantity = figure("0.25");
    const auto load = load_of(channel);
    EXPECT_EQ(load.start, at("2026-01-01"));
    EXPECT_EQ(load.minutes, 15);
    EXPECT_EQ(load.kw, (std::vector<Exact>{exactly(4), exactly(1), exactly(4), exactly(4)}));
    EXPECT_TRUE(load_of({}).kw.empty());
}
