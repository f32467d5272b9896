// Goal: elements in brackets or in a row become the same elements, and are written back as they
// were; each refusal is made, and says of which identifier. Method: texts by hand; seeded elements
// written in both forms and read back.
#include "pos/catalog/gs1/element_string.hpp"

#include <gtest/gtest.h>

#include <random>

using namespace pos::catalog::gs1;

namespace {

Fault fault_of(const Result<Elements>& result) {
    return result ? Fault{0xFF} : result.error().fault;
}

Elements rows(std::string_view text) {
    return parse_elements(text, '^').value();
}

}  // namespace

TEST(Gs1ElementString, fixed_lengths_need_no_separator_and_others_do) {
    const Elements expected{{"01", "09521234543213"}, {"17", "261231"}, {"10", "AB1"}, {"21", "7"}};
    EXPECT_EQ(rows("0109521234543213172612311"
                   "0AB1^217"),
              expected);
    // One that need not be there may, also at the end.
    EXPECT_EQ(rows("0109521234543213^17261231^10AB1^217^"), expected);
    EXPECT_EQ(unbracketed(expected), "^01095212345432131726123110AB1^217");
    EXPECT_EQ(unbracketed(expected, kGroupSeparator),
              "\x1d"
              "01095212345432131726123110AB1\x1d"
              "217");
}

TEST(Gs1ElementString, identifiers_of_two_three_and_four_digits) {
    EXPECT_EQ(rows("3103001204"), (Elements{{"3103", "001204"}}));
    EXPECT_EQ(rows("235AB"), (Elements{{"235", "AB"}}));
    EXPECT_EQ(rows("00095212345678901235"
                   "37"
                   "12"),
              (Elements{{"00", "095212345678901235"}, {"37", "12"}}));
}

TEST(Gs1ElementString, brackets_of_a_value_are_marked) {
    const Elements elements{{"10", "A(1)(2"}, {"21", "x"}};
    EXPECT_EQ(bracketed(elements), R"((10)A\(1)\(2(21)x)");
    EXPECT_EQ(parse_bracketed(bracketed(elements)), elements);
}

TEST(Gs1ElementString, refusals) {
    EXPECT_EQ(fault_of(parse_elements("", '^')), Fault::no_elements);
    EXPECT_EQ(fault_of(parse_elements(std::string(9'000, '1'), '^')), Fault::too_long);
    EXPECT_EQ(fault_of(parse_elements("^", '^')), Fault::unknown_identifier);
    EXPECT_EQ(fault_of(parse_elements("891", '^')), Fault::unknown_identifier);
    EXPECT_EQ(fault_of(parse_elements("10", '^')), Fault::no_value);
    EXPECT_EQ(fault_of(parse_elements("01095212345", '^')), Fault::value_too_short);
    EXPECT_EQ(fault_of(parse_elements("10" + std::string(21, 'A'), '^')), Fault::value_too_long);
    EXPECT_EQ(fault_of(parse_elements("0109521234543210", '^')), Fault::bad_value);
    EXPECT_EQ(fault_of(parse_bracketed("")), Fault::no_elements);
    EXPECT_EQ(fault_of(parse_bracketed("01)1")), Fault::bad_brackets);
    EXPECT_EQ(fault_of(parse_bracketed("(01")), Fault::bad_brackets);
    EXPECT_EQ(fault_of(parse_bracketed("(10)A(")), Fault::bad_brackets);
    EXPECT_EQ(fault_of(parse_bracketed("(89)A")), Fault::unknown_identifier);
    EXPECT_EQ(fault_of(parse_bracketed("(10)(21)A")), Fault::no_value);
    std::string many;
    for (std::size_t at = 0; at <= kElementsMax; ++at) many += "(10)A";
    EXPECT_EQ(fault_of(parse_bracketed(many)), Fault::too_many_elements);
}

TEST(Gs1ElementString, a_refusal_names_the_identifier_and_the_place) {
    const auto refused = parse_bracketed("(01)09521234543213(7003)2602291260");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().ai, "7003");
    EXPECT_EQ(refused.error().flaw, (Flaw{LintError::illegal_day, 4, 2}));
    const auto second_part = parse_bracketed("(7003)2601311260");
    ASSERT_FALSE(second_part);
    EXPECT_EQ(second_part.error().flaw, (Flaw{LintError::illegal_minute, 8, 2}));
}

TEST(Gs1ElementString, unknown_identifiers_only_where_asked_for) {
    const Leniency unknown{.unknown_identifiers = true};
    EXPECT_EQ(parse_bracketed("(89)A(4399)B", unknown), (Elements{{"89", "A"}, {"4399", "B"}}));
    // 43… has four digits, and "(010)" would be read as (01).
    EXPECT_EQ(fault_of(parse_bracketed("(43)A", unknown)), Fault::unknown_identifier);
    EXPECT_EQ(fault_of(parse_bracketed("(010)A", unknown)), Fault::unknown_identifier);
    EXPECT_EQ(fault_of(parse_bracketed("(8x)A", unknown)), Fault::unknown_identifier);
    EXPECT_EQ(fault_of(parse_bracketed("(89)A B", unknown)), Fault::bad_value);
    EXPECT_EQ(unbracketed({{"89", "A"}, {"10", "B"}}), "^89A^10B");
}

TEST(Gs1ElementString, what_is_written_is_read_back) {
    constexpr unsigned kSeed = 11;
    SCOPED_TRACE(kSeed);
    std::mt19937 random{kSeed};
    const Elements known{
        {"01", "09521234543213"},   {"10", "A(B"},   {"17", "261231"}, {"21", "S/1"},
        {"3103", "001204"},         {"3922", "399"}, {"30", "12"},     {"99", "x"},
        {"8003", "09521234543213A"}};
    for (int round = 0; round < 2'000; ++round) {
        Elements elements;
        const auto count = 1 + random() % 6;
        for (unsigned at = 0; at < count; ++at) elements.push_back(known[random() % known.size()]);
        const std::string text = unbracketed(elements);
        EXPECT_EQ(parse_elements(std::string_view{text}.substr(1), '^'), elements) << text;
        EXPECT_EQ(parse_bracketed(bracketed(elements)), elements) << text;
    }
}
