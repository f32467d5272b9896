// Goal: pictures survive the way into a PNG file and out of it; foreign files do no harm.
// Method: round trip; the resolution read from the bytes; every cut of a good file refused.
#include "drivers/printer/png.hpp"

#include <gtest/gtest.h>

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
