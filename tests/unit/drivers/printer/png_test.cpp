// Goal: pictures survive the way into a PNG file and out of it; foreign files do no harm.
// Method: round trip; the resolution read from the bytes; every cut of a good file refused.
#include "drivers/printer/png.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "drivers/printer/pictures.hpp"

using namespace drivers::printer;

namespace {

Ink sample() {
    Ink ink{5, 3};
    for (std::size_t i = 0; i < ink.dots.size(); ++i)
        ink.dots[i] = static_cast<std::uint8_t>(i * 17);
    return ink;
}

}  // namespace

TEST(Png, comes_back_as_it_went) {
    const auto back = read_png(write_png(sample(), 203));
    ASSERT_TRUE(back);
    EXPECT_EQ(*back, sample());
}

TEST(Png, knows_its_resolution) {
    const pos::Bytes bytes = write_png(sample(), 203);
    // pHYs, 7,992 dots a metre across and down, unit metre
    EXPECT_NE(pos::to_hex(bytes).find("70485973"
                                      "00001f38"
                                      "00001f38"
                                      "01"),
              std::string::npos);
}

TEST(Png, refuses_what_is_none) {
    const pos::Bytes good = write_png(sample(), 203);
    EXPECT_EQ(read_png({}).error(), PngError::not_a_png);
    EXPECT_EQ(read_png(pos::as_bytes("GIF89a")).error(), PngError::not_a_png);
    for (std::size_t size = 0; size + 12 < good.size(); ++size) {  // the end mark may be missing
        EXPECT_FALSE(read_png(pos::BytesView{good}.first(size))) << size;
    }
    EXPECT_EQ(read_png(write_png(Ink{4097, 1}, 203)).error(), PngError::too_large);
}

TEST(FolderPictures, finds_its_files_and_no_others) {
    std::string folder = (std::filesystem::temp_directory_path() / "picturesXXXXXX").string();
    ASSERT_NE(mkdtemp(folder.data()), nullptr);
    const auto file = std::filesystem::path{folder} / "logo.png";
    const pos::Bytes bytes = write_png(sample(), 203);
    std::ofstream{file, std::ios::binary}.write(reinterpret_cast<const char*>(bytes.data()),
                                                static_cast<std::streamsize>(bytes.size()));
    std::ofstream{std::filesystem::path{folder} / "broken.png"} << "no picture";
    std::filesystem::create_directory(std::filesystem::path{folder} / "inner");

    const FolderPictures pictures{std::filesystem::path{folder} / "inner"};
    EXPECT_FALSE(pictures.find("../logo"));
    const FolderPictures outer{folder};
    EXPECT_EQ(outer.find("logo"), sample());
    EXPECT_FALSE(outer.find("broken"));
    EXPECT_FALSE(outer.find("missing"));
    EXPECT_FALSE(outer.find(""));
    EXPECT_FALSE(NoPictures{}.find("logo"));
    std::filesystem::remove_all(folder);
}
