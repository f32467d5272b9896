// Goal: prove that a barcode is told right from wrong by its check digit and that one article has
// one key, however its code was padded. Method: published codes; every other last digit must fail;
// seeded codes with swapped and changed digits.
#include "pos/catalog/barcode.hpp"

#include <gtest/gtest.h>
#include <random>

using namespace pos::catalog;

namespace {

std::string random_digits(std::mt19937_64& random, std::size_t count) {
    std::uniform_int_distribution<int> digit{'0', '9'};
    std::string text;
    while (text.size() < count) text += static_cast<char>(digit(random));
    return text;
}

}  // namespace

TEST(Barcode, published_codes_are_valid) {
    for (const char* const text :
         {"4006381333931", "5012345678900", "9780201379624", "0085315610182", "73513537",
          "40170725", "036000291452", "614141007349", "10614141000415", "00012345600012"}) {
        EXPECT_EQ(gtin_status(text), GtinStatus::valid) << text;
    }
}

TEST(Barcode, any_other_last_digit_is_wrong) {
    std::string text = "4006381333931";
    for (char last = '0'; last <= '9'; ++last) {
        text.back() = last;
        EXPECT_EQ(gtin_status(text),
                  last == '1' ? GtinStatus::valid : GtinStatus::wrong_check_digit);
    }
}

TEST(Barcode, other_lengths_and_letters_are_no_gtin) {
    for (const char* const text :
         {"", "1", "1234567", "123456789", "12345678901", "123456789012345", "400638133393X",
          "４００６３８１３３３９３１"}) {
        EXPECT_EQ(gtin_status(text), GtinStatus::not_a_gtin) << text;
    }
}

TEST(Barcode, one_article_has_one_key) {
    EXPECT_EQ(barcode_key("036000291452"), "00036000291452");
    EXPECT_EQ(barcode_key("0036000291452"), "00036000291452");
    EXPECT_EQ(barcode_key("00036000291452"), "00036000291452");
    EXPECT_EQ(barcode_key("73513537"), "73513537");
    EXPECT_EQ(barcode_key("007"), "007");  // a free code: its zeros matter
    EXPECT_NE(barcode_key("00011686"), barcode_key("0000000011686"));  // seen on other goods
    EXPECT_NE(barcode_key("007"), barcode_key("7"));
    EXPECT_EQ(barcode_key("036000291453"), "036000291453");  // wrong check digit: a free code
}

TEST(Barcode, is_kept_as_scanned_with_its_key_beside_it) {
    const auto ean = make_barcode(" 036000291452\r\n", {});
    ASSERT_TRUE(ean.has_value());
    EXPECT_EQ(ean->text, "036000291452");
    EXPECT_EQ(ean->key, "00036000291452");
    EXPECT_EQ(ean->kind, BarcodeKind::gtin);
    EXPECT_EQ(make_barcode("4006381333930", {})->kind, BarcodeKind::free);
    EXPECT_EQ(make_barcode("Ü-12", {})->key, "Ü-12");
}

TEST(Barcode, every_rejected_input_has_its_own_error) {
    EXPECT_EQ(make_barcode("", {}).error(), BarcodeError::empty);
    EXPECT_EQ(make_barcode(" \t", {}).error(), BarcodeError::empty);
    EXPECT_EQ(make_barcode(std::string(81, '1'), {}).error(), BarcodeError::too_long);
    EXPECT_TRUE(make_barcode(std::string(80, '1'), {}).has_value());
    for (const std::string_view text :
         {std::string_view{"a\0b", 3}, std::string_view{"a b"}, std::string_view{"a\x1B"},
          std::string_view{"a\xFF"}, std::string_view{"a\u202Eb"}, std::string_view{"Ü b"}}) {
        EXPECT_EQ(make_barcode(text, {}).error(), BarcodeError::not_printable) << text;
    }
}

TEST(Barcode, one_wrong_digit_is_always_seen_and_padding_never_matters) {
    std::mt19937_64 random{42};
    for (int round = 0; round < 2000; ++round) {
        const std::size_t lengths[] = {7, 11, 12, 13};
        std::string text = random_digits(random, lengths[round % 4]);
        text += gtin_check_digit(text);
        ASSERT_EQ(gtin_status(text), GtinStatus::valid) << text;
        for (std::size_t padded = text.size(); padded < 14; ++padded) {
            const std::string longer = std::string(14 - padded, '0') + text;
            if (text.size() == 8 || gtin_status(longer) == GtinStatus::not_a_gtin) continue;
            EXPECT_EQ(barcode_key(longer), barcode_key(text));
        }
        std::string wrong = text;
        const std::size_t at = random() % wrong.size();
        wrong[at] =
            static_cast<char>('0' + (wrong[at] - '0' + 1 + static_cast<int>(random() % 9)) % 10);
        EXPECT_EQ(gtin_status(wrong), GtinStatus::wrong_check_digit) << text << ' ' << wrong;
    }
}
