// Goal: what an NCI scale answers is read as SCP-01 says; a weight counts only with its state.
// Method: answers byte by byte, each bit of the state, broken ones.
#include "drivers/scale/nci.hpp"

#include <gtest/gtest.h>

using namespace drivers::scale;
using pos::as_bytes;

namespace {

Reading read(std::string_view text) {
    return nci::read_answer(as_bytes(text));
}
Reading of(Condition condition, std::int64_t millionths = 0, Unit unit = Unit::kilogram,
           bool net = false) {
    return {condition, unit, {millionths}, net};
}

}  // namespace

TEST(Nci, weights) {
    EXPECT_EQ(read("\n01.234kg\r\n00\r\x03"), of(Condition::stable, 1'234'000));
    EXPECT_EQ(read("\n  2.50LB\r\n00\r\x03"), of(Condition::stable, 2'500'000, Unit::pound));
    EXPECT_EQ(read("\n 1234g \r\n00\r\x03"), of(Condition::stable, 1'234'000'000, Unit::gram));
    EXPECT_EQ(read("\n01.234kg\r\nS00\r\x03"), of(Condition::stable, 1'234'000));  // SCP-02
    EXPECT_EQ(read("\n01.234kg\r\n0p4\r\x03"),
              of(Condition::stable, 1'234'000, Unit::kilogram, true));
}

TEST(Nci, states) {
    EXPECT_EQ(read("\n01.234kg\r\n10\r\x03"), of(Condition::moving, 1'234'000));
    EXPECT_EQ(read("\n00.000kg\r\n20\r\x03"), of(Condition::zero));
    EXPECT_EQ(read("\n00.000kg\r\n00\r\x03"), of(Condition::zero));
    EXPECT_EQ(read("\n00.002kg\r\n20\r\x03"), of(Condition::zero));  // it calls that empty
    EXPECT_EQ(read("\n-0.020kg\r\n01\r\x03").condition, Condition::under);
    EXPECT_EQ(read("\n^^^^^^kg\r\n02\r\x03").condition, Condition::over);
    EXPECT_EQ(read("\n01.234kg\r\n40\r\x03").condition, Condition::not_ready);
    EXPECT_EQ(read("\n01.234kg\r\n08\r\x03").condition, Condition::not_ready);
    EXPECT_EQ(read("\n01.234kg\r\n0p8\r\x03").condition, Condition::not_ready);
    EXPECT_EQ(read("\n02\r\x03").condition, Condition::over);
    EXPECT_EQ(read("\n00\r\x03").condition, Condition::not_read);  // stable at what?
}

TEST(Nci, nonsense_is_no_weight) {
    for (const std::string_view text :
         {"", "\x03", "\n?\r\x03", "\n01.234kg\r\x03", "\n01.234kg\r\n\r\x03", "\n01.234kg\r\n00\r",
          "\n01.234st\r\n00\r\x03", "\n01.234\r\n00\r\x03", "\nHELLOkg\r\n00\r\x03",
          "\n10lb 02.5oz\r\n00\r\x03"}) {
        EXPECT_EQ(read(text).condition, Condition::not_read) << text;
    }
}
