// Goal: any PNG or JPEG becomes a small upright square; anything else is refused, never believed.
// Method: pictures painted here; a camera's note of how it was held; broken, huge and random bytes.
#include "app/till/pictures/picture.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/support/seeded_random.hpp"
#include "tests/support/temp_dir.hpp"
#include "tests/unit/app/till/pictures/samples.hpp"

using test::kBlue;
using test::kRed;
using test::Rgba;
using till::pictures::decode_picture;
using till::pictures::Picture;
using till::pictures::PictureError;

namespace {

Rgba pixel(const Picture& picture, int x, int y) {
    const auto at = static_cast<std::size_t>((y * picture.side_px + x) * 4);
    return {picture.rgba[at], picture.rgba[at + 1], picture.rgba[at + 2], picture.rgba[at + 3]};
}

/// JPEG keeps colours roughly.
::testing::AssertionResult alike(const Rgba& a, const Rgba& b) {
    const auto near = [](int x, int y) { return std::abs(x - y) < 12; };
    if (near(a.red, b.red) && near(a.green, b.green) && near(a.blue, b.blue) && a.alpha == b.alpha)
        return ::testing::AssertionSuccess();
    return ::testing::AssertionFailure()
           << int{a.red} << "," << int{a.green} << "," << int{a.blue} << "," << int{a.alpha};
}

Rgba red_above_blue(int, int y) {
    return y < 32 ? kRed : kBlue;
}

}  // namespace

TEST(Picture, the_middle_square_of_a_wide_png_is_kept) {
    const auto bytes = test::png_of(96, 32, [](int x, int) {
        return x < 32 ? Rgba{0, 255, 0} : x < 64 ? kRed : kBlue;
    });
    const auto picture = decode_picture(bytes, 8);
    ASSERT_TRUE(picture.has_value());
    EXPECT_EQ(picture->side_px, 8);
    ASSERT_EQ(picture->rgba.size(), 8U * 8 * 4);
    for (int y = 0; y < 8; ++y)
        for (int x = 0; x < 8; ++x) EXPECT_EQ(pixel(*picture, x, y), kRed);
}

TEST(Picture, what_is_seen_through_does_not_darken_its_neighbours) {
    const auto bytes =
        test::png_of(16, 16, [](int x, int) { return x % 2 == 0 ? kRed : Rgba{0, 0, 0, 0}; });
    const auto picture = decode_picture(bytes, 8);
    ASSERT_TRUE(picture.has_value());
    EXPECT_EQ(pixel(*picture, 3, 3), (Rgba{255, 0, 0, 128}));
}

TEST(Picture, a_small_one_grows) {
    const auto bytes = test::png_of(2, 2, [](int x, int) { return x == 0 ? kRed : kBlue; });
    const auto picture = decode_picture(bytes, 10);
    ASSERT_TRUE(picture.has_value());
    EXPECT_EQ(pixel(*picture, 4, 9), kRed);
    EXPECT_EQ(pixel(*picture, 5, 0), kBlue);
}

TEST(Picture, a_jpeg_is_turned_as_the_camera_was_held) {
    const auto upright = test::jpeg_of(64, 64, red_above_blue);
    struct Case {
        std::uint8_t orientation;
        int red_x, red_y, blue_x, blue_y;
    };
    constexpr Case kCases[] = {{1, 4, 0, 4, 7}, {2, 4, 0, 4, 7}, {3, 4, 7, 4, 0},
                               {4, 4, 7, 4, 0}, {5, 0, 4, 7, 4}, {6, 7, 4, 0, 4},
                               {7, 7, 4, 0, 4}, {8, 0, 4, 7, 4}, {9, 4, 0, 4, 7}};
    for (const Case& c : kCases) {
        const auto picture = decode_picture(test::held(upright, c.orientation), 8);
        ASSERT_TRUE(picture.has_value());
        EXPECT_TRUE(alike(pixel(*picture, c.red_x, c.red_y), kRed)) << int{c.orientation};
        EXPECT_TRUE(alike(pixel(*picture, c.blue_x, c.blue_y), kBlue)) << int{c.orientation};
    }
}

TEST(Picture, a_large_jpeg_is_shrunk) {
    const auto bytes = test::jpeg_of(1600, 1200, [](int, int) { return Rgba{40, 120, 200}; });
    const auto picture = decode_picture(bytes, 34);
    ASSERT_TRUE(picture.has_value());
    EXPECT_EQ(picture->side_px, 34);
    EXPECT_TRUE(alike(pixel(*picture, 0, 33), {40, 120, 200}));
}

TEST(Picture, a_file_that_is_none_is_refused) {
    const test::TempDir folder;
    const auto refused = [&](const std::string& name) {
        const auto read = till::pictures::read_picture(folder.path() / name, 8);
        return read ? std::optional<PictureError>{} : std::optional{read.error()};
    };
    EXPECT_EQ(refused("nowhere.png"), PictureError::missing);
    EXPECT_EQ(refused("."), PictureError::missing);
    std::ofstream{folder.path() / "empty.png"}.flush();
    EXPECT_EQ(refused("empty.png"), PictureError::not_a_picture);
    std::ofstream{folder.path() / "words.jpg"} << "a shop's letter";
    EXPECT_EQ(refused("words.jpg"), PictureError::not_a_picture);
}

TEST(Picture, half_a_file_is_none) {
    for (auto bytes :
         {test::png_of(64, 64, red_above_blue), test::jpeg_of(64, 64, red_above_blue)}) {
        bytes.resize(bytes.size() / 2);
        const auto picture = decode_picture(bytes, 8);
        ASSERT_FALSE(picture.has_value());
        EXPECT_EQ(picture.error(), PictureError::not_a_picture);
    }
}

TEST(Picture, a_picture_that_claims_to_be_huge_is_refused_before_it_takes_memory) {
    auto bytes = test::jpeg_of(8, 8, red_above_blue);
    // The frame header holds height and width behind its length and precision.
    std::size_t at = 0;
    while (at + 1 < bytes.size() &&
           !(bytes[at] == std::byte{0xFF} && bytes[at + 1] == std::byte{0xC0}))
        ++at;
    for (std::size_t i = 0; i < 4; ++i) bytes.at(at + 5 + i) = std::byte{0xFE};
    const auto picture = decode_picture(bytes, 8);
    ASSERT_FALSE(picture.has_value());
    EXPECT_EQ(picture.error(), PictureError::too_large);
}

TEST(Picture, changed_bytes_are_decoded_or_refused_never_worse) {
    const std::uint64_t seed = 20261122;
    RecordProperty("seed", std::to_string(seed));
    test::SeededRandom random{seed};
    const pos::Bytes sound[] = {test::png_of(40, 40, red_above_blue),
                                test::held(test::jpeg_of(40, 40, red_above_blue), 6)};
    for (int round = 0; round < 400; ++round) {
        pos::Bytes bytes = sound[round % 2];
        for (int change = 0; change < 1 + round % 5; ++change) {
            std::array<std::byte, 3> dice{};
            random.fill(dice);
            const auto at =
                std::to_integer<std::size_t>(dice[0]) << 8U | std::to_integer<std::size_t>(dice[1]);
            bytes[at % bytes.size()] = dice[2];
        }
        const auto picture = decode_picture(bytes, 8);
        EXPECT_TRUE(!picture || picture->rgba.size() == 8U * 8 * 4);
    }
}
