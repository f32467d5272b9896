// Goal: a new shop knows the in-store labels that are usual where it is.
// Method: each preset rule is sound and reads a label made for it; countries with rules of their
// own and one without.
#include "app/core/label_presets.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "pos/catalog/barcode.hpp"
#include "pos/catalog/scan.hpp"
#include "pos/locale/zone.hpp"

using namespace app::core;
using pos::catalog::parse_scan;

namespace {

CodeRules rules_in(std::string_view country) {
    ShopSettings settings;
    set_labels(settings, country);
    auto rules = code_rules(settings, *pos::currency_of("EUR"));
    EXPECT_EQ(rules.labels.size(), settings.embedded_rules.size()) << country;
    EXPECT_EQ(rules.routes.size(), settings.code_routes.size()) << country;
    return rules;
}

std::string with_check(std::string digits) {
    digits += pos::catalog::gtin_check_digit(digits);
    return digits;
}

}  // namespace

TEST(LabelPresets, a_country_without_rules_has_those_of_no_country) {
    EXPECT_EQ(rules_in("XX").labels, rules_in("").labels);
    EXPECT_NE(rules_in("SE").labels, rules_in("").labels);
    EXPECT_FALSE(rules_in("SE").routes.empty());
}

TEST(LabelPresets, sweden_says_the_decimals_by_the_prefix) {
    const auto labels = rules_in("SE").labels;
    EXPECT_EQ(parse_scan(with_check("201234560120"), labels).price_e8, 1'2000'0000);
    EXPECT_EQ(parse_scan(with_check("211234560124"), labels).price_e8, 12'4000'0000);
    EXPECT_EQ(parse_scan(with_check("221234561234"), labels).price_e8, 1234'0000'0000);
    EXPECT_EQ(parse_scan(with_check("231234561234"), labels).quantity, pos::Quantity{1'234'000});
    EXPECT_EQ(parse_scan(with_check("241234561234"), labels).quantity, pos::Quantity{12'340'000});
    EXPECT_EQ(parse_scan(with_check("251234561234"), labels).quantity, pos::Quantity{123'400'000});
}

TEST(LabelPresets, britain_checks_the_price_by_itself) {
    const auto labels = rules_in("GB").labels;
    std::string label = "2012345";
    label += pos::catalog::value_check_digit("0399");
    const auto scan = parse_scan(with_check(label + "0399"), labels);
    EXPECT_EQ(scan.reference, "12345");
    EXPECT_EQ(scan.price_e8, 3'9900'0000);
    std::string misread = label + "0398";
    EXPECT_NE(parse_scan(with_check(misread), labels).kind, pos::catalog::ScanKind::embedded);
}

TEST(LabelPresets, no_rule_of_a_country_hides_another) {
    for (const char* country : {"", "CA", "FR", "GB", "SE", "US"}) {
        for (const auto& rule : rules_in(country).labels) {
            std::string code;
            for (const char place : rule.pattern) {
                if (place == 'V' || place == 'P') code += '1';
                if (place >= '0' && place <= '9') code += place;
                if (place == 'K') code += pos::catalog::value_check_digit("1111");
            }
            const auto scan = parse_scan(with_check(code), rules_in(country).labels);
            EXPECT_EQ(scan.kind, pos::catalog::ScanKind::embedded) << country << rule.pattern;
            EXPECT_EQ(scan.value_kind, rule.kind) << country << rule.pattern;
        }
    }
}

TEST(LabelPresets, a_zone_is_in_a_country) {
    EXPECT_EQ(pos::locale::country_of("Europe/Stockholm"), "SE");
    EXPECT_EQ(pos::locale::country_of("Europe/London"), "GB");
    EXPECT_EQ(pos::locale::country_of("America/New_York"), "US");
    EXPECT_EQ(pos::locale::country_of("UTC"), "");
    EXPECT_EQ(pos::locale::country_of("Nowhere/At_All"), "");
}

TEST(LabelPresets, settings_of_an_older_program_have_no_routes) {
    ShopSettings settings = default_settings();
    auto bytes = to_bytes(settings);
    EXPECT_EQ(settings_from(bytes).value(), settings);
    // Version 0 ended before the routes.
    ASSERT_EQ(std::to_integer<int>(bytes.front()), 1);
    bytes.front() = std::byte{0};
    EXPECT_FALSE(settings_from(bytes));  // too long for it
}
