// Goal: what a file is is told by its contents, and its faults come with its name.
// Method: bytes of each format, whole and damaged; figures at their limits.
#include "app/core/meter/read_file.hpp"

#include <gtest/gtest.h>

#include "app/core/meter/figure.hpp"
#include "app/core/meter/words.hpp"
#include "pos/money/decimal.hpp"

using namespace app::core::meter;
using app::core::FailureKind;
using app::core::imports::DecimalSign;

namespace {

// A water meter that says 12.565 m³, as in the unit tests of frames.
const std::string kWater = "6814146808057278563412244001075500000003131531000316";

std::string with_checksum(const std::string& hex) {
    pos::Bytes bytes = pos::from_hex(hex).value();
    unsigned sum = 0;
    for (std::size_t i = 4; i + 2 < bytes.size(); ++i) sum += std::to_integer<unsigned>(bytes[i]);
    bytes[bytes.size() - 2] = static_cast<std::byte>(sum);
    return pos::to_hex(bytes);
}

std::string figure(const std::string& text, DecimalSign sign = DecimalSign::either) {
    const auto read = read_figure(text, sign);
    return read ? to_string(*read) : read.error();
}

}  // namespace

TEST(FormatOf, by_contents) {
    EXPECT_EQ(format_of("100,NEM12,200405011135,MDA1,Ret1\n"), FileFormat::nem);
    EXPECT_EQ(format_of("\xEF\xBB\xBF\n 100,NEM13,"), FileFormat::nem);
    EXPECT_EQ(format_of("<?xml version=\"1.0\"?><feed/>"), FileFormat::espi);
    EXPECT_EQ(format_of("68 03 03 68 08 01 70 79 16\n"), FileFormat::mbus);
    EXPECT_EQ(format_of("E5"), FileFormat::mbus);
    EXPECT_EQ(format_of("\xE5"), FileFormat::mbus);
    EXPECT_EQ(format_of("time,value\n2015-01-01,1\n"), FileFormat::csv);
    EXPECT_EQ(format_of(""), FileFormat::csv);
    std::string long_one;
    for (int i = 0; i < 300; ++i) long_one += with_checksum(kWater) + "\n";
    EXPECT_EQ(format_of(long_one), FileFormat::mbus);
}

TEST(ReadBytes, frames_one_after_the_other) {
    const auto said = read_bytes(with_checksum(kWater) + "\nE5\n" + with_checksum(kWater), "a", {});
    ASSERT_TRUE(said.has_value()) << said.error().words;
    ASSERT_EQ(said->telegrams.size(), 2U);
    EXPECT_EQ(title_of(said->telegrams[0]), "PAD 12345678, water");
    EXPECT_EQ(value_text(said->telegrams[0].records[0].value), "12.565");
    EXPECT_EQ(read_bytes(with_checksum(kWater) + "68", "a", {}).error().words,
              "a: frame 2, byte 2: the frame is cut off");
    EXPECT_EQ(read_bytes(kWater, "a", {}).error().words,
              "a: frame 1, byte 25: the checksum is wrong");
    EXPECT_EQ(read_bytes("68 03 03 68 08 01 70 79 16", "a", {}).error().words,
              "a: frame 1, the meter answers: an error that it does not name");
}

TEST(ReadBytes, faults_and_zones) {
    EXPECT_EQ(read_bytes("100,NEM12,x\n200\n", "a.csv", {}).error().words,
              "a.csv:2: a channel (200) has nine fields at least");
    EXPECT_EQ(read_bytes("<a/>", "a.xml", {}).error().words,
              "a.xml:1: it is no Green Button file: no Atom feed, no ESPI");
    const auto zone = read_bytes("time,a\n2015-01-01,1\n", "a", {.zone = "Nowhere/Else"});
    EXPECT_EQ(zone.error().kind, FailureKind::usage);
    EXPECT_EQ(read_file("/no/such/file", {}).error().kind, FailureKind::environment);
}

TEST(DaysOf, mixed_lengths_are_summed_and_remarked_on) {
    pos::billing::meter::files::Series series;
    series.measured = {{{0}, 900, pos::exactly(1)}, {{900'000}, 1'800, pos::exactly(2)}};
    const auto told = days_of(series, pos::locale::Zone::open("UTC").value());
    EXPECT_EQ(told.remark, "Its intervals are of more than one length.");
    ASSERT_EQ(told.days.size(), 1U);
    EXPECT_EQ(to_string(told.days[0].sum), "3");
    EXPECT_EQ(told.days[0].expected, 0U);
    series.measured[1] = {{-900'000}, 900, pos::exactly(2)};
    const auto sorted = days_of(series, pos::locale::Zone::open("UTC").value());
    EXPECT_EQ(sorted.remark, std::nullopt);
    EXPECT_EQ(sorted.days.size(), 2U);
    EXPECT_EQ(sorted.days[0].expected, 96U);
}

TEST(Figure, as_machines_and_as_people_write_them) {
    EXPECT_EQ(figure("2754.8999999999996"), "2754.8999999999996");
    EXPECT_EQ(figure("2.5e-05"), "0.000025");
    EXPECT_EQ(figure("1E+3"), "1000");
    EXPECT_EQ(figure("5e-324"), "0");
    EXPECT_EQ(figure("1.234,5", DecimalSign::comma), "1234.5");
    EXPECT_EQ(figure("1,5"), "1.5");
    EXPECT_EQ(figure("1,299"),
              "\"1,299\" reads two ways: say which sign parts decimals (--decimal)");
    EXPECT_EQ(figure("1e99"), "\"1e99\" is no figure");
    EXPECT_EQ(figure("0.123456789012345"), "\"0.123456789012345\" has more than fourteen decimals");
    EXPECT_EQ(figure("x"), "\"x\" is no figure");
}
