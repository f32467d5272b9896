// Goal: open and closed are told apart at any drawer, and one that is left open is noticed.
// Method: levels and pulses at made-up times, with a switch of either sense.
#include "drivers/drawer/drawer_sense.hpp"

#include <gtest/gtest.h>

using drivers::drawer::DrawerSense;
using namespace std::chrono_literals;

namespace {

constexpr DrawerSense::Time at(std::chrono::milliseconds time) {
    return DrawerSense::Time{} + time;
}

}  // namespace

TEST(DrawerSense, learns_from_a_pulse_which_level_is_open) {
    for (const bool open : {true, false}) {
        DrawerSense sense{std::nullopt, 30s};
        EXPECT_EQ(sense.is_open(), std::nullopt);
        sense.hear(!open, at(0ms));
        EXPECT_EQ(sense.is_open(), std::nullopt);
        sense.kicked(at(1s));
        sense.hear(open, at(1'300ms));
        EXPECT_EQ(sense.is_open(), true);
        EXPECT_EQ(sense.open_is_high(), open);
        sense.hear(!open, at(9s));
        EXPECT_EQ(sense.is_open(), false);
    }
}

TEST(DrawerSense, a_key_turns_it_without_a_pulse) {
    DrawerSense fresh{std::nullopt, 30s};
    fresh.hear(false, at(0s));
    fresh.hear(true, at(1s));  // by hand, before anything was learned
    EXPECT_EQ(fresh.is_open(), std::nullopt);
    DrawerSense sense{true, 30s};
    sense.hear(true, at(1s));
    EXPECT_EQ(sense.is_open(), true);
    sense.kicked(at(2s));  // open already: nothing moves, nothing is learned
    sense.hear(false, at(3s));
    EXPECT_EQ(sense.is_open(), false);
    EXPECT_EQ(sense.open_is_high(), true);
}

TEST(DrawerSense, a_change_long_after_the_pulse_teaches_nothing) {
    DrawerSense sense{std::nullopt, 30s};
    sense.hear(false, at(0s));
    sense.kicked(at(1s));
    sense.hear(true, at(4s));
    EXPECT_EQ(sense.open_is_high(), std::nullopt);
}

TEST(DrawerSense, left_open) {
    DrawerSense sense{true, 30s};
    sense.hear(true, at(10s));
    EXPECT_EQ(sense.left_open_at(), at(40s));
    EXPECT_FALSE(sense.is_left_open(at(39s)));
    EXPECT_TRUE(sense.is_left_open(at(40s)));
    sense.hear(true, at(41s));
    EXPECT_TRUE(sense.is_left_open(at(42s)));
    sense.hear(false, at(43s));
    EXPECT_FALSE(sense.is_left_open(at(99s)));
    sense.hear(true, at(50s));
    sense.hear(std::nullopt, at(51s));  // the printer is gone
    EXPECT_EQ(sense.is_open(), std::nullopt);
    EXPECT_EQ(sense.left_open_at(), std::nullopt);
    DrawerSense never{true, 0s};
    never.hear(true, at(10s));
    EXPECT_EQ(never.left_open_at(), std::nullopt);
}
