// Goal: each way in which M-Bus writes figures and says what they are is read, and what is cut off
// or has no meaning is refused with its place.
// Method: records made by hand behind one header, from the tables of EN 13757-3.
#include "drivers/meter/mbus/telegram.hpp"

#include <gtest/gtest.h>

#include "pos/money/decimal.hpp"

using namespace drivers::meter::mbus;

namespace {

pos::Bytes hex(const std::string& digits) {
    return pos::from_hex(digits).value();
}

const Telegram kWho{
    .identification = "12345678", .manufacturer = "PAD", .version = 1, .medium = 7, .access = 0x55};

Frame answer(const std::string& records) {
    Frame frame{.kind = FrameKind::data, .control = kAnswer, .information = 0x72};
    frame.data = header_of(kWho);
    const pos::Bytes behind = hex(records);
    frame.data.insert(frame.data.end(), behind.begin(), behind.end());
    return frame;
}

struct Words {
    std::string operator()(std::monostate) const { return "-"; }
    std::string operator()(pos::Exact number) const { return to_string(number); }
    std::string operator()(const MeterTime& time) const {
        return to_string(time) + (time.in_doubt ? "?" : "") + (time.summer_time ? " summer" : "");
    }
    std::string operator()(const std::string& text) const { return '"' + text + '"'; }
    std::string operator()(const pos::Bytes& bytes) const { return "0x" + pos::to_hex(bytes); }
};

/// "12.565 m³ volume", or what is wrong.
std::string said(const std::string& records) {
    const auto telegram = read_telegram(answer(records));
    if (!telegram) return to_string(telegram.error());
    std::string text;
    for (const Record& record : telegram->records) {
        text += (text.empty() ? "" : "; ") + std::visit(Words{}, record.value) + " " +
                record.meaning.unit + (record.meaning.unit.empty() ? "" : " ") +
                record.meaning.quantity;
        for (const std::string& remark : record.meaning.remarks) text += " (" + remark + ")";
    }
    return text;
}

}  // namespace

TEST(Telegram, says_who_the_meter_is) {
    const auto telegram = read_telegram(answer("0313153100"));
    ASSERT_TRUE(telegram.has_value());
    EXPECT_EQ(telegram->identification, "12345678");
    EXPECT_EQ(telegram->manufacturer, "PAD");
    EXPECT_EQ(telegram->version, 1);
    EXPECT_EQ(medium_name(telegram->medium), "water");
    EXPECT_EQ(telegram->access, 0x55);
    EXPECT_EQ(said("0313153100"), "12.565 m³ volume");
}

TEST(Telegram, whole_numbers_of_each_length) {
    EXPECT_EQ(said("010385"), "-123 Wh energy");
    EXPECT_EQ(said("0203ff7f"), "32767 Wh energy");
    EXPECT_EQ(said("0303ffffff"), "-1 Wh energy");
    EXPECT_EQ(said("0406d2040000"), "1234000 Wh energy");
    EXPECT_EQ(said("0600000000000080"), "-140737488355.328 Wh energy");
    EXPECT_EQ(said("0703ffffffffffffff7f"), "9223372036854775807 Wh energy");
    // Beyond what we reckon in, the bytes stay.
    EXPECT_EQ(said("070fffffffffffffff7f"), "0xffffffffffffff7f J energy");
}

TEST(Telegram, decimal_figures_and_their_minus) {
    EXPECT_EQ(said("090342"), "42 Wh energy");
    EXPECT_EQ(said("0c1327048502"), "2850.427 m³ volume");
    EXPECT_EQ(said("0e03563412907856"), "567890123456 Wh energy");
    EXPECT_EQ(said("0a5b23f1"), "-123 °C flow temperature");
    EXPECT_EQ(said("0a5addeb"), "0xddeb °C flow temperature");
}

TEST(Telegram, floating_point_as_its_shortest_decimal) {
    EXPECT_EQ(said("055bcdccac41"), "21.6 °C flow temperature");
    EXPECT_EQ(said("055b0000c07f"), "0x0000c07f °C flow temperature");
    EXPECT_EQ(said("052bffff7f7f"), "0xffff7f7f W power");
}

TEST(Telegram, dates_and_times) {
    EXPECT_EQ(said("426c9f2c"), "2020-12-31 date");
    EXPECT_EQ(said("046d190f8a17"), "2012-07-10T15:25 date and time");
    EXPECT_EQ(said("046d998f8a17"), "2012-07-10T15:25? summer date and time");
    EXPECT_EQ(said("066d1e190f8a1700"), "2012-07-10T15:25:30 date and time");
    EXPECT_EQ(said("426c0000"), "0x0000 date");
    EXPECT_EQ(said("046d3f178a17"), "0x3f178a17 date and time");
    EXPECT_EQ(said("426cbfac"), "1985-12-31 date");
}

