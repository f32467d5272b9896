// Goal: a page is about the days that its address names, and compares them with days that do not
// overlap. Method: a table; a sweep over every day of two years.
#include "app/office/web/period.hpp"

#include <gtest/gtest.h>

namespace {

using app::office::web::Period;
using app::office::web::read_period;
using pos::make_date;

std::string words(const Period& period) {
    return period.name + " " + to_string(period.days.from) + " " + to_string(period.days.to);
}

TEST(Period, is_what_the_query_names) {
    const pos::Date thursday = make_date(2026, 11, 26);
    EXPECT_EQ(words(read_period({}, thursday)), "today 2026-11-26 2026-11-26");
    EXPECT_EQ(words(read_period({{"period", "yesterday"}}, thursday)),
              "yesterday 2026-11-25 2026-11-25");
    EXPECT_EQ(words(read_period({{"period", "week"}}, thursday)), "week 2026-11-23 2026-11-26");
    EXPECT_EQ(words(read_period({{"period", "month"}}, thursday)), "month 2026-11-01 2026-11-26");
    EXPECT_EQ(words(read_period({{"from", "2026-01-31"}, {"to", "2026-01-02"}}, thursday)),
              "days 2026-01-02 2026-01-31");
    EXPECT_EQ(
        words(read_period({{"period", "nonsense"}, {"from", "2026-02-30"}, {"to", "x"}}, thursday)),
        "today 2026-11-26 2026-11-26");
    EXPECT_EQ(words(read_period({{"from", "0001-01-01"}, {"to", "2026-01-01"}}, thursday)),
              "days 2024-01-02 2026-01-01");
}

TEST(Period, is_compared_with_the_same_days_of_the_week_right_before) {
    for (int day = 0; day < 730; ++day) {
        const pos::Date today{make_date(2025, 1, 1).days + day};
        for (const char* name : {"today", "yesterday", "week", "month"}) {
            const Period period = read_period({{"period", name}}, today);
            EXPECT_LT(period.before.to, period.days.from);
            EXPECT_EQ(weekday(period.before.from), weekday(period.days.from));
            EXPECT_EQ(period.before.to.days - period.before.from.days,
                      period.days.to.days - period.days.from.days);
            EXPECT_LT(period.days.from.days - period.before.to.days, 8);
        }
    }
}

}  // namespace
