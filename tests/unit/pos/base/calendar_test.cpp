// Goal: dates count days without gaps and read back exactly.
// Method: known days, every refusal, a walk over four hundred years, limits for stored values.
#include "pos/base/calendar.hpp"

#include <gtest/gtest.h>

#include "pos/base/clock.hpp"

using namespace pos;

TEST(Calendar, known_days) {
    EXPECT_EQ(make_date(1970, 1, 1).days, 0);
    EXPECT_EQ(make_date(1969, 12, 31).days, -1);
    EXPECT_EQ(make_date(2000, 3, 1).days, 11'017);
    EXPECT_EQ(make_date(2010, 12, 1).days, 14'944);
    EXPECT_EQ(weekday(make_date(1970, 1, 1)), 3U);   // Thursday
    EXPECT_EQ(weekday(make_date(2024, 2, 26)), 0U);  // Monday
    EXPECT_EQ(weekday(make_date(2024, 3, 3)), 6U);   // Sunday
    EXPECT_EQ(to_string(make_date(2010, 12, 1)), "2010-12-01");
    EXPECT_EQ(to_string(make_date(1, 1, 1)), "0001-01-01");
    EXPECT_EQ(parse_date("2024-02-29"), make_date(2024, 2, 29));
}

TEST(Calendar, texts_that_are_no_date) {
    for (const char* const text :
         {"", "2010-12-1", "2010-12-001", "2010/12/01", "10-12-2010", "2010-13-01", "2010-00-01",
          "2010-12-00", "2010-04-31", "2023-02-29", "1900-02-29", "2010-12-01 ", " 2010-12-1",
          "+010-12-01", "2010-1a-01", "0000-01-01"}) {
        EXPECT_FALSE(parse_date(text)) << text;
    }
}

TEST(Calendar, days_follow_each_other_for_four_hundred_years) {
    Date day = make_date(1800, 1, 1);
    YearMonthDay before = split({day.days - 1});
    for (int i = 0; i < 146'097; ++i, ++day.days) {
        const YearMonthDay now = split(day);
        const bool next_day =
            now.year == before.year && now.month == before.month && now.day == before.day + 1;
        const bool next_month =
            now.day == 1 && now.year * 12 + static_cast<int>(now.month) ==
                                before.year * 12 + static_cast<int>(before.month) + 1;
        ASSERT_TRUE(next_day || next_month) << to_string(day);
        ASSERT_EQ(make_date(now.year, now.month, now.day), day);
        ASSERT_EQ(weekday(day), (weekday({day.days - 1}) + 1) % 7);
        before = now;
    }
}

TEST(Calendar, texts_read_back) {
    for (std::int32_t days = -719'162; days <= 2'932'896; days += 997) {
        const Date date{days};
        ASSERT_EQ(parse_date(to_string(date)), date);
    }
}

TEST(Calendar, stored_values_have_limits) {
    EXPECT_TRUE(in_range(make_date(1, 1, 1)));
    EXPECT_TRUE(in_range(make_date(9999, 12, 31)));
    EXPECT_FALSE(in_range(Date{make_date(1, 1, 1).days - 1}));
    EXPECT_FALSE(in_range(Date{make_date(9999, 12, 31).days + 1}));

    EXPECT_TRUE(in_range(LocalTime{{}, 0, -43'200}));
    EXPECT_TRUE(in_range(LocalTime{{}, 86'399, 50'400}));
    EXPECT_FALSE(in_range(LocalTime{{}, -1, 0}));
    EXPECT_FALSE(in_range(LocalTime{{}, 86'400, 0}));
    EXPECT_FALSE(in_range(LocalTime{{}, 0, 86'400}));
    EXPECT_FALSE(in_range(LocalTime{{}, 0, -86'400}));

    const auto ms = [](Date date) { return std::int64_t{date.days} * 86'400'000; };
    EXPECT_TRUE(in_range(Instant{ms(make_date(1, 1, 1))}));
    EXPECT_FALSE(in_range(Instant{ms(make_date(1, 1, 1)) - 1}));
    EXPECT_TRUE(in_range(Instant{ms(make_date(9999, 12, 31)) + 86'399'999}));
    EXPECT_FALSE(in_range(Instant{ms(make_date(9999, 12, 31)) + 86'400'000}));
}

TEST(Calendar, a_local_time_is_taken_apart) {
    const LocalTime time{make_date(2010, 12, 1), 8 * 3600 + 26 * 60 + 5, 0};
    EXPECT_EQ(time.hour(), 8);
    EXPECT_EQ(time.minute(), 26);
    EXPECT_EQ(time.second(), 5);
}
