// Goal: what is sent to a display is what its manual names.
// Method: bytes written out by hand.
#include "drivers/display/pole_commands.hpp"

#include <gtest/gtest.h>

using namespace drivers::display;

namespace {

const std::string kUpper = "Milk 1 l        1.19";
const std::string kLower = "Total           3.57";

}  // namespace

TEST(PoleCommands, start) {
    EXPECT_EQ(pole_start(PoleProtocol::escpos, pole_page("cp858")),
              (std::string{"\x1b@\x1bt\x13\x1f\x01\x1f"
                           "C\0\x0c",
                           11}));
    EXPECT_EQ(pole_start(PoleProtocol::cd5220, pole_page("cp437")),
              (std::string{"\x1b@\x1bt\0\x1b\x11\x1b_\0\x0c", 11}));
    EXPECT_EQ(pole_page("cp99").number, 0);
    EXPECT_EQ(pole_page("windows-1252").number, 16);
}

TEST(PoleCommands, lines) {
    EXPECT_EQ(pole_lines(PoleProtocol::escpos, kUpper, kLower), "\x0b" + kUpper + kLower);
    EXPECT_EQ(pole_lines(PoleProtocol::cd5220, kUpper, kLower),
              "\x1bQA" + kUpper + "\r\x1bQB" + kLower + "\r");
    EXPECT_EQ(pole_clear(), "\x0c");
}
