#include "drivers/printer/ink.hpp"

#include <algorithm>

#include "pos/base/assert.hpp"

namespace drivers::printer {

namespace {

constexpr std::uint8_t kBlack = 255;
// Thin strokes cover half a dot here and there: below the middle, so that they do not break up.
constexpr std::uint8_t kSharpFrom = 100;

/// The mean of a rectangle of dots, at least one.
std::uint8_t mean(const Ink& ink, unsigned x0, unsigned x1, unsigned y0, unsigned y1) {
    std::uint64_t sum = 0;
    for (unsigned y = y0; y < y1; ++y) {
        for (unsigned x = x0; x < x1; ++x) sum += ink.at(x, y);
    }
    const std::uint64_t count = std::uint64_t{x1 - x0} * (y1 - y0);
    return static_cast<std::uint8_t>((sum + count / 2) / count);
}

unsigned share(unsigned part, unsigned of, unsigned whole) {
    return static_cast<unsigned>(std::uint64_t{part} * whole / of);
}

}  // namespace

void draw(Ink& sheet, const Ink& piece, unsigned x, unsigned y) {
    if (x >= sheet.width) return;
    const unsigned width = std::min(piece.width, sheet.width - x);
    for (unsigned row = 0; row < piece.height && y + row < sheet.height; ++row) {
        const std::uint8_t* from = piece.dots.data() + std::size_t{row} * piece.width;
        std::uint8_t* to = sheet.dots.data() + (std::size_t{y} + row) * sheet.width + x;
        for (unsigned column = 0; column < width; ++column) {
            to[column] = std::max(to[column], from[column]);
        }
    }
}

Ink sharp(const Ink& ink) {
    Ink out = ink;
    for (std::uint8_t& dot : out.dots) dot = dot >= kSharpFrom ? kBlack : 0;
    return out;
}

Ink dithered(const Ink& ink) {
    Ink out = ink;
    std::vector<int> here(ink.width + 2);
    std::vector<int> below(ink.width + 2);
    for (unsigned y = 0; y < ink.height; ++y) {
        std::ranges::fill(below, 0);
        for (unsigned x = 0; x < ink.width; ++x) {
            const int wanted = ink.at(x, y) + here[x + 1] / 16;
            const bool black = wanted >= 128;
            const int error = wanted - (black ? kBlack : 0);
            out.at(x, y) = black ? kBlack : 0;
            here[x + 2] += error * 7;
            below[x] += error * 3;
            below[x + 1] += error * 5;
            below[x + 2] += error;
        }
        std::swap(here, below);
    }
    return out;
}

Ink fitted(const Ink& ink, unsigned width_dots) {
    POS_ASSERT(width_dots > 0);
    if (ink.width <= width_dots) return ink;
    Ink out{width_dots, std::max(1U, share(ink.height, ink.width, width_dots))};
    for (unsigned y = 0; y < out.height; ++y) {
        const unsigned y0 = share(y, out.height, ink.height);
        const unsigned y1 = std::max(y0 + 1, share(y + 1, out.height, ink.height));
        for (unsigned x = 0; x < out.width; ++x) {
            const unsigned x0 = share(x, out.width, ink.width);
            const unsigned x1 = std::max(x0 + 1, share(x + 1, out.width, ink.width));
            out.at(x, y) = mean(ink, x0, x1, y0, y1);
        }
    }
    return out;
}

}  // namespace drivers::printer
