// Goal: `counterfoil meter read` tells what a file says in lines that people and machines read,
// with the exit code of the worst file. Method: files of each format through the command line;
// standard input; a broken file among good ones.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "app/counterfoil/command.hpp"
#include "tests/support/seeded_random.hpp"
#include "tests/support/temp_dir.hpp"

using app::counterfoil::Exit;
using testing::HasSubstr;

namespace {

class FixedClock : public pos::Clock {
public:
    pos::Instant now() override { return {1'763'800'000'000}; }
};

class MeterRead : public testing::Test {
protected:
    std::string file(const std::string& name, const std::string& contents) {
        test::write_file(folder.file(name), contents);
        return folder.file(name);
    }
    Exit run(std::vector<std::string> words, const std::string& input = {}) {
        words.insert(words.begin(), {"meter", "read"});
        std::istringstream in{input};
        std::ostringstream out_stream;
        std::ostringstream err_stream;
        FixedClock clock;
        test::SeededRandom random{1};
        app::counterfoil::Context context{in, out_stream, err_stream, clock, random};
        const Exit exit = app::counterfoil::run(words, context);
        out = out_stream.str();
        err = err_stream.str();
        return exit;
    }

    test::TempDir folder;
    std::string out;
    std::string err;
};

std::string nem(const std::string& value) {
    std::string text =
        "100,NEM12,200405011135,MDA1,Ret1\n200,NMI1,B1,1,B1,N1,METER9,KWH,60,\n300,20040201";
    for (int i = 0; i < 24; ++i) text += "," + value;
    return text + ",A,,,,\n900\n";
}

const std::string kRegisters =
    "100,NEM13,200401101030,MDA1,Ret1\n250,NMI1,11,1,11,11,METER9,E,006342.8,20031005093055,A,,,"
    "006332.8,20040107100333,A,,,-10,kWh,20040407,20040108100333,20040108091133\n900\n";

}  // namespace

TEST_F(MeterRead, channels_and_days) {
    EXPECT_EQ(run({file("a.csv", nem("0.5"))}), Exit::done);
    EXPECT_EQ(out,
              "NMI1 METER9 B1, fed in: 24 readings of 60 minutes, 2004-02-01 00:00 to 2004-02-01 "
              "23:00, 12 kWh\n"
              "day         readings  of  actual     sum\n"
              "2004-02-01        24  24      24  12 kWh\n");
    EXPECT_EQ(err, "");
}

TEST_F(MeterRead, as_json) {
    EXPECT_EQ(run({file("a.csv", nem("0.5")), "--json", "--readings"}), Exit::done);
    const auto json = nlohmann::json::parse(out);
    EXPECT_EQ(json.at("format"), "nem");
    EXPECT_EQ(json.at("zone"), "Etc/GMT-10");
    const auto channel = json.at("channels").at(0);
    EXPECT_EQ(channel.at("sum"), "12");
    EXPECT_EQ(channel.at("fed_in"), true);
    EXPECT_EQ(channel.at("minutes"), 60);
    EXPECT_EQ(channel.at("days").at(0).at("sum"), "12");
    EXPECT_EQ(channel.at("values").at(23).at("at"), "2004-02-01T13:00:00Z");
}

TEST_F(MeterRead, registers_and_what_is_taken_back) {
    EXPECT_EQ(run({file("a.csv", kRegisters), "--json"}), Exit::done);
    const auto one = nlohmann::json::parse(out).at("registers").at(0);
    EXPECT_EQ(one.at("quantity"), "-10");
    EXPECT_EQ(one.at("remark"), "below zero: something is taken back, not used");
    EXPECT_EQ(one.at("previous").at("digits"), "006342.8");
    EXPECT_EQ(run({file("a.csv", kRegisters)}), Exit::done);
    EXPECT_THAT(out, HasSubstr("006332.8"));
}

TEST_F(MeterRead, frames_from_standard_input) {
    const std::string frame =
        "68 13 13 68 08 05 73 78 56 34 12 0A 00 E9 7E 01 00 00 00 35 01 00 00 ";
    EXPECT_EQ(run({"-"}, frame + "00 16"), Exit::refused);
    EXPECT_EQ(err, "standard input: frame 1, byte 24: the checksum is wrong\n");
    EXPECT_EQ(run({"-"}, frame + "3C 16"), Exit::done) << err;
    EXPECT_THAT(out, HasSubstr("12345678, water"));
    EXPECT_THAT(out, HasSubstr("0.135"));
}

TEST_F(MeterRead, tables_with_options) {
    const auto path = file("a.txt", "Day;House\n01/02/2015;1,5\n02/02/2015;2,5\n");
    EXPECT_EQ(run({path}), Exit::refused);
    EXPECT_THAT(err, HasSubstr("(--dates)"));
    EXPECT_EQ(run({path, "--dates", "dmy", "--readings"}), Exit::done) << err;
    EXPECT_THAT(out, HasSubstr("2015-02-02 00:00    2.5  actual"));
    EXPECT_EQ(run({path, "--dates", "dmy", "--map", "value=Garden"}), Exit::usage);
    EXPECT_EQ(run({path, "--map", "nonsense"}), Exit::usage);
    EXPECT_EQ(run({path, "--zone", "Mars/Base"}), Exit::usage);
    EXPECT_EQ(run({path, "--format", "word"}), Exit::usage);
}

TEST_F(MeterRead, counters_with_what_was_used_and_what_is_odd) {
    const auto path = file("a.csv",
                           "Day,Meter reading\n2026-01-01,99000\n2026-02-10,99400\n"
                           "2026-03-02,99600\n2026-03-12,99500\n2026-05-01,150\n");
    EXPECT_EQ(run({path, "--digits", "5"}), Exit::done) << err;
    EXPECT_THAT(out, HasSubstr("2026-03-02 00:00  99600   200"));
    EXPECT_THAT(out, HasSubstr("99500 is lower than 99600 of 2026-03-02, and too far from it"));
    EXPECT_THAT(out, HasSubstr("the meter started again at zero, and 550 went by."));
    EXPECT_EQ(run({path, "--json"}), Exit::done) << err;
    const auto values = nlohmann::json::parse(out).at("channels").at(0).at("values");
    EXPECT_EQ(values.at(1).at("used"), "400");
    EXPECT_EQ(values.at(3).at("refused"), true);
    EXPECT_FALSE(values.at(3).contains("used"));
    EXPECT_EQ(values.at(4).at("refused"), true);  // of how many digits nobody said
    EXPECT_EQ(run({file("b.csv", "Day,Meter reading\n2026-01-01,0.1234567\n")}), Exit::done);
    EXPECT_THAT(out, HasSubstr("0.1234567  actual"));
    EXPECT_EQ(run({path, "--digits", "13"}), Exit::usage);
}

TEST_F(MeterRead, a_broken_file_among_good_ones) {
    const auto good = file("good.csv", nem("1"));
    const auto bad = file("bad.csv", nem("x"));
    EXPECT_EQ(run({bad, good}), Exit::refused);
    EXPECT_EQ(err, bad + ":3: \"x\" is no figure\n");
    EXPECT_THAT(out, HasSubstr(good + ":\nNMI1 METER9 B1"));
    EXPECT_EQ(run({folder.file("none")}), Exit::environment);
    EXPECT_EQ(run({}), Exit::usage);
}
