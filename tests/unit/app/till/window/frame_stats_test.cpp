// Goal: figures of frames are those of the last frames, and whole.
// Method: known times in, quantiles out.
#include "app/till/window/frame_stats.hpp"

#include <gtest/gtest.h>

namespace window = till::window;
using till::ui::Moment;

TEST(FrameStats, no_frame_has_no_figures) {
    EXPECT_EQ(window::FrameStats().figures().frames, 0U);
    EXPECT_EQ(window::FrameStats().figures().own_p99, Moment{0});
}

TEST(FrameStats, quantiles_are_of_the_frames_shown) {
    window::FrameStats stats;
    for (int i = 1; i <= 101; ++i) stats.add({Moment{i}, Moment{1000 - i}});
    const auto figures = stats.figures();
    EXPECT_EQ(figures.frames, 101U);
    EXPECT_EQ(figures.own_median, Moment{51});
    EXPECT_EQ(figures.own_p99, Moment{100});
    EXPECT_EQ(figures.own_max, Moment{101});
    EXPECT_EQ(figures.raster_median, Moment{949});
}

TEST(FrameStats, old_frames_fall_out) {
    window::FrameStats stats;
    for (std::size_t i = 0; i < window::FrameStats::kKept; ++i) stats.add({Moment{9}, Moment{9}});
    for (std::size_t i = 0; i < window::FrameStats::kKept; ++i) stats.add({Moment{1}, Moment{1}});
    EXPECT_EQ(stats.figures().own_max, Moment{1});
    EXPECT_EQ(stats.figures().frames, 2 * window::FrameStats::kKept);
}
