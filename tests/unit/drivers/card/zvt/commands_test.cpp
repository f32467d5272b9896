// Goal: what the till tells a terminal is what the specification asks for, byte by byte.
// Method: each command's bytes written out by hand from PA00P015.
#include "drivers/card/zvt/commands.hpp"

#include <gtest/gtest.h>

using namespace drivers::card::zvt;

namespace {

std::string hex(const Apdu& apdu) {
    return pos::to_hex(to_bytes(apdu));
}

}  // namespace

TEST(ZvtCommands, registration) {
    // Password, configuration, EUR, then the container: printer's width, permitted commands, UTF-8.
    EXPECT_EQ(hex(registration({.password = 123456, .currency = 978, .printer_columns = 42})),
              "0600"
              "1e"
              "123456"
              "be"
              "0978"
              "06"
              "16"
              "120142"
              "260c"
              "0a0206d3"
              "0a0206d1"
              "0a0204ff"
              "2703"
              "1401fe");
}

TEST(ZvtCommands, amounts_are_packed_decimals_of_the_currency) {
    EXPECT_EQ(hex(authorisation({.minor = 1, .currency = 978})),
              "0601"
              "0a"
              "04000000000001"
              "490978");
    EXPECT_EQ(hex(authorisation({.minor = kAmountMax, .currency = 8})),
              "0601"
              "0a"
              "04999999999999"
              "490008");
    EXPECT_EQ(hex(refund({.minor = 2050, .currency = 826}, 0)),
              "0631"
              "0d"
              "000000"
              "04000000002050"
              "490826");
    EXPECT_EQ(hex(reversal("0022", {.minor = 1234, .currency = 978}, 1)),
              "0630"
              "10"
              "000001"
              "870022"
              "04000000001234"
              "490978");
}

TEST(ZvtCommands, questions_and_answers) {
    EXPECT_EQ(hex(end_of_day(0)), "065003000000");
    EXPECT_EQ(hex(last_transaction(0)),
              "062005000000"
              "0303");
    EXPECT_EQ(hex(status_enquiry(0)),
              "050105000000"
              "0302");
    EXPECT_EQ(hex(abort_by_till()), "06b000");
    EXPECT_EQ(hex(acknowledge()), "800000");
    EXPECT_EQ(hex(refuse(kPrinterNotReady)), "84cc00");
}
