// Goal: Dialog 06's records and its proof are what the manuals describe.
// Method: records byte by byte both ways; the remainder against long division done bit by bit;
// broken ones.
#include "drivers/scale/dialog06.hpp"

#include <gtest/gtest.h>

#include <random>

using namespace drivers::scale;
using namespace drivers::scale::dialog06;
using pos::as_bytes;
using Kind = Answer::Kind;

namespace {

std::string text(const pos::Bytes& bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
Answer read(std::string_view bytes) {
    return read_answer(as_bytes(bytes));
}

}  // namespace

TEST(Dialog06, what_the_till_sends) {
    EXPECT_EQ(text(price({.price_minor = 299})),
              "\x04\x02"
              "01\x1b"
              "000299\x1b\x03");
    EXPECT_EQ(text(price({.price_minor = 999'999, .tare_g = 15})),
              "\x04\x02"
              "03\x1b"
              "999999\x1b"
              "0015\x03");
    EXPECT_EQ(text(ask_result()), "\x04\x05");
    EXPECT_EQ(text(ask_status()),
              "\x04\x02"
              "08\x03");
    EXPECT_EQ(text(check_sums(0x1A2B, 0x00FF)),
              "\x04\x02"
              "10\x1b"
              "1A2B00FF\x03");
    EXPECT_EQ(text(received()), "\x04");
}

TEST(Dialog06, what_the_scale_says) {
    EXPECT_EQ(read("\x06").kind, Kind::acknowledged);
    EXPECT_EQ(read("\x15").kind, Kind::refused);
    EXPECT_EQ(read("\x02"
                   "02\x1b"
                   "3\x1b"
                   "01234\x1b"
                   "000299\x1b"
                   "000369\x03"),
              (Answer{.kind = Kind::weight,
                      .weight_kg = {1'234'000},
                      .price_minor = 299,
                      .amount_minor = 369}));
    EXPECT_EQ(read("\x02"
                   "09\x1b"
                   "20\x03"),
              (Answer{.kind = Kind::status, .status = 20}));
    EXPECT_EQ(read("\x02"
                   "11\x1b"
                   "25A\x03"),
              (Answer{.kind = Kind::proof_wanted, .random = 0x5A}));
    EXPECT_EQ(read("\x02"
                   "11\x1b"
                   "2\x1b"
                   "5A\x03"),
              (Answer{.kind = Kind::proof_wanted, .random = 0x5A}));
    EXPECT_EQ(read("\x02"
                   "11\x1b"
                   "1\x03")
                  .kind,
              Kind::proof_accepted);
    EXPECT_EQ(read("\x02"
                   "11\x1b"
                   "0\x03")
                  .kind,
              Kind::proof_rejected);
}

TEST(Dialog06, nonsense_is_no_weight) {
    for (const std::string_view bytes : {"", "\x02", "\x02\x03", "\x03\x02",
                                         "\x02"
                                         "02\x1b"
                                         "3\x1b"
                                         "01234\x1b"
                                         "000299\x03",
                                         "\x02"
                                         "02\x1b"
                                         "9\x1b"
                                         "01234\x1b"
                                         "000299\x1b"
                                         "000369\x03",
                                         "\x02"
                                         "02\x1b"
                                         "3\x1b"
                                         "0x234\x1b"
                                         "000299\x1b"
                                         "000369\x03",
                                         "\x02"
                                         "02\x1b"
                                         "3\x1b"
                                         "1234567\x1b"
                                         "000299\x1b"
                                         "000369\x03",
                                         "\x02"
                                         "09\x03",
                                         "\x02"
                                         "11\x1b\x03",
                                         "\x02"
                                         "11\x1b"
                                         "25\x03",
                                         "\x02"
                                         "77\x1b"
                                         "1\x03"}) {
        EXPECT_EQ(read(bytes).kind, Kind::nonsense) << bytes;
    }
}

TEST(Dialog06, where_an_answer_ends) {
    EXPECT_EQ(end_of_answer(as_bytes("\x06")), 1U);
    EXPECT_EQ(end_of_answer(as_bytes("xx\x15\x02")), 3U);
    EXPECT_EQ(end_of_answer(as_bytes("\x02"
                                     "09\x1b"
                                     "20")),
              std::nullopt);
    EXPECT_EQ(end_of_answer(as_bytes("\x02"
                                     "09\x1b"
                                     "20\x03\x06")),
              7U);
}

TEST(Dialog06, statuses) {
    EXPECT_EQ(condition_of(20), Condition::moving);
    EXPECT_EQ(condition_of(21), Condition::zero);
    EXPECT_EQ(condition_of(30), Condition::zero);
    EXPECT_EQ(condition_of(31), Condition::under);
    EXPECT_EQ(condition_of(32), Condition::over);
    for (const unsigned status : {0U, 1U, 2U, 10U, 11U, 12U, 13U, 99U}) {
        EXPECT_EQ(condition_of(status), Condition::not_ready);
    }
}

TEST(Dialog06, the_remainder_is_that_of_long_division) {
    std::mt19937 random{3};
    for (int round = 0; round < 2'000; ++round) {
        const auto sum = static_cast<std::uint16_t>(random());
        const auto polynomial = static_cast<std::uint16_t>(random());
        std::uint64_t rest = static_cast<std::uint64_t>(sum) << 16U;
        for (int bit = 31; bit >= 16; --bit) {
            if ((rest >> bit & 1U) != 0) {
                rest ^= (static_cast<std::uint64_t>(0x10000U | polynomial)) << (bit - 16);
            }
        }
        ASSERT_EQ(remainder_of(sum, polynomial), rest);
        ASSERT_LT(rest, 0x10000U);
    }
    // CRC-16/XMODEM of "12" as its tables have it: the same division.
    EXPECT_EQ(remainder_of(0x3132, 0x1021), 0x20B5);
}

TEST(Dialog06, the_proof_is_turned_by_the_random_number) {
    const Proof plain = proof_of(0x8001, 0x1021, 0x00);
    EXPECT_EQ(plain.sum, 0x8001);
    const Proof turned = proof_of(0x8001, 0x1021, 0x14);
    EXPECT_EQ(turned.sum, 0x0003);
    EXPECT_EQ(turned.remainder,
              static_cast<std::uint16_t>(plain.remainder >> 4U | plain.remainder << 12U));
}
