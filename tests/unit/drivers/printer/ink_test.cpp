// Goal: pictures keep their shape and shade on the way to a print head.
// Method: small pictures by hand; shades by counting dots.
#include "drivers/printer/ink.hpp"

#include <gtest/gtest.h>

#include <algorithm>

using namespace drivers::printer;

namespace {

Ink even(unsigned width, unsigned height, std::uint8_t shade) {
    Ink ink{width, height};
    std::ranges::fill(ink.dots, shade);
    return ink;
}

}  // namespace

TEST(Ink, drawing_keeps_the_darker_dot_and_clips_at_the_edge) {
    Ink sheet = even(3, 2, 10);
    draw(sheet, even(2, 2, 200), 2, 1);
    EXPECT_EQ(sheet.dots, (std::vector<std::uint8_t>{10, 10, 10, 10, 10, 200}));
    draw(sheet, even(1, 1, 5), 2, 1);
    EXPECT_EQ(sheet.at(2, 1), 200);
}

TEST(Ink, sharp_knows_black_and_bare_only) {
    Ink ink{4, 1};
    ink.dots = {0, 99, 100, 255};
    EXPECT_EQ(sharp(ink).dots, (std::vector<std::uint8_t>{0, 0, 255, 255}));
}

TEST(Ink, dithering_keeps_the_shade) {
    for (const int shade : {0, 32, 64, 128, 200, 255}) {
        const Ink dots = dithered(even(100, 100, static_cast<std::uint8_t>(shade)));
        const auto black = std::ranges::count(dots.dots, 255);
        EXPECT_EQ(black + std::ranges::count(dots.dots, 0), 10'000);
        EXPECT_NEAR(static_cast<double>(black) / 10'000, shade / 255.0, 0.02) << shade;
    }
}

TEST(Ink, fitting_makes_smaller_and_keeps_the_shade) {
    Ink ink{8, 4};
    for (unsigned y = 0; y < 4; ++y) {
        for (unsigned x = 0; x < 4; ++x) ink.at(x, y) = 255;
    }
    const Ink half = fitted(ink, 4);
    EXPECT_EQ(half.width, 4U);
    EXPECT_EQ(half.height, 2U);
    EXPECT_EQ(half.dots, (std::vector<std::uint8_t>{255, 255, 0, 0, 255, 255, 0, 0}));
    EXPECT_EQ(fitted(ink, 100), ink);
    EXPECT_EQ(fitted(even(1000, 2, 77), 10), even(10, 1, 77));
}
