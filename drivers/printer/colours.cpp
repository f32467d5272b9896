#include "drivers/printer/colours.hpp"

#include <algorithm>

#include "pos/base/assert.hpp"

namespace drivers::printer {

namespace {

/// The first dot of the picture that goes into that dot of the smaller one.
unsigned first_dot(unsigned dot, unsigned smaller, unsigned larger) {
    return static_cast<unsigned>(std::uint64_t{dot} * larger / smaller);
}

struct Span {
    unsigned from{0};
    unsigned to{0};
};

Span dots_of(unsigned dot, unsigned smaller, unsigned larger) {
    const unsigned from = first_dot(dot, smaller, larger);
    return {from, std::max(from + 1, first_dot(dot + 1, smaller, larger))};
}

void put_mean(const Colours& picture, Span across, Span down, std::uint8_t* to) {
    std::uint64_t sums[3]{};
    for (unsigned y = down.from; y < down.to; ++y) {
        const std::uint8_t* from = picture.rgb.data() + picture.place(across.from, y);
        for (unsigned x = across.from; x < across.to; ++x, from += 3) {
            for (int part = 0; part < 3; ++part) sums[part] += from[part];
        }
    }
    const std::uint64_t count = std::uint64_t{across.to - across.from} * (down.to - down.from);
    for (int part = 0; part < 3; ++part) {
        to[part] = static_cast<std::uint8_t>((sums[part] + count / 2) / count);
    }
}

}  // namespace

Colours fitted(const Colours& picture, unsigned width_max, unsigned height_max) {
    POS_ASSERT(width_max > 0 && height_max > 0 && picture.width > 0 && picture.height > 0);
    const auto by_height = std::uint64_t{picture.width} * height_max / picture.height;
    const auto bound = std::min<std::uint64_t>(width_max, std::max<std::uint64_t>(by_height, 1));
    if (picture.width <= bound && picture.height <= height_max) return picture;
    const auto width = static_cast<unsigned>(std::min<std::uint64_t>(bound, picture.width));
    const auto height =
        static_cast<unsigned>(std::uint64_t{picture.height} * width / picture.width);
    Colours out{width, std::clamp(height, 1U, height_max)};
    for (unsigned y = 0; y < out.height; ++y) {
        const Span down = dots_of(y, out.height, picture.height);
        for (unsigned x = 0; x < out.width; ++x) {
            put_mean(picture, dots_of(x, out.width, picture.width), down,
                     out.rgb.data() + out.place(x, y));
        }
    }
    return out;
}

}  // namespace drivers::printer
