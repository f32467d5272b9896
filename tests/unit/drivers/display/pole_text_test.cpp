// Goal: any text fits the display's characters and columns; figures are never cut at their end.
// Method: texts of many scripts in two code pages; lines with too little room.
#include "drivers/display/pole_text.hpp"

#include <gtest/gtest.h>

using namespace drivers::display;

namespace {

PoleText text(std::string_view page = "cp437") {
    return std::move(*PoleText::open(page));
}

}  // namespace

TEST(PoleText, what_the_code_page_has_is_itself) {
    EXPECT_EQ(text().bytes_of("Milk 1 l"), "Milk 1 l");
    EXPECT_EQ(text().bytes_of("K\u00e4se"), "K\x84se");
    EXPECT_EQ(text("cp858").bytes_of("1.19 \u20ac"), "1.19 \xd5");
    EXPECT_EQ(text("cp866").bytes_of("\u041c\u043e"), "\x8c\xae");
}

TEST(PoleText, what_it_has_not_is_plainer_or_sounds_alike) {
    EXPECT_EQ(text().bytes_of("1\u202f234,00\u00a0\u2212"), "1 234,00 -");
    EXPECT_EQ(text().bytes_of("\u041c\u043e\u043b\u043e\u043a\u043e"), "Moloko");
    EXPECT_EQ(text().bytes_of("\u0160koda"), "Skoda");
    EXPECT_EQ(text("cp866").bytes_of("K\u00e4se"), "Kase");
    EXPECT_EQ(text().bytes_of("e\u0301"), "e");                      // a mark by itself
    EXPECT_EQ(text().bytes_of("\u2068\u200f18.22\u2069"), "18.22");  // marks of direction
    EXPECT_EQ(text().bytes_of("\U0001F600"), "?");
    EXPECT_EQ(text().bytes_of(std::string{"a\nb\x7f\xff", 5}).find('\n'), std::string::npos);
}

TEST(PoleText, a_page_that_nobody_knows) {
    EXPECT_FALSE(PoleText::open("cp99999"));
    EXPECT_FALSE(PoleText::open("utf-8"));
}

TEST(PoleText, lines_are_as_wide_as_the_display) {
    const auto t = text();
    EXPECT_EQ(t.line_of({"Milk 1 l", "1.19"}), "Milk 1 l        1.19");
    EXPECT_EQ(t.line_of({"A very long name of goods", "1,234.50"}), "A very long 1,234.50");
    EXPECT_EQ(t.line_of({"Welcome", "", true}), "      Welcome       ");
    EXPECT_EQ(t.line_of({}), std::string(20, ' '));
    EXPECT_EQ(t.line_of({"x", "1234567890123456789012345"}), "67890123456789012345");
    EXPECT_EQ(t.line_of({"twenty columns wide..", ""}), "twenty columns wide.");
}
