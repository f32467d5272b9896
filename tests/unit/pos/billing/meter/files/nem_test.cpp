// Goal: a NEM file is read whole and right, or refused with the line and what is wrong on it.
// Method: small files made by hand, each good way and each fault; qualities and times in the
// market's clock.
#include "pos/billing/meter/files/nem.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "pos/money/decimal.hpp"

using namespace pos;
using namespace pos::billing::meter;
using namespace pos::billing::meter::files;

namespace {

const locale::Zone& market() {
    static const locale::Zone zone = locale::Zone::open(kNemZone).value();
    return zone;
}

const std::string kHeader = "100,NEM12,200405011135,MDA1,Ret1\n";
const std::string kChannel = "200,NMI1,E1Q1,1,E1,N1,METER9,KWH,30,\n";
const std::string kEnd = "900\n";

/// 48 times `value`.
std::string day(const std::string& date, const std::string& value,
                const std::string& behind = "A,,,20040202120025,") {
    std::string line = "300," + date + ",";
    for (int i = 0; i < 48; ++i) line += value + ",";
    return line + behind + "\n";
}

const std::string kRegister =
    "250,NMI1,11,1,11,11,METER9,E,006342.8,20031005093055,A,,,007654.9,20040107100333,A,,,1312.1,"
    "kWh,20040407,20040108100333,20040108091133\n";

std::string refused(const std::string& text) {
    const auto said = read_nem(text, market());
    return said ? "read" : std::to_string(said.error().line) + ": " + said.error().reason;
}

}  // namespace

TEST(Nem12, intervals_in_the_market_s_clock) {
    const auto said = read_nem(kHeader + kChannel + day("20040201", "1.111") + kEnd, market());
    ASSERT_TRUE(said.has_value()) << said.error().reason;
    ASSERT_EQ(said->series.size(), 1U);
    const Series& series = said->series[0];
    EXPECT_EQ(series.point, "NMI1");
    EXPECT_EQ(series.serial, "METER9");
    EXPECT_EQ(series.name, "E1");
    EXPECT_EQ(series.unit, "kWh");
    EXPECT_FALSE(series.fed_in);
    ASSERT_EQ(series.measured.size(), 48U);
    EXPECT_EQ(series.measured[0].start, market().start_of_day(make_date(2004, 2, 1)));
    EXPECT_EQ(series.measured[0].start.unix_ms % 86'400'000, 14 * 3'600'000);  // 14:00 UTC before
    EXPECT_EQ(series.measured[1].start.unix_ms - series.measured[0].start.unix_ms, 1'800'000);
    EXPECT_EQ(series.measured[47].quantity, parse_exact("1.111").value());
    const auto channel = channel_of(series, market());
    ASSERT_TRUE(channel.has_value());
    EXPECT_EQ(to_string(sum_of(*channel)), "53.328");
}

TEST(Nem12, qualities_of_parts_of_a_day) {
    const auto said = read_nem(kHeader + kChannel + day("20040201", "2", "V,,,20040202120025,") +
                                   "400,1,20,A,,\n400,21,24,F14,76,\n400,25,47,E52,,\n400,48,48,N,,"
                                   "\n" +
                                   day("20040202", "", "N,,,,") + kEnd,
                               market());
    ASSERT_TRUE(said.has_value()) << said.error().reason;
    const auto& measured = said->series[0].measured;
    EXPECT_EQ(measured[19].quality, Quality::actual);
    EXPECT_EQ(measured[20].quality, Quality::substituted);
    EXPECT_EQ(measured[24].quality, Quality::estimated);
    EXPECT_EQ(measured[47].quality, Quality::missing);
    EXPECT_EQ(measured[48].quality, Quality::missing);
    EXPECT_EQ(said->series.size(), 1U);
}

TEST(Nem12, channels_named_anew_and_what_spreadsheets_leave) {
    const auto said = read_nem("\xEF\xBB\xBF" + kHeader + "\r\n" + kChannel + day("20040201", "1") +
                                   "200,NMI1,E1B1,2,B1,,METER9,kWh,30,,,,,\r\n" +
                                   day("20040201", ".5") + kChannel + day("20040202", "1") +
                                   "500,O,S01009,20040202120025,\n900,,,,\n,,,\n",
                               market());
    ASSERT_TRUE(said.has_value()) << said.error().reason;
    ASSERT_EQ(said->series.size(), 2U);
    EXPECT_EQ(said->series[0].measured.size(), 96U);
    EXPECT_TRUE(said->series[1].fed_in);
    EXPECT_EQ(said->series[1].measured[0].quantity, parse_exact("0.5").value());
}

