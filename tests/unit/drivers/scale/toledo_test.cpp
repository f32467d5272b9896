// Goal: what an 8217 answers is read as its manual says; nonsense is never a weight.
// Method: answers byte by byte, each bit of the state, broken ones.
#include "drivers/scale/toledo.hpp"

#include <gtest/gtest.h>

using namespace drivers::scale;
using pos::as_bytes;

namespace {

Reading read(std::string_view text) {
    return toledo::read_answer(as_bytes(text), Unit::kilogram);
}
Reading of(Condition condition, std::int64_t millionths = 0, bool net = false) {
    return {condition, Unit::kilogram, {millionths}, net};
}

}  // namespace

TEST(Toledo, weights) {
    EXPECT_EQ(read("\x02"
                   "01.234\r"),
              of(Condition::stable, 1'234'000));
    EXPECT_EQ(read("\x02"
                   "00.000\r"),
              of(Condition::zero));
    EXPECT_EQ(read("\x02"
                   "-0.020\r"),
              of(Condition::under, -20'000));
    EXPECT_EQ(read("\x02"
                   "00.500N\r"),
              of(Condition::stable, 500'000, true));
    EXPECT_EQ(toledo::read_answer(as_bytes("\x02"
                                           "2.50\r"),
                                  Unit::pound)
                  .unit,
              Unit::pound);
    // Bit 7 is parity where the line is set to eight bits.
    EXPECT_EQ(read("\x82\xb0\xb1.234\x8d").condition, Condition::not_read);  // STX is not masked
    EXPECT_EQ(read("\x02\xb0\xb1.234\r"), of(Condition::stable, 1'234'000));
}

TEST(Toledo, states) {
    EXPECT_EQ(read("\x02?A\r"), of(Condition::moving));
    EXPECT_EQ(read("\x02?B\r"), of(Condition::over));
    EXPECT_EQ(read("\x02?D\r"), of(Condition::under));
    EXPECT_EQ(read("\x02?H\r"), of(Condition::not_ready));
    EXPECT_EQ(read("\x02?P\r"), of(Condition::zero));
    EXPECT_EQ(read("\x02?C\r"), of(Condition::over));  // in motion, and too much
    EXPECT_EQ(read("\x02?@\r"), of(Condition::not_ready));
}

TEST(Toledo, nonsense_is_no_weight) {
    for (const std::string_view text : {"", "01.234\r",
                                        "\x02"
                                        "01.234",
                                        "\x02\r", "\x02?\r", "\x02?AB\r",
                                        "\x02"
                                        "1.2.3\r",
                                        "\x02"
                                        "0l.234\r",
                                        "\x02"
                                        "1234567890\r",
                                        "\x02N\r"}) {
        EXPECT_EQ(read(text).condition, Condition::not_read) << text;
    }
}

TEST(Toledo, an_answer_ends_with_its_carriage_return) {
    EXPECT_EQ(toledo::end_of_answer(as_bytes("\x02"
                                             "01.2")),
              std::nullopt);
    EXPECT_EQ(toledo::end_of_answer(as_bytes("\x02"
                                             "01.234\r\x02")),
              8U);
    EXPECT_EQ(toledo::end_of_answer(as_bytes("junk\r\x02"
                                             "01.234\r")),
              13U);
    EXPECT_EQ(toledo::end_of_answer(as_bytes("junk\r")), std::nullopt);
}
