// Goal: what the goods' form gets of a scan is a code by which the till finds the goods again.
// Method: one scan of each kind; the code must lead to the same key as the goods of the scan.
#include "app/till/plain_code.hpp"

#include <gtest/gtest.h>

#include "pos/catalog/barcode.hpp"

namespace {

const pos::Date kToday = pos::make_date(2026, 11, 22);

std::string plain_of(std::string_view text) {
    app::core::CodeRules rules;
    rules.labels = {
        {.pattern = "28PPPPPVVVVVC", .kind = pos::catalog::ValueKind::weight, .decimals = 3}};
    return till::plain_code(app::core::read_code(text, rules, kToday));
}

TEST(PlainCode, is_without_the_name_of_the_symbology) {
    EXPECT_EQ(plain_of("]E04006381333931"), "4006381333931");
    EXPECT_EQ(plain_of("]A0ABC-12"), "ABC-12");
    EXPECT_EQ(plain_of(" 4006381333931 "), "4006381333931");
    EXPECT_EQ(plain_of("96385074"), "96385074");
}

TEST(PlainCode, is_the_number_in_a_gs1_code) {
    EXPECT_EQ(plain_of("]C1010400638133393110B7"), "4006381333931");
    EXPECT_EQ(plain_of("(01)19521234543210(10)B7"), "19521234543210");
    EXPECT_EQ(plain_of("]C10100000096385074"), "96385074");
}

TEST(PlainCode, is_a_label_without_its_weight) {
    const std::string code = plain_of("2812345012345");
    EXPECT_EQ(code.size(), 13U);
    EXPECT_TRUE(code.starts_with("281234500000"));
    EXPECT_EQ(pos::catalog::gtin_status(code), pos::catalog::GtinStatus::valid);
}

}  // namespace