TEST(Nem13, two_readings_and_what_was_used) {
    const auto said =
        read_nem("100,NEM13,200401101030,MDA1,Ret1\n" + kRegister + "550,N,,A,\n" + kEnd, market());
    ASSERT_TRUE(said.has_value()) << said.error().reason;
    ASSERT_EQ(said->accumulated.size(), 1U);
    const Accumulated& one = said->accumulated[0];
    EXPECT_EQ(one.previous.digits, "006342.8");
    EXPECT_EQ(to_string(one.previous.reading.figure), "6342.8");
    EXPECT_EQ(one.current.reading.source, Source::actual);
    EXPECT_EQ(to_string(one.quantity), "1312.1");
    const LocalTime local = market().local(one.current.reading.at);
    EXPECT_EQ(to_string(local.date), "2004-01-07");
    EXPECT_EQ(local.second_of_day, 10 * 3'600 + 3 * 60 + 33);
}

TEST(Nem13, sources_of_readings) {
    const auto source = [](const std::string& method) {
        std::string line = kRegister;
        line.replace(line.rfind(",A,"), 3, "," + method + ",");
        const auto said = read_nem("100,NEM13,200401101030,MDA1,Ret1\n" + line + kEnd, market());
        EXPECT_TRUE(said.has_value()) << said.error().reason;
        return said->accumulated.at(0).current.reading.source;
    };
    EXPECT_EQ(source("A"), Source::actual);
    EXPECT_EQ(source("S62"), Source::estimated);
    EXPECT_EQ(source("E64"), Source::estimated);
    EXPECT_EQ(source("F67"), Source::customer);
}

TEST(Nem, refusals_name_line_and_reason) {
    EXPECT_EQ(refused(""), "0: the file is empty");
    EXPECT_EQ(refused(kChannel),
              "1: the file does not begin with its header (100,NEM12 or 100,NEM13)");
    EXPECT_EQ(refused("100,NEM11,x\n"), "1: \"NEM11\" is neither NEM12 nor NEM13");
    EXPECT_EQ(refused(kHeader + kHeader), "2: a second header (100)");
    EXPECT_EQ(refused(kHeader + kEnd), "0: the file says nothing of any meter");
    EXPECT_EQ(refused(kHeader + kChannel + day("20040201", "1")),
              "3: the file is cut off: its end (900) is missing");
    EXPECT_EQ(refused(kHeader + kEnd + kChannel), "3: something follows the end of the file (900)");
    EXPECT_EQ(refused(kHeader + kRegister), "2: \"250\" is no record of NEM12");
    EXPECT_EQ(refused("100,NEM13,\n" + kChannel), "2: \"200\" is no record of NEM13");
    EXPECT_EQ(refused(kHeader + "200,NMI1,E1\n"), "2: a channel (200) has nine fields at least");
    EXPECT_EQ(refused(kHeader + "200,,E1Q1,1,E1,N1,METER9,KWH,30,\n"),
              "2: the channel has no meter point (NMI)");
    EXPECT_EQ(refused(kHeader + "200,NMI1,E1Q1,1,E1,N1,METER9,KWH,45,\n"),
              "2: \"45\" minutes divide no hour");
    EXPECT_EQ(refused(kHeader + "200,NMI1,E1Q1,1,E1,N1,METER9,KWH,0,\n"),
              "2: \"0\" minutes divide no hour");
    EXPECT_EQ(refused(kHeader + day("20040201", "1")), "2: a day (300) ahead of its channel (200)");
    EXPECT_EQ(refused(kHeader + kChannel + day("20040231", "1")), "3: \"20040231\" is no date");
    EXPECT_EQ(refused(kHeader + kChannel + day("20040201", "1") + day("20040201", "1")),
              "4: the day 2004-02-01 comes twice");
    EXPECT_EQ(refused(kHeader + kChannel + "300,20040201,V,,,20040202120025,\n"),
              "3: a day of 30 minutes has 48 intervals and a quality; the line has 7 fields");
    EXPECT_EQ(refused(kHeader + kChannel + day("20040201", "x")), "3: \"x\" is no figure");
    EXPECT_EQ(refused(kHeader + kChannel + day("20040201", "")), "3: \"\" is no figure");
    EXPECT_EQ(refused(kHeader + kChannel + day("20040201", "-1")), "3: \"-1\" is below zero");
    EXPECT_EQ(refused(kHeader + kChannel + day("20040201", "1", "Z,,,,")),
              "3: \"Z\" is no quality, where that of 48 intervals stands");
    EXPECT_EQ(refused(kHeader + kChannel + "400,1,48,A,,\n"),
              "3: a quality (400) ahead of its day (300)");
    EXPECT_EQ(refused(kHeader + kChannel + day("20040201", "1") + "400,1,48,A,,\n"),
              "4: the day has one quality already; only V has several (400)");
    const std::string varies = kHeader + kChannel + day("20040201", "1", "V,,,,");
    EXPECT_EQ(refused(varies + kEnd), "4: the qualities (400) of the day before end at interval 0");
    EXPECT_EQ(refused(varies + "400,1,20,A,,\n" + kEnd),
              "5: the qualities (400) of the day before end at interval 20");
    EXPECT_EQ(refused(varies + "400,2,48,A,,\n"),
              "4: intervals \"2\" to \"48\" do not follow 0 of 48");
    EXPECT_EQ(refused(varies + "400,1,49,A,,\n"),
              "4: intervals \"1\" to \"49\" do not follow 0 of 48");
    EXPECT_EQ(refused(varies + "400,1,48,V,,\n"), "4: \"V\" is no quality");
    std::string line = kRegister;
    line.replace(line.find("20031005093055"), 14, "20031305093055");
    EXPECT_EQ(refused("100,NEM13,\n" + line), "2: \"20031305093055\" is no date and time");
    EXPECT_EQ(refused("100,NEM13,\n250,NMI1,11,1\n"),
              "2: a register (250) has twenty fields at least");
    EXPECT_EQ(refused(kHeader + "hello\n"), "2: \"hello\" is no record of NEM12");
}

TEST(Nem, bounds_and_clocks_with_summer_time) {
    const std::string text = kHeader + kChannel + day("20040201", "1") + kEnd;
    EXPECT_EQ(read_nem(text, market(), {.bytes = 10}).error().reason,
              "the file has more than 0 MiB");
    EXPECT_EQ(read_nem(text, market(), {.intervals = 47}).error().reason,
              "the file has more than 47 intervals");
    const auto sydney = locale::Zone::open("Australia/Sydney").value();
    EXPECT_EQ(
        read_nem(kHeader + kChannel + day("20261004", "1") + kEnd, sydney).error().reason,
        "the day 2026-10-04 has not 24 hours in Australia/Sydney; the market's clock knows no "
        "summer time");
}
