// Goal: prove that every text is told to be one thing, and that labels give the weight or price
// that is printed on them. Method: labels worked by hand, the published examples of the price check
// digit, every refusal of a rule, seeded labels made and read back, and seeded bytes.
#include "pos/catalog/scan.hpp"

#include <gtest/gtest.h>
#include <random>

#include "pos/catalog/barcode.hpp"

using namespace pos;
using namespace pos::catalog;

namespace {

const std::vector<EmbeddedRule> kRules{
    {"2PPPPPVVVVVC", ValueKind::price, 2},    // UPC-A
    {"21PPPPPVVVVVC", ValueKind::weight, 3},  // EAN-13, grams
    {"28PPPPKVVVVVC", ValueKind::price, 2},   // with the price's own check digit
    {"29PPPPPXVVVVC", ValueKind::count, 0},
};

const Currency kEur = *currency_of("EUR");

std::string with_check(std::string digits) {
    digits += gtin_check_digit(digits);
    return digits;
}

ScanParse scan(std::string_view text) {
    return parse_scan(text, kRules);
}

RuleError rule_error(std::string pattern, ValueKind kind = ValueKind::price,
                     std::uint8_t decimals = 2) {
    const auto sound = check(EmbeddedRule{std::move(pattern), kind, decimals});
    return sound ? RuleError{-1} : sound.error();
}

}  // namespace

TEST(Scan, every_text_is_one_thing) {
    EXPECT_EQ(scan("").kind, ScanKind::nothing);
    EXPECT_EQ(scan("  ").kind, ScanKind::nothing);
    EXPECT_EQ(scan(std::string(200, '1')).kind, ScanKind::nothing);
    EXPECT_EQ(scan("4006381333931").kind, ScanKind::gtin);
    EXPECT_EQ(scan("4006381333930").kind, ScanKind::free_code);  // wrong check digit
    EXPECT_EQ(scan("4711").kind, ScanKind::item_number);
    EXPECT_EQ(scan("1234567").kind, ScanKind::item_number);
    EXPECT_EQ(scan("A-4711").kind, ScanKind::free_code);
    EXPECT_EQ(scan("]E04006381333931").code, "4006381333931");
    EXPECT_EQ(scan("]E04006381333931").kind, ScanKind::gtin);
    EXPECT_EQ(scan(" 036000291452 ").key, "00036000291452");
}

TEST(Scan, a_weight_label_gives_its_weight) {
    const auto parse = scan(with_check("210012301204"));
    EXPECT_EQ(parse.kind, ScanKind::embedded);
    EXPECT_EQ(parse.reference, "00123");
    EXPECT_EQ(parse.value_kind, ValueKind::weight);
    EXPECT_EQ(parse.quantity, Quantity{1'204'000});
    EXPECT_EQ(parse.price_e8, 0);
    EXPECT_EQ(parse.base_key, barcode_key(with_check("210012300000")));
    EXPECT_EQ(parse.key, barcode_key(parse.code));
}

TEST(Scan, a_price_label_gives_its_price_with_or_without_the_leading_zero) {
    const std::string upc = with_check("21234500399");
    EXPECT_EQ(scan(upc).price_e8, 3'9900'0000);
    EXPECT_EQ(scan(upc).reference, "12345");
    EXPECT_EQ(scan("0" + upc).price_e8, 3'9900'0000);
    EXPECT_EQ(scan("0" + upc).reference, "12345");
    EXPECT_EQ(scan("0" + upc).base_key, scan(upc).base_key);
    EXPECT_EQ(scan(with_check("299999990012")).quantity, pieces(12));
}

TEST(Scan, the_largest_value_stays_in_range) {
    const std::vector<EmbeddedRule> rules{{"2PPVVVVVVVVV", ValueKind::price, 0},
                                          {"3PPVVVVVVVVV", ValueKind::count, 0}};
    EXPECT_TRUE(in_range(UnitPrice{parse_scan("299999999999", rules).price_e8, kEur}));
    EXPECT_EQ(parse_scan("399999999999", rules).quantity, pieces(999'999'999));
}

TEST(Scan, a_label_with_a_wrong_check_digit_is_no_label) {
    std::string text = with_check("210012301204");
    text.back() = text.back() == '9' ? '0' : static_cast<char>(text.back() + 1);
    EXPECT_EQ(scan(text).kind, ScanKind::free_code);

    std::string inner =
        "28"
        "1234"
        "0"
        "14685";
    inner[6] = value_check_digit("14685");
    EXPECT_EQ(scan(with_check(inner)).kind, ScanKind::embedded);
    EXPECT_EQ(scan(with_check(inner)).price_e8, 146'8500'0000);
    inner[6] = inner[6] == '0' ? '1' : '0';
    EXPECT_EQ(scan(with_check(inner)).kind, ScanKind::gtin);  // the code itself is still whole
}

TEST(Scan, the_price_check_digit_follows_the_published_examples) {
    EXPECT_EQ(value_check_digit("2875"), '9');
    EXPECT_EQ(value_check_digit("14685"), '6');
    EXPECT_EQ(value_check_digit("0000"), '0');
    EXPECT_EQ(value_check_digit("00000"), '0');
}

