// Goal: a picture of the usual sorts becomes a logo that fits on paper, and each other file is
// refused with its own reason.
// Method: files that are written here, read as the window and the command line read them.
#include "app/core/logo.hpp"

#include <gtest/gtest.h>

#include "drivers/printer/png.hpp"
#include "tests/support/temp_dir.hpp"
#include "tests/unit/app/till/pictures/samples.hpp"

using namespace app::core;

namespace {

class LogoFiles : public testing::Test {
protected:
    std::string written(const char* name, const pos::Bytes& bytes) {
        const auto path = folder_.file(name);
        test::write_file(path, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
        return path;
    }
    static test::Rgba half(int x, int) {
        return x < 100 ? test::Rgba{0, 0, 0, 255} : test::Rgba{255, 255, 255, 255};
    }
    static LogoFault fault(const std::string& file) {
        const auto logo = logo_of_file(file);
        EXPECT_FALSE(logo);
        EXPECT_FALSE(read_logo_file(file));
        return logo ? LogoFault::cannot_read : logo.error();
    }
    test::TempDir folder_;
};

}  // namespace

TEST_F(LogoFiles, of_both_sorts_are_made_to_fit) {
    for (const auto& bytes : {test::png_of(1200, 300, half), test::jpeg_of(1200, 300, half)}) {
        const auto logo = logo_of_file(written("logo", bytes));
        ASSERT_TRUE(logo);
        const auto ink = drivers::printer::read_png(*logo);
        ASSERT_TRUE(ink);
        EXPECT_EQ(ink->width, 576U);
        EXPECT_GT(ink->at(10, 40), 200) << "black is ink";
        EXPECT_LT(ink->at(500, 40), 20) << "white is paper";
    }
}

TEST_F(LogoFiles, that_are_none_are_refused_by_name) {
    const auto white = [](int, int) { return test::Rgba{255, 255, 255, 255}; };
    EXPECT_EQ(fault(folder_.file("missing.png")), LogoFault::cannot_read);
    EXPECT_EQ(fault(folder_.path().string()), LogoFault::cannot_read) << "a folder";
    EXPECT_EQ(fault(written("text.png", pos::Bytes(40, std::byte{'x'}))), LogoFault::not_a_picture);
    EXPECT_EQ(fault(written("empty.png", {})), LogoFault::not_a_picture);
    auto cut = test::jpeg_of(200, 200, half);
    cut.resize(cut.size() / 2);
    EXPECT_EQ(fault(written("cut.jpg", cut)), LogoFault::not_a_picture);
    EXPECT_EQ(fault(written("white.png", test::png_of(50, 50, white))), LogoFault::blank);
    EXPECT_EQ(fault(written("white.jpg", test::jpeg_of(50, 50, white))), LogoFault::blank);
    EXPECT_EQ(fault(written("wide.png", test::png_of(4'097, 4, half))), LogoFault::too_many_dots);
    EXPECT_EQ(fault(written("wide.jpg", test::jpeg_of(4'104, 8, half))), LogoFault::too_many_dots);
    EXPECT_EQ(fault(written("large.png", pos::Bytes((4U << 20) + 1, std::byte{1}))),
              LogoFault::too_many_bytes);
}

TEST_F(LogoFiles, for_bills_keep_their_colours_and_proportions) {
    const auto red = [](int x, int) {
        return x < 600 ? test::kRed : test::Rgba{0, 0, 0, 0};  // nothing at all: paper
    };
    for (const auto& bytes : {test::png_of(1'200, 300, red), test::png_of(60, 15, red)}) {
        const auto logo = read_bill_logo_file(written("logo.png", bytes));
        ASSERT_TRUE(logo) << logo.error().words;
        const auto colours = drivers::printer::read_png_colours(*logo);
        ASSERT_TRUE(colours);
        EXPECT_LE(colours->width, 720U);
        EXPECT_EQ(colours->width, colours->height * 4);
        const std::size_t first = colours->place(0, 0);
        EXPECT_EQ(colours->rgb[first], 255);
        EXPECT_EQ(colours->rgb[first + 1], 0);
        EXPECT_EQ(colours->rgb[first + 2], 0);
    }
    // A tall one is bound by its height.
    const auto tall = bill_logo_of(test::jpeg_of(500, 2'000, half));
    ASSERT_TRUE(tall);
    EXPECT_EQ(drivers::printer::read_png_colours(*tall)->height, 288U);
    EXPECT_EQ(drivers::printer::read_png_colours(*tall)->width, 72U);
}

TEST_F(LogoFiles, for_bills_that_are_none_are_refused_by_name) {
    const auto white = [](int, int) { return test::Rgba{255, 255, 255, 255}; };
    const auto clear = [](int, int) { return test::Rgba{0, 0, 0, 0}; };
    const auto why = [](const pos::Bytes& bytes) {
        const auto logo = bill_logo_of(bytes);
        EXPECT_FALSE(logo);
        return logo ? LogoFault::cannot_read : logo.error();
    };
    EXPECT_EQ(why({}), LogoFault::not_a_picture);
    EXPECT_EQ(why(pos::Bytes(40, std::byte{'x'})), LogoFault::not_a_picture);
    EXPECT_EQ(why(test::png_of(50, 50, white)), LogoFault::blank);
    EXPECT_EQ(why(test::png_of(50, 50, clear)), LogoFault::blank);
    EXPECT_EQ(why(test::png_of(4'097, 4, half)), LogoFault::too_many_dots);
    EXPECT_EQ(why(test::jpeg_of(4'104, 8, half)), LogoFault::too_many_dots);
    EXPECT_EQ(why(pos::Bytes((4U << 20) + 1, std::byte{1})), LogoFault::too_many_bytes);
    for (const auto& whole : {test::png_of(200, 200, half), test::jpeg_of(200, 200, half)}) {
        pos::Bytes cut = whole;
        cut.resize(cut.size() / 2);
        EXPECT_EQ(why(cut), LogoFault::not_a_picture);
    }
    const auto missing = read_bill_logo_file(folder_.file("missing.png"));
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().kind, FailureKind::environment);
    const auto text = read_bill_logo_file(written("text.png", pos::Bytes(9, std::byte{'x'})));
    ASSERT_FALSE(text);
    EXPECT_EQ(text.error().kind, FailureKind::refused);
    EXPECT_NE(text.error().words.find("no PNG or JPEG"), std::string::npos);
}
