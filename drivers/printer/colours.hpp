#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace drivers::printer {

/// A picture in colour on white: red, green and blue, a byte each, row by row from the top left.
struct Colours {
    unsigned width{0};
    unsigned height{0};
    std::vector<std::uint8_t> rgb;
    bool operator==(const Colours&) const = default;

    Colours() = default;
    Colours(unsigned width_dots, unsigned height_dots)
        : width{width_dots},
          height{height_dots},
          rgb(std::size_t{width_dots} * height_dots * 3, std::uint8_t{255}) {}

    /// The first of a dot's three bytes.
    std::size_t place(unsigned x, unsigned y) const { return (std::size_t{y} * width + x) * 3; }
};

/// Made smaller by averaging, so that neither side is above its bound, with its proportions; never
/// made larger.
///
/// requires: bounds and sides above 0
Colours fitted(const Colours& picture, unsigned width_max, unsigned height_max);

}  // namespace drivers::printer
