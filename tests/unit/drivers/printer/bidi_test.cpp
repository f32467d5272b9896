// Goal: texts of either direction keep their place and order beside one another.
// Method: pairs by hand, as the bidirectional algorithm orders them.
#include "drivers/printer/bidi.hpp"

#include <gtest/gtest.h>

using namespace drivers::printer;
using pos::document::Direction;

TEST(Bidi, the_first_letter_decides_the_direction) {
    EXPECT_EQ(direction_of("Milk חלב", Direction::rtl), Direction::ltr);
    EXPECT_EQ(direction_of("3 חלב Milk", Direction::ltr), Direction::rtl);
    EXPECT_EQ(direction_of("12.30", Direction::rtl), Direction::rtl);
    EXPECT_EQ(direction_of("12.30", Direction::ltr), Direction::ltr);
    EXPECT_EQ(direction_of("\u200E−6.26", Direction::rtl), Direction::ltr);  // a mark counts
}

TEST(Bidi, tells_what_a_printer_cannot_set_as_it_comes) {
    EXPECT_FALSE(has_right_to_left("Käse 1,20 €"));
    EXPECT_TRUE(has_right_to_left("Hummus חומוס"));
    EXPECT_TRUE(has_right_to_left("خبز"));
    EXPECT_TRUE(has_right_to_left("٤٥"));
}

TEST(Bidi, visual_order_runs_from_left_to_right) {
    EXPECT_EQ(visual_order("2 × 6.90", Direction::ltr), "2 × 6.90");
    EXPECT_EQ(visual_order("2 × 6.90", Direction::rtl), "6.90 × 2");
    EXPECT_EQ(visual_order("(a) 1", Direction::rtl), "1 (a)");
    EXPECT_EQ(visual_order("\u200E−6.26", Direction::rtl), "−6.26");
    EXPECT_EQ(visual_order("", Direction::rtl), "");
}

TEST(Bidi, isolates_open_and_close) {
    EXPECT_EQ(isolated("a", Direction::ltr), "\u2066a\u2069");
    EXPECT_EQ(isolated("a", Direction::rtl), "\u2067a\u2069");
}
