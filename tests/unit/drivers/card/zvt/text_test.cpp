// Goal: no card number leaves a text, and letters come through in either character set.
// Method: numbers with right and wrong check digits in every spelling that receipts use; what is no
// card number stays; seeded numbers of every length.
#include "drivers/card/zvt/text.hpp"

#include <gtest/gtest.h>

#include <random>

using namespace drivers::card::zvt;

namespace {

/// `digits` with its check digit behind.
std::string with_check_digit(std::string digits) {
    unsigned sum = 0;
    bool twice = true;
    for (auto at = digits.rbegin(); at != digits.rend(); ++at, twice = !twice) {
        auto digit = static_cast<unsigned>(*at - '0');
        if (twice) digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
        sum += digit;
    }
    return digits + static_cast<char>('0' + (10 - sum % 10) % 10);
}

}  // namespace

TEST(ZvtMask, card_numbers_keep_their_last_four_digits) {
    EXPECT_EQ(masked("4111111111111111"), "************1111");
    EXPECT_EQ(masked("Nr. 4111 1111 1111 1111 12/26"), "Nr. **** **** **** 1111 12/26");
    EXPECT_EQ(masked("4111-1111-1111-1111"), "****-****-****-1111");
    EXPECT_EQ(masked("378282246310005"), "***********0005");
    EXPECT_EQ(masked("4111111111111111=26122010000012345"),
              "************1111=" + masked("26122010000012345"));
    // A date behind it, written as if it belonged to it.
    EXPECT_EQ(masked("4111111111111111 1226").substr(0, 12), "************");
}

TEST(ZvtMask, other_numbers_stay) {
    for (const char* const text :
         {"", "TID 52500041", "VU-Nr. 100764992", "4111111111111112", "GEN.NR.:959825",
          "30.03.2026 20:13:08", "411111111111", "**** **** **** 5726", "EUR 12,34"}) {
        EXPECT_EQ(masked(text), text);
    }
}

TEST(ZvtMask, every_length_of_a_card_number) {
    std::mt19937_64 random{11};
    for (std::size_t size = 13; size <= 30; ++size) {
        for (int round = 0; round < 50; ++round) {
            std::string digits;
            while (digits.size() + 1 < size) {
                digits += static_cast<char>('0' + random() % 10);
            }
            const std::string number = with_check_digit(digits);
            const std::string shown = masked("Karte " + number + " ok");
            EXPECT_EQ(shown,
                      "Karte " + std::string(size - 4, '*') + number.substr(size - 4) + " ok");
        }
    }
}

TEST(ZvtText, both_character_sets) {
    const auto bytes = pos::from_hex("4b81636865").value();
    EXPECT_EQ(to_text(bytes, Charset::cp437), "Küche");
    EXPECT_EQ(to_text(pos::as_bytes("Küche"), Charset::utf8), "Küche");
    // Agreed to UTF-8 and does not speak it.
    EXPECT_EQ(to_text(bytes, Charset::utf8), "Küche");
    EXPECT_EQ(to_text(pos::from_hex("410a0d7f42").value(), Charset::cp437), "A   B");
    EXPECT_EQ(to_text(pos::as_bytes("4111111111111111"), Charset::utf8), "************1111");
}
