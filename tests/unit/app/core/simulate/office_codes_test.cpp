// Goal: codes are taken as enrol-code prints them, and nothing else is; no till joins with fewer.
// Method: what it prints, one after the other, and what it never would.
#include "app/core/simulate/office_codes.hpp"

#include <gtest/gtest.h>

namespace {

using namespace app::core::simulate;

constexpr const char* kFirst =
    "{\n  \"code\": \"AAAA-BBBB-CCCC\",\n  \"branch\": \"B01\",\n  \"terminal\": \"S1\",\n"
    "  \"expires_at_ms\": 1,\n  \"place_in_use\": false\n}\n";
constexpr const char* kSecond = R"({"code":"DDDD","branch":"B01","terminal":"S2"})";

std::string why(const std::string& text) {
    const auto read = read_places(text);
    return read ? "" : read.error().words;
}

bool says(const std::string& text, const std::string& words) {
    return why(text).find(words) != std::string::npos;
}

}  // namespace

TEST(SimulateCodes, AreReadOneAfterTheOther) {
    const auto read = read_places(std::string{kFirst} + kSecond);
    ASSERT_TRUE(read) << read.error().words;
    ASSERT_EQ(read->size(), 2U);
    EXPECT_EQ((*read)[0].branch, "B01");
    EXPECT_EQ((*read)[0].terminal, "S1");
    EXPECT_EQ((*read)[0].code, "AAAA-BBBB-CCCC");
    EXPECT_EQ((*read)[1].terminal, "S2");
    EXPECT_EQ((*read)[1].code, "DDDD");
}

TEST(SimulateCodes, ThatSayNoTillAreRefused) {
    EXPECT_TRUE(says("AAAA-BBBB-CCCC\n", "Code 1")) << why("AAAA-BBBB-CCCC\n");
    for (const char* text :
         {"}", "{", "[]", "{\"code\":\"A\"}", "{\"code\":1,\"branch\":\"B01\"}"}) {
        EXPECT_TRUE(says(std::string{kFirst} + text, "Code 2")) << text;
    }
    EXPECT_TRUE(says(" \n", "no code"));
    EXPECT_TRUE(says(std::string{kFirst} + kFirst, "two codes for B01-S1"));
    EXPECT_TRUE(says(R"({"code":"A","branch":"B01","terminal":"T1","place_in_use":true})",
                     "B01-T1 is in use"));
}

TEST(SimulateCodes, LetNoMoreTillsJoinThanThereAre) {
    const auto read = read_places(std::string{kFirst} + kSecond);
    ASSERT_TRUE(read);
    OfficeCodes office{{"EUR", "Europe/Berlin"}, *read, std::nullopt};
    EXPECT_FALSE(office.shows_books());
    const auto one = office.places(1);
    ASSERT_TRUE(one);
    ASSERT_EQ(one->size(), 1U);
    EXPECT_EQ(one->front().terminal, "S1");
    EXPECT_TRUE(office.places(2));
    const auto three = office.places(3);
    ASSERT_FALSE(three);
    EXPECT_NE(three.error().words.find("3 tills"), std::string::npos);
}
