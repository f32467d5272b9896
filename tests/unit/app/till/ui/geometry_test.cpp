// Goal: pieces of a layout cover what they are cut from, on whole pixels, without overlap.
// Method: cut, divide and grow rectangles; look at edges.
#include "app/till/ui/geometry.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace ui = till::ui;

TEST(Geometry, taking_pieces_leaves_the_rest_and_the_gap) {
    ui::Rect rest{0, 0, 100, 100};
    EXPECT_EQ(ui::take_top(rest, 20, 8), (ui::Rect{0, 0, 100, 20}));
    EXPECT_EQ(ui::take_bottom(rest, 10, 2), (ui::Rect{0, 90, 100, 100}));
    EXPECT_EQ(ui::take_start(rest, 30, 5), (ui::Rect{0, 28, 30, 88}));
    EXPECT_EQ(ui::take_end(rest, 15), (ui::Rect{85, 28, 100, 88}));
    EXPECT_EQ(rest, (ui::Rect{35, 28, 85, 88}));
}

TEST(Geometry, a_piece_is_never_larger_than_what_is_left) {
    ui::Rect rest{0, 0, 100, 30};
    EXPECT_EQ(ui::take_top(rest, 50, 8), (ui::Rect{0, 0, 100, 30}));
    EXPECT_TRUE(rest.empty());
    EXPECT_EQ(ui::take_top(rest, 50).height(), 0);
    EXPECT_EQ(ui::take_start(rest, -5).width(), 0);
}

TEST(Geometry, columns_fill_the_width_on_whole_pixels) {
    const auto cells = ui::columns({554, 0, 1266, 10}, 7, 8);
    ASSERT_EQ(cells.size(), 7U);
    EXPECT_EQ(cells.front().start, 554);
    EXPECT_EQ(cells.back().end, 1266);
    for (std::size_t i = 0; i < cells.size(); ++i) {
        EXPECT_EQ(cells[i].start, std::round(cells[i].start));
        EXPECT_EQ(cells[i].end, std::round(cells[i].end));
        if (i > 0) {
            EXPECT_NEAR(cells[i].start - cells[i - 1].end, 8, 1);
        }
    }
}

TEST(Geometry, shares_divide_the_width) {
    const float shares[] = {2, 1, 1};
    const auto cells = ui::columns({0, 0, 420, 10}, shares, 10);
    EXPECT_EQ(cells[0].width(), 200);
    EXPECT_EQ(cells[1], (ui::Rect{210, 0, 310, 10}));
    EXPECT_EQ(cells[2].end, 420);
}

TEST(Geometry, a_grid_reads_from_start_to_end_and_downwards) {
    const auto cells = ui::grid({0, 0, 210, 50}, 2, 5, 40, 10);
    ASSERT_EQ(cells.size(), 5U);
    EXPECT_EQ(cells[1], (ui::Rect{110, 0, 210, 40}));
    EXPECT_EQ(cells[4], (ui::Rect{0, 100, 100, 140}));
    EXPECT_EQ(ui::cells_across(712, 120, 10), 5);
    EXPECT_EQ(ui::cells_across(50, 120, 10), 1);
}

TEST(Geometry, a_finger_target_grows_evenly_and_never_shrinks) {
    EXPECT_EQ(ui::grown({100, 100, 110, 140}, 48, 48), (ui::Rect{81, 96, 129, 144}));
    EXPECT_EQ(ui::grown({0, 0, 60, 60}, 48, 48), (ui::Rect{0, 0, 60, 60}));
}

TEST(Geometry, touching_rectangles_do_not_overlap) {
    EXPECT_FALSE(ui::overlap({0, 0, 10, 10}, {10, 0, 20, 10}));
    EXPECT_TRUE(ui::overlap({0, 0, 10, 10}, {9, 9, 20, 20}));
}
