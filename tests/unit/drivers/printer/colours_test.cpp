// Goal: a picture in colour comes through PNG as it went, and is made smaller with its proportions.
// Method: round trips, and pictures whose means are worked out by hand.
#include "drivers/printer/colours.hpp"

#include <gtest/gtest.h>

#include "drivers/printer/jpeg.hpp"
#include "drivers/printer/png.hpp"

using namespace drivers::printer;

TEST(ColourPicture, comes_back_as_it_went) {
    Colours picture{7, 3};
    for (std::size_t i = 0; i < picture.rgb.size(); ++i)
        picture.rgb[i] = static_cast<std::uint8_t>(i * 11);
    const auto back = read_png_colours(write_png(picture, 300));
    ASSERT_TRUE(back);
    EXPECT_EQ(*back, picture);
}

TEST(ColourPicture, is_read_of_a_picture_in_one_ink_too) {
    const auto read = read_png_colours(write_png(Ink{4, 2}, 203));
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, (Colours{4, 2})) << "bare paper is white";
}

TEST(ColourPicture, refuses_what_is_none) {
    EXPECT_EQ(read_png_colours({}).error(), PngError::not_a_png);
    EXPECT_EQ(read_png_colours(write_png(Colours{4'097, 1}, 300)).error(), PngError::too_large);
}

TEST(ColourPicture, is_made_smaller_by_averaging) {
    Colours picture{4, 2};
    for (unsigned x = 0; x < 2; ++x) {
        for (unsigned y = 0; y < 2; ++y) picture.rgb[picture.place(x, y)] = 55;
    }
    const Colours half = fitted(picture, 2, 100);
    ASSERT_EQ(half.width, 2U);
    ASSERT_EQ(half.height, 1U);
    EXPECT_EQ(half.rgb, (std::vector<std::uint8_t>{55, 255, 255, 255, 255, 255}));
    EXPECT_EQ(fitted(picture, 4, 2), picture);
    EXPECT_EQ(fitted(picture, 400, 200), picture) << "never larger";
}

TEST(ColourPicture, keeps_within_both_bounds) {
    for (const auto& [width, height] : {std::pair{1'000U, 10U}, std::pair{10U, 1'000U},
                                        std::pair{1U, 4'000U}, std::pair{4'000U, 1U}}) {
        const Colours small = fitted(Colours{width, height}, 72, 28);
        EXPECT_LE(small.width, 72U);
        EXPECT_LE(small.height, 28U);
        EXPECT_GE(small.width, 1U);
        EXPECT_GE(small.height, 1U);
    }
}

TEST(ColourPicture, is_nearly_what_it_was_as_jpeg) {
    Colours picture{64, 32};
    for (unsigned y = 0; y < 32; ++y) {
        for (unsigned x = 0; x < 32; ++x) picture.rgb[picture.place(x, y) + 1] = 110;
    }
    const auto back = read_jpeg_colours(write_jpeg(picture));
    ASSERT_TRUE(back);
    ASSERT_EQ(back->width, 64U);
    ASSERT_EQ(back->height, 32U);
    for (std::size_t i = 0; i < picture.rgb.size(); ++i)
        ASSERT_NEAR(back->rgb[i], picture.rgb[i], 12) << i;
}
