// Goal: hexadecimal text and bytes stand for each other exactly.
// Method: a table, both refusals, every byte there and back.
#include "pos/base/bytes.hpp"

#include <gtest/gtest.h>

using namespace pos;

TEST(Bytes, hexadecimal_is_two_small_digits_a_byte) {
    EXPECT_EQ(to_hex({}), "");
    EXPECT_EQ(to_hex(as_bytes("AZ\x7F")), "415a7f");
    EXPECT_EQ(from_hex("415A7f"), from_hex("415a7F"));
    EXPECT_EQ(to_hex(*from_hex("00ff10")), "00ff10");
}

TEST(Bytes, refusals_come_in_order) {
    EXPECT_EQ(from_hex("41a").error(), HexError::odd_length);
    EXPECT_EQ(from_hex("4g1").error(), HexError::odd_length);
    EXPECT_EQ(from_hex("4g").error(), HexError::not_a_digit);
    EXPECT_EQ(from_hex("g4").error(), HexError::not_a_digit);
    EXPECT_EQ(from_hex("0x41").error(), HexError::not_a_digit);
}

TEST(Bytes, every_byte_reads_back) {
    Bytes all;
    for (int value = 0; value < 256; ++value) all.push_back(static_cast<std::byte>(value));
    EXPECT_EQ(from_hex(to_hex(all)), all);
}
