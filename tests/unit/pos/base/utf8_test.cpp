// Goal: code points become UTF-8 at every length, and nothing invalid comes out.
// Method: the bounds of each length, and what is no character.
#include "pos/base/utf8.hpp"

#include <gtest/gtest.h>

using namespace pos;

TEST(Utf8, every_length_at_its_bounds) {
    EXPECT_EQ(to_utf8(U'\0'), std::string(1, '\0'));
    EXPECT_EQ(to_utf8(U'\x7F'), "\x7F");
    EXPECT_EQ(to_utf8(U'\u0080'), "\xC2\x80");
    EXPECT_EQ(to_utf8(U'\u07FF'), "\xDF\xBF");
    EXPECT_EQ(to_utf8(U'\u0800'), "\xE0\xA0\x80");
    EXPECT_EQ(to_utf8(U'\uFFFF'), "\xEF\xBF\xBF");
    EXPECT_EQ(to_utf8(U'\U00010000'), "\xF0\x90\x80\x80");
    EXPECT_EQ(to_utf8(U'\U0010FFFF'), "\xF4\x8F\xBF\xBF");
    EXPECT_EQ(to_utf8(U'€'), "€");
    EXPECT_EQ(to_utf8(U'ש'), "ש");
}

TEST(Utf8, what_is_no_character_becomes_the_replacement) {
    for (const char32_t c :
         {char32_t{0xD800}, char32_t{0xDFFF}, char32_t{0x110000}, char32_t{0xFFFFFFFF}}) {
        EXPECT_EQ(to_utf8(c), "\uFFFD");
    }
}
