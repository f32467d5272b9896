// Goal: boundaries fall where a calendar on the wall says, and never drift.
// Method: hand-worked months around their ends; then seeded schedules whose boundaries must rise,
// lie on the clamped anchor and find themselves again.
#include "pos/billing/cycle/schedule.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

using namespace pos;
using namespace pos::billing::cycle;

namespace {

Date day(const char* text) {
    const auto date = parse_date(text);
    EXPECT_TRUE(date.has_value()) << text;
    return date.value_or(Date{});
}

std::string boundaries(const Schedule& schedule, int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += (i == 0 ? "" : " ") + to_string(schedule.boundary(i));
    return text;
}

}  // namespace

TEST(Schedule, an_anchor_on_the_31st_is_clamped_and_comes_back) {
    const Schedule monthly{{Unit::month, 1}, 31, day("2024-01-31")};
    EXPECT_EQ(boundaries(monthly, 5), "2024-01-31 2024-02-29 2024-03-31 2024-04-30 2024-05-31");
    const Schedule quarterly{{Unit::month, 3}, 31, day("2010-11-30")};
    EXPECT_EQ(boundaries(quarterly, 4), "2010-11-30 2011-02-28 2011-05-31 2011-08-31");
    const Schedule yearly{{Unit::year, 1}, 29, day("2024-02-29")};
    EXPECT_EQ(boundaries(yearly, 5), "2024-02-29 2025-02-28 2026-02-28 2027-02-28 2028-02-29");
}

TEST(Schedule, anchors_at_the_end_of_months_do_not_drift_in_ten_years) {
    for (unsigned anchor = 28; anchor <= 31; ++anchor) {
        for (const char* start : {"2023-12-31", "2024-01-28", "2024-02-29", "2025-02-28"}) {
            SCOPED_TRACE(testing::Message() << anchor << " from " << start);
            const Schedule monthly{{Unit::month, 1}, anchor, day(start)};
            const auto first = split(monthly.boundary(0));
            for (int index = 0; index < 120; ++index) {
                const int month = first.year * 12 + static_cast<int>(first.month) - 1 + index;
                const auto of = static_cast<unsigned>(month % 12) + 1;
                const Date next = make_date(month / 12 + (of == 12 ? 1 : 0), of % 12 + 1, 1);
                const unsigned last = split(Date{next.days - 1}).day;
                const auto at = split(monthly.boundary(index));
                EXPECT_EQ(at.year * 12 + static_cast<int>(at.month) - 1, month);
                EXPECT_EQ(at.day, std::min(anchor, last));
            }
        }
    }
}

TEST(Schedule, the_first_boundary_is_never_before_the_start) {
    EXPECT_EQ(to_string(Schedule{{Unit::month, 1}, 15, day("2012-07-16")}.first_boundary()),
              "2012-08-15");
    EXPECT_EQ(to_string(Schedule{{Unit::month, 1}, 15, day("2012-07-15")}.first_boundary()),
              "2012-07-15");
    EXPECT_EQ(to_string(Schedule{{Unit::year, 1}, 14, day("2012-02-16")}.first_boundary()),
              "2013-02-14");
    EXPECT_EQ(to_string(Schedule{{Unit::month, 1}, 31, day("2012-02-16")}.first_boundary()),
              "2012-02-29");
}

TEST(Schedule, days_and_weeks_count_from_the_start) {
    EXPECT_EQ(boundaries({{Unit::week, 2}, 31, day("2024-12-25")}, 3),
              "2024-12-25 2025-01-08 2025-01-22");
    EXPECT_EQ(boundaries({{Unit::day, 30}, 1, day("2024-01-31")}, 3),
              "2024-01-31 2024-03-01 2024-03-31");
}

TEST(Shift, keeps_the_day_where_there_is_one) {
    EXPECT_EQ(to_string(shift(day("2024-03-31"), {Unit::month, 1}, -1)), "2024-02-29");
    EXPECT_EQ(to_string(shift(day("2024-02-29"), {Unit::month, 1}, -1)), "2024-01-29");
    EXPECT_EQ(to_string(shift(day("2024-02-29"), {Unit::year, 1}, -1)), "2023-02-28");
    EXPECT_EQ(to_string(shift(day("2024-01-15"), {Unit::month, 1}, -13)), "2022-12-15");
}

TEST(Schedule, seeded_boundaries_rise_and_are_found_again) {
    for (unsigned seed = 0; seed < 300; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937_64 random{seed};
        const Schedule schedule{
            {static_cast<Unit>(random() % 4), 1 + static_cast<int>(random() % 13)},
            1 + static_cast<unsigned>(random() % 31),
            {static_cast<std::int32_t>(random() % 40'000)}};
        EXPECT_GE(schedule.first_boundary(), schedule.start);
        EXPECT_EQ(schedule.boundary(0), schedule.first_boundary());
        for (int index = -3; index < 60; ++index) {
            const Date here = schedule.boundary(index);
            const Date next = schedule.boundary(index + 1);
            ASSERT_LT(here, next);
            EXPECT_EQ(schedule.boundary_at(here), index);
            EXPECT_EQ(schedule.boundary_at({next.days - 1}), index);
            const bool by_month = schedule.every.unit >= Unit::month;
            const bool last_of_month = split({here.days + 1}).day == 1;
            if (by_month) {
                EXPECT_TRUE(split(here).day == schedule.anchor_day ||
                            (last_of_month && split(here).day < schedule.anchor_day));
            }
        }
    }
}
