#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace drivers::printer {

/// A picture in shades of one ink: 0 is bare paper, 255 is black. Rows from top to bottom, each
/// from left to right, one byte a dot.
struct Ink {
    unsigned width{0};
    unsigned height{0};
    std::vector<std::uint8_t> dots;
    bool operator==(const Ink&) const = default;

    Ink() = default;
    Ink(unsigned width_dots, unsigned height_dots)
        : width{width_dots},
          height{height_dots},
          dots(std::size_t{width_dots} * height_dots, std::uint8_t{0}) {}

    std::uint8_t& at(unsigned x, unsigned y) { return dots[std::size_t{y} * width + x]; }
    std::uint8_t at(unsigned x, unsigned y) const { return dots[std::size_t{y} * width + x]; }
};

/// Draws `piece` onto `sheet` with its top left corner there; what reaches over the edge is lost.
void draw(Ink& sheet, const Ink& piece, unsigned x, unsigned y);

/// Lettering in black and white: what a print head, which knows no grey, can do.
///
/// ensures: every dot is 0 or 255
Ink sharp(const Ink& ink);

/// A photograph or a shaded logo in black and white dots that look grey from afar.
///
/// ensures: every dot is 0 or 255
/// source:  error diffusion by Floyd and Steinberg
Ink dithered(const Ink& ink);

/// Made smaller, to at most `width_dots` wide, by averaging; never made larger.
Ink fitted(const Ink& ink, unsigned width_dots);

}  // namespace drivers::printer
