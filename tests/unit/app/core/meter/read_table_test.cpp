// Goal: tables of readings are understood without a word where they are clear, with one where they
// are not, and refused by line where they are wrong.
// Method: small tables of each shape; columns named, mapped and unnamed; each fault.
#include "app/core/meter/read_table.hpp"

#include <gtest/gtest.h>

#include "pos/money/decimal.hpp"

using namespace app::core;
using namespace app::core::meter;

namespace {

Outcome<pos::billing::meter::files::Said> read(const std::string& text,
                                               const TableOptions& options = {},
                                               const char* zone = "UTC", std::size_t most = 1'000) {
    auto reader = tabular::Reader::open(tabular::memory_input(text), "a.csv", {});
    return read_table(std::move(*reader), options, pos::locale::Zone::open(zone).value(),
                      {.intervals = most});
}

/// "name unit 3×3600s sum 12.5", one channel after the other, the meter's name ahead.
std::string told(const std::string& text, const TableOptions& options = {},
                 const char* zone = "UTC") {
    const auto said = read(text, options, zone);
    if (!said) return said.error().words;
    std::string words;
    for (const auto& series : said->series) {
        pos::Exact sum{};
        for (const auto& measured : series.measured) sum += measured.quantity;
        words += (words.empty() ? "" : "; ") + series.serial + (series.serial.empty() ? "" : " ") +
                 series.name + (series.unit.empty() ? "" : " ") + series.unit + " " +
                 std::to_string(series.measured.size()) + "x" +
                 std::to_string(series.measured.empty() ? 0 : series.measured[0].seconds) + "s " +
                 to_string(sum) + (series.counter ? " counter" : "");
    }
    return words;
}

std::vector<tabular::MapEntry> maps(std::initializer_list<const char*> texts) {
    std::vector<tabular::MapEntry> entries;
    for (const char* text : texts) entries.push_back(tabular::parse_map_entry(text).value());
    return entries;
}

}  // namespace

TEST(ReadTable, a_row_an_instant_with_a_column_for_each_meter) {
    EXPECT_EQ(told(",house,garage\n2015-01-01 00:00,1.5,\n2015-01-01 01:00,2,NA\n"
                   "2015-01-01 02:00,3,0.25\n"),
              "house 3x3600s 6.5; garage 1x0s 0.25");
}

TEST(ReadTable, a_row_a_reading_with_the_meter_s_name) {
    EXPECT_EQ(told("Meter;Timestamp;Energy (kWh)\nA;2015-01-01 00:00;1,5\nB;2015-01-01 00:00;7\n"
                   "A;2015-01-01 00:30;2,5\n",
                   {.decimal_sign = imports::DecimalSign::comma}),
              "A Energy (kWh) kWh 2x1800s 4; B Energy (kWh) kWh 1x0s 7");
}

TEST(ReadTable, date_and_clock_apart) {
    EXPECT_EQ(told("Date;Time;Power\n16/12/2006;17:24:00;4.216\n16/12/2006;17:25:00;5.36\n"),
              "Power 2x60s 9.576");
}

TEST(ReadTable, counters_by_name_or_by_word) {
    EXPECT_EQ(told("date,meter reading\n2015-01-01,100\n2015-02-01,130\n"),
              "meter reading 2x0s 230 counter");
    EXPECT_EQ(told("date,a\n2015-01-01,100\n2015-02-01,130\n", {.figures = Figures::counter}),
              "a 2x0s 230 counter");
}

TEST(ReadTable, columns_by_mapping) {
    const std::string text = "when,no,left,right,u\n2015-01-01,7,1,2,m3\n2015-01-02,7,3,4,m3\n";
    EXPECT_EQ(told(text, {.maps = maps({"time=when", "value=right", "meter=no", "unit=u"})}),
              "7 right m3 2x86400s 6");
    EXPECT_EQ(told(text, {.maps = maps({"value=up"})}),
              read(text, {.maps = maps({"value=up"})}).error().words);
    EXPECT_EQ(read(text, {.maps = maps({"value=up"})}).error().kind, FailureKind::usage);
}

TEST(ReadTable, the_hour_that_comes_twice) {
    const std::string text =
        "time,a\n2026-10-25 01:00,1\n2026-10-25 02:00,1\n2026-10-25 02:00,1\n2026-10-25 03:00,1\n";
    const auto said = read(text, {}, "Europe/Berlin");
    ASSERT_TRUE(said.has_value()) << said.error().words;
    const auto& measured = said->series[0].measured;
    for (std::size_t i = 1; i < measured.size(); ++i) {
        EXPECT_EQ(measured[i].start.unix_ms - measured[i - 1].start.unix_ms, 3'600'000) << i;
    }
}

TEST(ReadTable, refusals) {
    EXPECT_EQ(told(""), "a.csv: the file is empty");
    EXPECT_EQ(told("time,a\n"), "a.csv: the file has no rows");
    EXPECT_EQ(told("a,b\nx,y\n"),
              "a.csv:2: no column of figures is found (--map value=COLUMN names it)");
    EXPECT_EQ(told("a,b\n1,2\n"),
              "a.csv:2: no column of dates is found (--map time=COLUMN names it)");
    EXPECT_EQ(told("time,a\n2015-01-01,1\nyesterday,2\n"),
              "a.csv:3: \"yesterday\" is no date and time");
    EXPECT_EQ(told("time,a\n2015-01-01,1\n2015-01-02,two\n"), "a.csv:3: \"two\" is no figure");
    EXPECT_EQ(told("time,a\n1/2/2015,1\n"),
              "a.csv: its dates may have the day or the month first: say which (--dates)");
    EXPECT_EQ(told("time,a\n2015-02-30,1\n"), "a.csv:2: that date does not exist");
    EXPECT_EQ(told("time,a\n2026-03-29 02:30,1\n", {}, "Europe/Berlin"),
              "a.csv:2: the clocks of Europe/Berlin never showed that");
    EXPECT_EQ(read("time,a\n2015-01-01,1\n2015-01-02,2\n", {}, "UTC", 1).error().words,
              "a.csv:3: more than 1 readings");
    EXPECT_EQ(told("time,a\n2015-01-01,1,2\n"), "a.csv:2: the row cannot be read");
}
