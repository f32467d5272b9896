// Goal: a byte stands for the character that the printer prints, and nothing else is sent as text.
// Method: known letters of each set, and what must never be in one.
#include "drivers/printer/code_page.hpp"

#include <gtest/gtest.h>

using namespace drivers::printer;

TEST(CodePage, knows_its_national_letters) {
    const auto cp437 = CodePage::open("cp437");
    const auto cp858 = CodePage::open("cp858");
    const auto windows = CodePage::open("windows-1252");
    ASSERT_TRUE(cp437 && cp858 && windows);
    EXPECT_EQ(cp437->byte_of(U'ü'), 0x81);
    EXPECT_EQ(cp437->byte_of(U'£'), 0x9C);
    EXPECT_EQ(cp437->byte_of(U'€'), std::nullopt);
    EXPECT_EQ(cp858->byte_of(U'€'), 0xD5);
    EXPECT_EQ(cp858->byte_of(U'─'), 0xC4);
    EXPECT_EQ(windows->byte_of(U'€'), 0x80);
    EXPECT_EQ(windows->byte_of(U'’'), 0x92);
    EXPECT_EQ(windows->byte_of(U'─'), std::nullopt);
}

TEST(CodePage, ascii_is_itself_and_controls_are_not_text) {
    const auto page = CodePage::open("cp850");
    ASSERT_TRUE(page);
    EXPECT_EQ(page->byte_of(U'A'), 'A');
    EXPECT_EQ(page->byte_of(U'~'), '~');
    EXPECT_EQ(page->byte_of(U'\n'), std::nullopt);
    EXPECT_EQ(page->byte_of(U'\x7F'), std::nullopt);
    EXPECT_EQ(page->byte_of(U'\x1B'), std::nullopt);
}

TEST(CodePage, leaves_out_what_must_be_shaped_or_turned) {
    EXPECT_EQ(CodePage::open("cp862")->byte_of(U'א'), std::nullopt);
    EXPECT_EQ(CodePage::open("windows-1256")->byte_of(U'ب'), std::nullopt);
    EXPECT_EQ(CodePage::open("cp874")->byte_of(0x0E49), std::nullopt);  // a Thai tone mark
}

TEST(CodePage, refuses_unknown_and_multi_byte_sets) {
    EXPECT_FALSE(CodePage::open("cp99999"));
    EXPECT_FALSE(CodePage::open(""));
    EXPECT_FALSE(CodePage::open("gb18030"));
    EXPECT_FALSE(CodePage::open("utf-8"));
}

TEST(Plainer, writes_in_the_same_room) {
    EXPECT_EQ(plainer(U'\u2212'), U'-');
    EXPECT_EQ(plainer(U'\u00A0'), U' ');
    EXPECT_EQ(plainer(U'×'), U'x');
    EXPECT_EQ(plainer(U'ü'), U'ü');
}
