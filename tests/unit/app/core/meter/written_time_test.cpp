// Goal: times as tables have them are the instants that were meant, also where the clocks change,
// and a date that reads two ways is never guessed. Method: each way of writing; orders of day and
// month; both hours of an autumn night.
#include "app/core/meter/written_time.hpp"

#include <gtest/gtest.h>

using namespace app::core::meter;

namespace {

const pos::locale::Zone& berlin() {
    static const auto zone = pos::locale::Zone::open("Europe/Berlin").value();
    return zone;
}

/// "2006-12-16 62640", with "+3600" for an offset.
std::string said(const std::string& text, DateOrder order = DateOrder::day_first) {
    const auto time = read_time(text);
    if (!time) return "no time";
    const auto date = date_of(*time, order);
    if (!date) return "no date";
    return to_string(*date) + " " + std::to_string(time->second_of_day) +
           (time->utc_offset_s ? " " + std::to_string(*time->utc_offset_s) : "");
}

}  // namespace

TEST(WrittenTime, each_way) {
    EXPECT_EQ(said("2015-01-01 00:00:00-08:00"), "2015-01-01 0 -28800");
    EXPECT_EQ(said("2015-01-01T07:30Z"), "2015-01-01 27000 0");
    EXPECT_EQ(said("2015-01-01T07:30:15.250+0530"), "2015-01-01 27015 19800");
    EXPECT_EQ(said("16/12/2006 17:24:00"), "2006-12-16 62640");
    EXPECT_EQ(said("16.12.2006"), "2006-12-16 0");
    EXPECT_EQ(said("12/16/2006 5:24 PM", DateOrder::month_first), "2006-12-16 62640");
    EXPECT_EQ(said("12/16/2006 12:05 am", DateOrder::month_first), "2006-12-16 300");
    EXPECT_EQ(said("20040201"), "2004-02-01 0");
    EXPECT_EQ(said("20040201 1215"), "2004-02-01 44100");
    EXPECT_EQ(said("2004/2/1 7:05"), "2004-02-01 25500");
}

TEST(WrittenTime, what_is_none) {
    for (const char* text :
         {"", "x", "17:24", "2015", "2015-01", "2015-01-01 25:00", "1.5", "2015-01-01 07:60",
          "16/12/06", "2015-01-01 13:00 pm", "2015-01-01 07:30 and more", "2015-01-01 07:30+25:00",
          "12345678901"}) {
        EXPECT_EQ(said(text), "no time") << text;
    }
    EXPECT_EQ(said("31/02/2006"), "no date");
    EXPECT_EQ(said("2015-13-01"), "no date");
    EXPECT_EQ(said("12/16/2006"), "no date");
}

TEST(DateOrders, by_the_dates_themselves) {
    const auto decide = [](std::initializer_list<const char*> texts,
                           DateOrder order = DateOrder::automatic) {
        DateOrders orders{order};
        for (const char* text : texts) orders.see(read_time(text).value());
        return orders.decide();
    };
    EXPECT_EQ(decide({"10/12/2012", "10/13/2012"}), DateOrder::month_first);
    EXPECT_EQ(decide({"1/2/2012", "13/2/2012"}), DateOrder::day_first);
    EXPECT_EQ(decide({"2012-01-02"}), DateOrder::year_first);
    EXPECT_EQ(decide({"1/2/2012"}).error(),
              "its dates may have the day or the month first: say which (--dates)");
    EXPECT_EQ(decide({"13/2/2012", "2/13/2012"}).error(),
              "its dates fit neither day nor month first");
    EXPECT_EQ(decide({"1/2/2012"}, DateOrder::month_first), DateOrder::month_first);
}

TEST(InstantOf, the_hour_that_comes_twice_and_the_one_that_never_comes) {
    const auto time = read_time("2026-10-25 02:30").value();
    const auto date = date_of(time, DateOrder::year_first).value();
    const auto first = instant_of(time, date, berlin(), std::nullopt);
    ASSERT_TRUE(first.has_value());
    const auto second = instant_of(time, date, berlin(), first);
    EXPECT_EQ(second->unix_ms - first->unix_ms, 3'600'000);
    const auto skipped = read_time("2026-03-29 02:30").value();
    EXPECT_EQ(instant_of(skipped, date_of(skipped, DateOrder::year_first).value(), berlin(), {}),
              std::nullopt);
    const auto fixed = read_time("2026-03-29 02:30+02:00").value();
    EXPECT_EQ(instant_of(fixed, date_of(fixed, DateOrder::year_first).value(), berlin(), {}),
              pos::Instant{1'774'744'200'000});
}
