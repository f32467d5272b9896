// Goal: a PIN is hard to guess at the till and quick to check there.
// Method: known PINs; the table of delays; a clock that is set back.
#include "pos/people/pin.hpp"

#include <gtest/gtest.h>

namespace {

using namespace pos::people;

TEST(Pin, has_four_to_eight_digits_that_are_no_plain_row) {
    for (const char* good : {"2580", "1357", "90210", "11223344", "1233"})
        EXPECT_TRUE(is_good_pin(good)) << good;
    for (const char* bad :
         {"", "123", "258", "1111", "1234", "4321", "98765", "123456789", "12a4", "2580 ", "٢٥٨٠"})
        EXPECT_FALSE(is_good_pin(bad)) << bad;
}

TEST(Pin, is_known_by_its_hash_alone) {
    const std::string hash = hash_pin("2580");
    EXPECT_TRUE(hash.starts_with("$argon2id$")) << hash;
    EXPECT_NE(hash, hash_pin("2580"));
    EXPECT_TRUE(is_pin(hash, "2580"));
    EXPECT_FALSE(is_pin(hash, "2581"));
    EXPECT_FALSE(is_pin(hash, ""));
    EXPECT_FALSE(is_pin("", "2580"));
    EXPECT_FALSE(is_pin("no hash", "2580"));
    EXPECT_FALSE(is_pin(std::string(500, 'x'), "2580"));
}

TEST(Pin, must_wait_longer_after_each_further_wrong_try) {
    EXPECT_EQ(pin_delay_ms(0), 0);
    EXPECT_EQ(pin_delay_ms(1), 0);
    EXPECT_EQ(pin_delay_ms(2), 0);
    EXPECT_EQ(pin_delay_ms(3), 5'000);
    EXPECT_EQ(pin_delay_ms(4), 10'000);
    EXPECT_EQ(pin_delay_ms(7), 80'000);
    EXPECT_EQ(pin_delay_ms(11), 900'000);
    EXPECT_EQ(pin_delay_ms(1'000'000), 900'000);
}

TEST(Pin, wait_ends_and_a_clock_that_was_set_back_adds_nothing) {
    const pos::Instant tried{1'000'000};
    EXPECT_EQ(pin_wait_ms(2, tried, tried), 0);
    EXPECT_EQ(pin_wait_ms(3, tried, tried), 5'000);
    EXPECT_EQ(pin_wait_ms(3, tried, {tried.unix_ms + 4'999}), 1);
    EXPECT_EQ(pin_wait_ms(3, tried, {tried.unix_ms + 5'000}), 0);
    EXPECT_EQ(pin_wait_ms(3, tried, {tried.unix_ms - 3'600'000}), 5'000);
}

}  // namespace
