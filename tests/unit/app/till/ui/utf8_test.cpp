// Goal: any bytes are read as characters, the bad ones as U+FFFD, one byte at a time.
// Method: good characters of each length; every kind of damage.
#include "app/till/ui/utf8.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace {

std::u32string all(std::string_view text) {
    std::u32string out;
    while (!text.empty()) out += till::ui::take_character(text);
    return out;
}

}  // namespace

TEST(Utf8, characters_of_each_length_are_read) {
    EXPECT_EQ(all("aé€😀"), U"aé€😀");
    EXPECT_EQ(all(""), U"");
}

TEST(Utf8, damage_becomes_replacement_characters_and_reading_goes_on) {
    EXPECT_EQ(all("a\xFFz"), U"a\uFFFDz");
    EXPECT_EQ(all("\xC3"), U"\uFFFD");
    EXPECT_EQ(all("\xE2\x82z"), U"\uFFFD\uFFFDz");
    EXPECT_EQ(all("\xC0\x80"), U"\uFFFD\uFFFD");                      // overlong
    EXPECT_EQ(all("\xED\xA0\x80"), U"\uFFFD\uFFFD\uFFFD");            // surrogate
    EXPECT_EQ(all("\xF4\x90\x80\x80"), U"\uFFFD\uFFFD\uFFFD\uFFFD");  // beyond the last
}
