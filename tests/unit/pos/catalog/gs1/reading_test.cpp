// Goal: the same goods are read from every form a code can come in; contradictions are refused,
// what another code may add is not; people are told why. Method: one item in each form; each
// refusal; seeded bytes.
#include "pos/catalog/gs1/reading.hpp"

#include <gtest/gtest.h>

#include <random>

#include "pos/catalog/gs1/associations.hpp"
#include "pos/catalog/gs1/element_string.hpp"
#include "pos/catalog/gs1/scan_data.hpp"

using namespace pos::catalog::gs1;

namespace {

std::string fault_of(std::string_view text) {
    const auto elements = read(text);
    return elements ? bracketed(*elements) : std::string{name_of(elements.error().fault)};
}

std::string words_for(std::string_view text) {
    const auto elements = read(text);
    return elements ? "sound" : words_of(elements.error());
}

std::string data_of(Symbol symbol, std::string_view content) {
    const auto data = scan_data_of(symbol, content);
    return data ? *data : std::string{name_of(data.error().fault)};
}

}  // namespace

TEST(Gs1Reading, one_item_in_every_form) {
    const Elements item{{"01", "09521234543213"}, {"10", "AB1"}};
    for (const std::string_view text :
         {"(01)09521234543213(10)AB1", "^010952123454321310AB1",
          "\x1d"
          "010952123454321310AB1",
          "]C1010952123454321310AB1", "]e0010952123454321310AB1", "]d2010952123454321310AB1",
          "]Q3010952123454321310AB1", "]J1010952123454321310AB1",
          "https://a/01/09521234543213/10/AB1", "]Q1https://a/01/9521234543213/10/AB1",
          "]E09521234543213|]e010AB1"}) {
        EXPECT_EQ(read(text), item) << text;
    }
}

TEST(Gs1Reading, plain_numbers_are_trade_item_numbers) {
    EXPECT_EQ(fault_of("9521234543213"), "(01)09521234543213");
    EXPECT_EQ(fault_of("]E09521234543213"), "(01)09521234543213");
    EXPECT_EQ(fault_of("]E496385074"), "(01)00000096385074");
    EXPECT_EQ(fault_of("036000291452"), "(01)00036000291452");
    EXPECT_EQ(fault_of("]I119521234543210"), "(01)19521234543210");
    EXPECT_EQ(fault_of("9521234543210"), "bad_trade_number");
    EXPECT_EQ(fault_of("]E09521234543210"), "bad_trade_number");
    EXPECT_EQ(fault_of("]E0952123454321"), "bad_trade_number");
}

TEST(Gs1Reading, both_parts_of_a_composite_are_read_again) {
    EXPECT_EQ(data_of(Symbol::databar_expanded, "^21AB1|^10X"),
              "]e021AB1\x1d"
              "10X");
    // One separator between them, whether the first part ends with its own or not.
    EXPECT_EQ(data_of(Symbol::databar_expanded, "^21AB1^|^10X"),
              "]e021AB1\x1d"
              "10X");
    EXPECT_EQ(data_of(Symbol::databar_expanded, "^3100000001|^10X"), "]e0310000000110X");
    // What each may hold and both together may not.
    std::string many;
    for (int i = 0; i < 40; ++i) many += "^10A";
    EXPECT_TRUE(data_of(Symbol::databar_expanded, many).starts_with("]e0"));
    EXPECT_FALSE(data_of(Symbol::databar_expanded, many + "|" + many).starts_with("]e0"));
}

TEST(Gs1Reading, other_texts_are_no_gs1) {
    EXPECT_EQ(fault_of(""), "no_elements");
    EXPECT_EQ(fault_of("hello"), "not_gs1");
    EXPECT_EQ(fault_of("]Q1hello"), "not_gs1");
    EXPECT_EQ(fault_of("]Q"), "bad_symbology");
    EXPECT_EQ(fault_of("]XXhello"), "bad_symbology");
    EXPECT_EQ(fault_of("https://example.com/news"), "link_no_key");
}

TEST(Gs1Reading, contradictions_are_refused) {
    EXPECT_EQ(fault_of("(01)09521234543213(02)09521234543213"), "not_together");
    EXPECT_EQ(fault_of("(01)09521234543213(21)A(235)B"), "not_together");
    EXPECT_EQ(fault_of("(01)09521234543213(3102)001204(3103)001204"), "not_together");
    EXPECT_EQ(fault_of("(10)A(10)B"), "repeated_differently");
    EXPECT_EQ(fault_of("(10)A(10)A"), "(10)A(10)A");
    EXPECT_EQ(fault_of("(253)9521234543213(8030)AAAA"), "serial_needed");
    EXPECT_EQ(fault_of("(253)9521234543213X(8030)AAAA"), "(253)9521234543213X(8030)AAAA");
}

