#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "pos/base/bytes.hpp"

namespace drivers::printer::paper {

/// Dots of one colour, inked or bare. Rows from top to bottom, each from left to right; a row
/// starts at a byte, its leftmost dot in the highest bit.
class Bits {
public:
    Bits() = default;
    Bits(unsigned width, unsigned height)
        : width_{width},
          height_{height},
          row_bytes_{(std::size_t{width} + 7) / 8},
          bytes_(row_bytes_ * height, std::uint8_t{0}) {}

    unsigned width() const { return width_; }
    unsigned height() const { return height_; }
    std::size_t row_bytes() const { return row_bytes_; }
    std::uint8_t* row(unsigned y) { return bytes_.data() + y * row_bytes_; }
    const std::uint8_t* row(unsigned y) const { return bytes_.data() + y * row_bytes_; }
    std::size_t size_bytes() const { return bytes_.size(); }

    bool at(unsigned x, unsigned y) const { return (row(y)[x / 8] >> (7 - x % 8) & 1) != 0; }
    void ink(unsigned x, unsigned y) {
        std::uint8_t& byte = row(y)[x / 8];
        byte = static_cast<std::uint8_t>(byte | 0x80 >> x % 8);
    }
    bool operator==(const Bits&) const = default;

private:
    unsigned width_{0};
    unsigned height_{0};
    std::size_t row_bytes_{0};
    std::vector<std::uint8_t> bytes_;
};

// Pictures as printers get them. Bytes that are missing are bare paper.

/// Row by row, eight dots across in a byte.
Bits from_rows(pos::BytesView data, unsigned width, unsigned height);
/// Column by column, eight dots down in a byte, each column starting at a byte.
Bits from_columns(pos::BytesView data, unsigned width, unsigned height);

}  // namespace drivers::printer::paper
