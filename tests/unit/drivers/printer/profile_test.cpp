// Goal: every profile we ship is good, and a broken one says what is wrong.
// Method: loads all of assets/printers; breaks a good profile one field at a time.
#include "drivers/printer/profile.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

using namespace drivers::printer;

namespace {

constexpr std::string_view kGood = R"({
  "name": "Test", "paper_mm": 58, "dots": 384, "columns": 32, "columns_small": 42,
  "code_pages": [{"number": 19, "name": "cp858"}], "cutter": "partial", "feed_lines": 4,
  "graphics": "raster", "barcode": true, "qr": false, "multibyte_off": true
})";

std::string with(std::string_view from, std::string_view to) {
    std::string text{kGood};
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
}

std::string complaint(const std::string& text) {
    const auto profile = parse_profile(text);
    return profile ? "none" : profile.error().words;
}

}  // namespace

TEST(Profile, all_that_we_ship_are_good) {
    unsigned count = 0;
    const auto folder = std::filesystem::path{COUNTERFOIL_SOURCE_DIR} / "assets/printers";
    for (const auto& entry : std::filesystem::directory_iterator{folder}) {
        const auto profile = load_profile(entry.path());
        ASSERT_TRUE(profile) << profile.error().words;
        EXPECT_FALSE(profile->name.empty());
        EXPECT_FALSE(profile->pages.empty());
        EXPECT_LE(profile->dots, profile->paper_mm * 8);
        EXPECT_LE(profile->columns * 12, profile->dots + 12);  // a letter is 12 dots wide
        ++count;
    }
    EXPECT_GE(count, 5U);
}

TEST(Profile, reads_every_field) {
    const auto profile = parse_profile(kGood);
    ASSERT_TRUE(profile);
    EXPECT_EQ(profile->name, "Test");
    EXPECT_EQ(profile->paper_mm, 58U);
    EXPECT_EQ(profile->dots, 384U);
    EXPECT_EQ(profile->columns, 32U);
    EXPECT_EQ(profile->columns_small, 42U);
    ASSERT_EQ(profile->pages.size(), 1U);
    EXPECT_EQ(profile->pages[0].number, 19);
    EXPECT_EQ(profile->cutter, Cutter::partial);
    EXPECT_EQ(profile->feed_lines, 4U);
    EXPECT_EQ(profile->graphics, Graphics::raster);
    EXPECT_TRUE(profile->barcode);
    EXPECT_FALSE(profile->qr);
    EXPECT_TRUE(profile->multibyte_off);
}

TEST(Profile, may_leave_out_what_is_usual) {
    const auto usual = parse_profile(kGood);
    ASSERT_TRUE(usual);
    EXPECT_EQ(usual->language, PrinterLanguage::escpos);
    EXPECT_EQ(usual->dots_per_inch, 203U);
    EXPECT_EQ(usual->feed_steps_per_inch, 203U);
    EXPECT_EQ(usual->drawer_on_ms, 50U);
    EXPECT_FALSE(usual->keeps_pictures);
    const auto other = parse_profile(
        with("\"Test\"",
             "\"Test\", \"dots_per_inch\": 180, \"drawer_on_ms\": 0, \"keeps_pictures\": true"));
    ASSERT_TRUE(other);
    EXPECT_EQ(other->feed_steps_per_inch, 180U);
    EXPECT_EQ(other->drawer_on_ms, 0U);
    EXPECT_TRUE(other->keeps_pictures);
    EXPECT_EQ(complaint(with("\"Test\"", "\"Test\", \"language\": \"zpl\"")),
              "\"language\" must be one of \"escpos\", \"star_line\", \"star_raster\"");
    EXPECT_EQ(complaint(with("\"Test\"",
                             "\"Test\", \"language\": \"star_line\", "
                             "\"keeps_pictures\": true")),
              "\"keeps_pictures\" is for printers of \"escpos\"");
}

TEST(Profile, says_what_is_wrong) {
    EXPECT_EQ(complaint("{"), "it is not a JSON object");
    EXPECT_EQ(complaint("[]"), "it is not a JSON object");
    EXPECT_EQ(complaint(with("\"Test\"", "7")), "\"name\" must be a text");
    EXPECT_EQ(complaint(with("384", "9999")), "\"dots\" must be a whole number from 128 to 1024");
    EXPECT_EQ(complaint(with("384", "-8")), "\"dots\" must be a whole number from 128 to 1024");
    EXPECT_EQ(complaint(with("384", "385")), "\"dots\" must be a multiple of 8");
    EXPECT_EQ(complaint(with("\"columns_small\": 42", "\"columns_small\": 5")),
              "\"columns_small\" must be 0 or at least 16");
    EXPECT_EQ(complaint(with("cp858", "cp8x8")), "\"code_pages\": unknown code page \"cp8x8\"");
    EXPECT_EQ(complaint(with("\"number\": 19", "\"number\": 300")),
              "\"code_pages\": \"number\" must be a whole number from 0 to 255");
    EXPECT_EQ(complaint(with("\"partial\"", "\"scissors\"")),
              "\"cutter\" must be one of \"none\", \"partial\", \"full\"");
    EXPECT_EQ(complaint(with("true, \"qr\"", "1, \"qr\"")), "\"barcode\" must be true or false");
    EXPECT_EQ(complaint(with("\"qr\": false,", "")), "\"qr\" must be true or false");
}

TEST(Profile, names_the_file_that_is_wrong) {
    EXPECT_EQ(load_profile("/nonexistent/p.json").error().words, "cannot read /nonexistent/p.json");
}