TEST(Telegram, texts_and_figures_of_variable_length) {
    EXPECT_EQ(said("0dfd10034f5454"), "\"TTO\" customer location");
    EXPECT_EQ(said("0d03c23412"), "1234 Wh energy");
    EXPECT_EQ(said("0d03d23412"), "-1234 Wh energy");
    EXPECT_EQ(said("0d03e2ffff"), "-1 Wh energy");
    EXPECT_EQ(said("0d7803e90a0d"), "\"  é\" fabrication number");
    EXPECT_EQ(said("0d03f0000102030405060708090a0b0c0d0e0f"),
              "0x000102030405060708090a0b0c0d0e0f Wh energy");
    EXPECT_EQ(said("0d03f7"), "byte 23: the code f7 has no meaning here");
}

TEST(Telegram, units_that_the_meter_spells_out) {
    EXPECT_EQ(said("02fc0348522574d411"), "45.64 %RH");
}

TEST(Telegram, extensions_of_value_information) {
    EXPECT_EQ(said("0483742a000000"), "0.42 Wh energy");
    EXPECT_EQ(said("04837d2a000000"), "42000 Wh energy");
    EXPECT_EQ(said("04863b23000000"), "35000 Wh energy (only positive contributions)");
    EXPECT_EQ(said("0483ff012a000000"), "42 Wh energy (manufacturer specific)");
    EXPECT_EQ(said("02fd48e400"), "22.8 V voltage");
    EXPECT_EQ(said("02fb010500"), "5000000 Wh energy");
    EXPECT_EQ(said("02fd7f0500"), "5 reserved");
    EXPECT_EQ(said("02227b00"), "442800 s on time");
    EXPECT_EQ(said("02fd320200"), "7200 s tariff duration");
}

TEST(Telegram, storage_tariff_device_and_function) {
    const auto telegram = read_telegram(answer("c4d0410300000000"));
    ASSERT_TRUE(telegram.has_value()) << to_string(telegram.error());
    EXPECT_EQ(telegram->records.at(0).storage, 33U);
    EXPECT_EQ(telegram->records.at(0).tariff, 1U);
    EXPECT_EQ(telegram->records.at(0).device, 3U);
    EXPECT_EQ(read_telegram(answer("140300000000")).value().records.at(0).function,
              Function::maximum);
}

TEST(Telegram, fillers_makers_data_and_more_to_follow) {
    const auto telegram = read_telegram(answer("2f0103072f0faabb"));
    ASSERT_TRUE(telegram.has_value());
    EXPECT_EQ(telegram->records.size(), 1U);
    EXPECT_EQ(telegram->manufacturer_data, hex("aabb"));
    EXPECT_FALSE(telegram->more_follows);
    EXPECT_TRUE(read_telegram(answer("0103071f")).value().more_follows);
}

TEST(Telegram, of_the_old_sort_with_two_counters) {
    Frame frame{.kind = FrameKind::data, .control = kAnswer, .information = 0x73};
    frame.data = hex("785634120a00e97e0100000035010000");
    const auto telegram = read_telegram(frame);
    ASSERT_TRUE(telegram.has_value());
    EXPECT_TRUE(telegram->fixed);
    EXPECT_EQ(telegram->identification, "12345678");
    EXPECT_EQ(medium_name(telegram->medium), "water");
    EXPECT_EQ(std::visit(Words{}, telegram->records.at(0).value), "0.001");
    EXPECT_EQ(std::visit(Words{}, telegram->records.at(1).value), "0.135");
    EXPECT_EQ(telegram->records.at(1).storage, 1U);
}

TEST(Telegram, refusals_in_words) {
    EXPECT_EQ(said("03"), "byte 21: the telegram ends inside a record");
    EXPECT_EQ(said("0313"), "byte 22: the telegram ends inside a record");
    EXPECT_EQ(said("03131531"), "byte 24: the telegram ends inside a record");
    EXPECT_EQ(said("838080808080808080808000"),
              "byte 32: more than ten extensions follow one another");
    EXPECT_EQ(said("038380808080808080808080808000"),
              "byte 33: more than ten extensions follow one another");
    EXPECT_EQ(said("3f"), "byte 21: the code 3f has no meaning here");
    Frame busy{.kind = FrameKind::data, .control = kAnswer, .information = 0x70, .data = hex("08")};
    EXPECT_EQ(to_string(read_telegram(busy).error()),
              "the meter answers: it is too busy to answer");
    busy.information = 0x99;
    EXPECT_EQ(to_string(read_telegram(busy).error()), "byte 7: what follows CI 99 is not read");
    EXPECT_EQ(to_string(read_telegram(Frame{}).error()), "it is no answer of a meter");
    Frame secret = answer("2f2f");
    secret.data[11] = std::byte{0x05};
    EXPECT_EQ(to_string(read_telegram(secret).error()), "byte 20: the rest is encrypted (mode 5)");
    Frame shorter = answer("");
    shorter.data.resize(7);
    EXPECT_EQ(to_string(read_telegram(shorter).error()),
              "byte 15: the telegram ends inside a record");
}

TEST(Telegram, status_in_words) {
    EXPECT_EQ(status_words(0), "");
    EXPECT_EQ(status_words(0x14), "low battery, temporary error");
    EXPECT_EQ(medium_name(0x99), "unknown medium 0x99");
}
