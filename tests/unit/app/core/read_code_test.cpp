// Goal: every text that a scanner or a person gives is told to be one thing before it is looked up.
// Method: one code of each kind; seeded bytes.
#include "app/core/read_code.hpp"

#include <gtest/gtest.h>

#include <random>

#include "pos/catalog/barcode.hpp"

using namespace app::core;
using pos::catalog::CodeKind;
using pos::catalog::ScanKind;

namespace {

const pos::Date kToday = pos::make_date(2026, 11, 25);

CodeRules rules() {
    return {.labels = {*pos::catalog::parse_rule("28PPPPPVVVVVC weight 3")},
            .routes = {*pos::catalog::parse_route("041* badge"),
                       *pos::catalog::parse_route("B01-* receipt")},
            .currency = *pos::currency_of("EUR")};
}

ReadCode read(std::string_view text) {
    return read_code(text, rules(), kToday);
}

}  // namespace

TEST(ReadCode, plain_numbers_and_labels_are_no_gs1_data) {
    const auto plain = read("4006381333931");
    EXPECT_EQ(plain.plain.kind, ScanKind::gtin);
    EXPECT_FALSE(plain.goods);
    EXPECT_FALSE(plain.other);
    EXPECT_FALSE(plain.fault);
    std::string label = "2800123012045";
    label.back() = pos::catalog::gtin_check_digit(label.substr(0, 12));
    EXPECT_EQ(read(label).plain.kind, ScanKind::embedded);
    EXPECT_FALSE(read(label).goods);
}

TEST(ReadCode, goods_of_gs1_codes_however_a_scanner_sends_them) {
    for (const std::string_view text :
         {"]d2010952123454321310L1\x1d"
          "21S7",
          "\x1d"
          "010952123454321310L1\x1d"
          "21S7",
          "010952123454321310L1\x1d"
          "21S7",
          "(01)09521234543213(10)L1(21)S7", "https://a/01/9521234543213/10/L1/21/S7"}) {
        const auto code = read(text);
        ASSERT_TRUE(code.goods) << text;
        EXPECT_EQ(code.goods->number, "09521234543213") << text;
        EXPECT_EQ(code.goods->batch, "L1") << text;
        EXPECT_EQ(code.goods->serial, "S7") << text;
        EXPECT_EQ(code.goods_keys, (std::vector<std::string>{"09521234543213"})) << text;
        EXPECT_FALSE(code.fault) << text;
    }
}

TEST(ReadCode, elements_in_a_row_need_no_separator_to_be_seen) {
    const auto code = read(
        "0109521234543213"
        "17261231");
    ASSERT_TRUE(code.goods);
    EXPECT_EQ(code.goods->expires, pos::make_date(2026, 12, 31));
    // Digits that start alike and are no elements are what they were.
    const auto other = read(
        "0109521234543210"
        "1726");
    EXPECT_FALSE(other.goods);
    EXPECT_FALSE(other.fault);
    EXPECT_EQ(other.plain.kind, ScanKind::free_code);
}

TEST(ReadCode, a_short_number_may_stand_in_the_catalogue_by_itself) {
    EXPECT_EQ(read("(01)00000096385074(10)A").goods_keys,
              (std::vector<std::string>{"00000096385074", "96385074"}));
}

TEST(ReadCode, what_gs1_numbers_beside_goods) {
    EXPECT_EQ(read("(255)9521234543213").other, CodeKind::coupon);
    EXPECT_EQ(read("(8110)106141416543213500110000310123196000").other, CodeKind::coupon);
    EXPECT_EQ(read("(415)9521234543213(8020)R1").other, CodeKind::bill);
    EXPECT_EQ(read("(415)9521234543213(8020)R1").other_number, "R1");
    EXPECT_EQ(read("(8018)095212345678901235").other, CodeKind::customer);
    EXPECT_EQ(read("(8017)095212345678901235").other, CodeKind::badge);
}

TEST(ReadCode, routes_and_receipts) {
    EXPECT_EQ(read("0411").other, CodeKind::badge);
    EXPECT_EQ(read("]C00411").other_number, "0411");
    EXPECT_EQ(read("B01-T1-000123").other, CodeKind::receipt);
    EXPECT_EQ(read("hello").other, std::nullopt);
}

TEST(ReadCode, faults_are_told) {
    EXPECT_EQ(read("]d20109521234543210").fault, CodeFault::damaged);
    EXPECT_EQ(read("(01)09521234543213(17)261331").fault, CodeFault::damaged);
    EXPECT_EQ(read("https://example.com/news").fault, CodeFault::web_address);
    EXPECT_EQ(read("]Q1HTTP://example.com/").fault, CodeFault::web_address);
    EXPECT_EQ(read("hello").fault, std::nullopt);
    EXPECT_EQ(read("").fault, std::nullopt);
}

TEST(ReadCode, any_bytes_have_an_answer) {
    constexpr unsigned kSeed = 5;
    SCOPED_TRACE(kSeed);
    std::mt19937 random{kSeed};
    const std::string letters = "0123456789()]\x1d-B*https:/.?=&\xff";
    for (int round = 0; round < 20'000; ++round) {
        std::string text = round % 3 == 0 ? "01" : "";
        const auto length = random() % 50;
        for (unsigned at = 0; at < length; ++at) text += letters[random() % letters.size()];
        const auto code = read(text);
        EXPECT_EQ(code.goods.has_value(), !code.goods_keys.empty()) << text;
    }
}
