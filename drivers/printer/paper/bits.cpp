#include "drivers/printer/paper/bits.hpp"

#include <algorithm>
#include <cstring>

namespace drivers::printer::paper {

Bits from_rows(pos::BytesView data, unsigned width, unsigned height) {
    Bits bits{width, height};
    const std::size_t row_bytes = bits.row_bytes();
    for (unsigned y = 0; y < height && y * row_bytes < data.size(); ++y) {
        const std::size_t from = y * row_bytes;
        std::memcpy(bits.row(y), data.data() + from, std::min(row_bytes, data.size() - from));
    }
    return bits;
}

Bits from_columns(pos::BytesView data, unsigned width, unsigned height) {
    Bits bits{width, height};
    const std::size_t column_bytes = (std::size_t{height} + 7) / 8;
    for (unsigned x = 0; x < width; ++x) {
        for (std::size_t i = 0; i < column_bytes; ++i) {
            const std::size_t at = x * column_bytes + i;
            if (at >= data.size()) return bits;
            const auto byte = std::to_integer<unsigned>(data[at]);
            for (unsigned bit = 0; bit < 8; ++bit) {
                const auto y = static_cast<unsigned>(i * 8) + bit;
                if ((byte >> (7 - bit) & 1) != 0 && y < height) bits.ink(x, y);
            }
        }
    }
    return bits;
}

}  // namespace drivers::printer::paper