TEST(Scan, every_unsound_rule_has_its_own_error) {
    EXPECT_EQ(rule_error("2PV"), RuleError::bad_length);
    EXPECT_EQ(rule_error("2PPPPPVVVVV?"), RuleError::bad_character);
    EXPECT_EQ(rule_error("PPPPPVVVVVC"), RuleError::no_prefix);
    EXPECT_EQ(rule_error("2VVVVVC"), RuleError::no_reference);
    EXPECT_EQ(rule_error("2PPXPPVVVVVC"), RuleError::no_reference);
    EXPECT_EQ(rule_error("2PPPPPC"), RuleError::no_value);
    EXPECT_EQ(rule_error("2PPVVVVVVVVVVC"), RuleError::no_value);
    EXPECT_EQ(rule_error("2PPPPCVVVVV"), RuleError::bad_check);
    EXPECT_EQ(rule_error("2PPPPKKVVVVVC"), RuleError::bad_check);
    EXPECT_EQ(rule_error("2PPPPKVVVC"), RuleError::bad_check);
    EXPECT_EQ(rule_error("2PPPPPVVVVVC", static_cast<ValueKind>(9)), RuleError::bad_kind);
    EXPECT_EQ(rule_error("2PPPPPVVVVVC", ValueKind::price, 6), RuleError::bad_decimals);
    EXPECT_EQ(rule_error("2PPPPPVVVVVVVC", ValueKind::price, 7), RuleError::bad_decimals);
    for (const auto& rule : kRules) EXPECT_TRUE(check(rule).has_value()) << rule.pattern;
}

TEST(Scan, rules_are_read_from_settings_and_written_back) {
    for (const auto& rule : kRules) EXPECT_EQ(parse_rule(to_string(rule)), rule);
    EXPECT_EQ(to_string(kRules[1]), "21PPPPPVVVVVC weight 3");
    EXPECT_EQ(parse_rule("21PPPPPVVVVVC").error(), RuleError::bad_kind);
    EXPECT_EQ(parse_rule("21PPPPPVVVVVC weight").error(), RuleError::bad_decimals);
    EXPECT_EQ(parse_rule("21PPPPPVVVVVC weight 3 4").error(), RuleError::bad_decimals);
    EXPECT_EQ(parse_rule("").error(), RuleError::bad_length);
}

constexpr RoundingMode kHalfAway = RoundingMode::half_away;

TEST(Scan, the_weight_that_a_price_pays_for_gives_that_price_again) {
    const auto line = line_of_price({399, kEur}, {12'9000'0000, kEur}, kHalfAway);
    EXPECT_EQ(line.quantity, Quantity{309'302});  // 3.99 / 12.90 kg
    EXPECT_EQ(line.price, (UnitPrice{12'9000'0000, kEur}));
    EXPECT_EQ(line_of_price({399, kEur}, {0, kEur}, kHalfAway),
              (EmbeddedLine{pieces(1), {3'9900'0000, kEur}}));
    // So dear that a millionth of a unit is more than a cent.
    EXPECT_EQ(line_of_price({1, kEur}, {kPriceMaxE8, kEur}, kHalfAway),
              (EmbeddedLine{pieces(1), {100'0000, kEur}}));
    // So cheap that the quantity would leave its range.
    EXPECT_EQ(line_of_price({kMinorMax / 1000, kEur}, {1, kEur}, kHalfAway).quantity, pieces(1));
}

TEST(Scan, labels_made_are_labels_read) {
    std::mt19937_64 random{11};
    const auto digits = [&](std::size_t count) {
        std::string text;
        while (text.size() < count) text += static_cast<char>('0' + random() % 10);
        return text;
    };
    for (int round = 0; round < 2000; ++round) {
        const std::string reference = digits(5);
        const std::string value = digits(5);
        const auto weight = scan(with_check("21" + reference + value));
        ASSERT_EQ(weight.kind, ScanKind::embedded);
        EXPECT_EQ(weight.reference, reference);
        EXPECT_EQ(weight.quantity.millionths, std::stoll(value) * 1000);
        const Money label{std::stoll(value), kEur};
        const UnitPrice price{static_cast<std::int64_t>(random() % 1'000'000) * 1'0000, kEur};
        for (const auto mode : {RoundingMode::half_away, RoundingMode::half_even, RoundingMode::up,
                                RoundingMode::down}) {
            const auto line = line_of_price(label, price, mode);
            EXPECT_EQ(extend(line.quantity, line.price, mode), label);
            // Goods that cost something by the unit stay goods by the unit.
            EXPECT_EQ(line.price, price.e8 == 0 ? pos::unit_price(label) : price);
        }
    }
}

TEST(Scan, any_bytes_and_any_rules_are_survived) {
    std::mt19937_64 random{12};
    const std::string alphabet = "0129PVKCX]E \n\xFF\xC3";
    const auto text = [&](std::size_t longest) {
        std::string made;
        for (std::size_t left = random() % longest; left > 0; --left) {
            made += alphabet[random() % alphabet.size()];
        }
        return made;
    };
    for (int round = 0; round < 20'000; ++round) {
        const std::vector<EmbeddedRule> rules{{text(20), static_cast<ValueKind>(random() % 4),
                                               static_cast<std::uint8_t>(random() % 9)}};
        const auto parse = parse_scan(text(20), rules);
        EXPECT_EQ(parse.kind == ScanKind::nothing, parse.key.empty());
    }
}