TEST(Gs1Reading, what_another_code_may_hold_is_not_missed) {
    const auto lone = read("(10)A");
    ASSERT_TRUE(lone);
    const auto needs = check_needs(*lone);
    ASSERT_FALSE(needs);
    EXPECT_EQ(needs.error().fault, Fault::others_needed);
    EXPECT_EQ(needs.error().other, "01,02,03,8006,8026");
    EXPECT_TRUE(check_needs(*read("(01)09521234543213(10)A")));
    // Both of a group are needed.
    EXPECT_FALSE(check_needs(*read("(01)09521234543213(250)A")));
    EXPECT_TRUE(check_needs(*read("(01)09521234543213(21)1(250)A")));
    // A pattern stands for any of ten.
    EXPECT_TRUE(check_needs(*read("(01)09521234543213(3922)399(3103)001204")));
}

TEST(Gs1Reading, the_number_of_the_goods) {
    EXPECT_EQ(trade_item_number(*read("(10)A")), std::nullopt);
    EXPECT_EQ(trade_item_number(*read("(10)A(01)09521234543213")), "09521234543213");
    EXPECT_EQ(trade_item_number(*read("(02)09521234543213(37)12")), "09521234543213");
    EXPECT_EQ(trade_item_number(*read("(8006)095212345432130102")), "09521234543213");
}

TEST(Gs1Reading, words_say_what_and_where) {
    EXPECT_EQ(words_for("(01)09521234543210"),
              "(01) GTIN: incorrect check digit, from character 14.");
    EXPECT_EQ(words_for("(10)" + std::string(21, 'A')),
              "(10) BATCH/LOT is too long: it takes at most 20 characters.");
    EXPECT_EQ(words_for("(01)1"),
              "(01) GTIN is too short or breaks off: it takes at least 14 characters.");
    EXPECT_EQ(words_for("(01)09521234543213(37)1"), "(01) GTIN cannot stand beside (37) COUNT.");
    EXPECT_EQ(
        words_of(check_needs(*read("(250)A")).error()),
        "(250) SECONDARY SERIAL needs (01) with (21), or (03) with (21), or (8006) with (21).");
    EXPECT_EQ(words_for("https://a/01/09520123456788?10=A"),
              "(10) BATCH/LOT belongs in the path, not behind the question mark.");
    EXPECT_EQ(words_for("hello"), "This is no GS1 code.");
}

TEST(Gs1ScanData, symbols_say_what_they_are) {
    EXPECT_EQ(data_of(Symbol::ean13, "9521234543213"), "]E09521234543213");
    EXPECT_EQ(data_of(Symbol::upc_a, "^0100036000291452"), "]E00036000291452");
    EXPECT_EQ(data_of(Symbol::ean8, "96385074"), "]E496385074");
    EXPECT_EQ(data_of(Symbol::data_matrix, "^010952123454321310A^21B"),
              "]d2010952123454321310A\x1d"
              "21B");
    EXPECT_EQ(data_of(Symbol::qr_code, "hello"), "]Q1hello");
    EXPECT_EQ(data_of(Symbol::databar, "09521234543213|^10A"), "]e0010952123454321310A");
    EXPECT_EQ(data_of(Symbol::databar_expanded, "^010952123454321310A|^21B"),
              "]e0010952123454321310A\x1d"
              "21B");
    EXPECT_EQ(data_of(Symbol::gs1_128, "^0109521234543213"), "]C10109521234543213");
    EXPECT_EQ(data_of(Symbol::gs1_128, "hello"), "not_gs1");
    EXPECT_EQ(data_of(Symbol::databar_limited, "29521234543217"), "bad_trade_number");
    EXPECT_EQ(data_of(Symbol::ean13, "9521234543210"), "bad_trade_number");
    EXPECT_EQ(data_of(Symbol::data_matrix, "^01095"), "value_too_short");
}

TEST(Gs1ScanData, other_symbologies_give_their_text) {
    const auto scan = parse_scan_data("]A0HELLO");
    ASSERT_TRUE(scan);
    EXPECT_EQ(scan->symbology, "A0");
    EXPECT_EQ(scan->text, "HELLO");
    EXPECT_TRUE(scan->elements.empty());
}

TEST(Gs1Reading, any_bytes_have_an_answer) {
    constexpr unsigned kSeed = 3;
    SCOPED_TRACE(kSeed);
    std::mt19937 random{kSeed};
    const std::string letters = "0123456789()^]\x1d?&=/%eEdQ.:ahtps\\|\xc3";
    const std::string starts[] = {"",
                                  "]d2",
                                  "]E0",
                                  "(01)",
                                  "^01",
                                  "https://a/01/",
                                  "\x1d"
                                  "01"};
    for (int round = 0; round < 30'000; ++round) {
        std::string text = starts[random() % std::size(starts)];
        const auto length = random() % 40;
        for (unsigned at = 0; at < length; ++at) text += letters[random() % letters.size()];
        const auto elements = read(text);
        if (elements) {
            EXPECT_EQ(read(unbracketed(*elements)), elements) << text;
        } else {
            EXPECT_FALSE(words_of(elements.error()).empty());
        }
    }
}
