#include "drivers/printer/stored_pictures.hpp"

#include <algorithm>

#include "drivers/printer/ink.hpp"
#include "pos/base/assert.hpp"

namespace drivers::printer {

namespace {

void put(pos::Bytes& out, std::initializer_list<std::size_t> bytes) {
    for (const std::size_t byte : bytes) out.push_back(static_cast<std::byte>(byte & 0xFF));
}

/// Eight dots from (x, y) on, the first in the highest bit.
std::size_t eight(const Ink& ink, unsigned x, unsigned y) {
    std::size_t byte = 0;
    for (unsigned column = x; column < x + 8; ++column) {
        const bool black = column < ink.width && ink.at(column, y) != 0;
        byte = byte << 1 | (black ? 1U : 0U);
    }
    return byte;
}

/// Two printable characters that follow from every dot.
PictureKey key_of(const Ink& ink) {
    std::uint32_t hash = 2'166'136'261U ^ ink.width;  // FNV-1a
    for (const std::uint8_t dot : ink.dots) hash = (hash ^ dot) * 16'777'619U;
    constexpr std::uint32_t kPrintable = 94;
    return {static_cast<std::uint8_t>('!' + hash % kPrintable),
            static_cast<std::uint8_t>('!' + hash / kPrintable % kPrintable)};
}

/// GS ( L or GS 8 L, function 67: rows.
pos::Bytes keyed(const Ink& ink, PictureKey key) {
    const std::size_t row_bytes = (std::size_t{ink.width} + 7) / 8;
    const std::size_t size = 11 + row_bytes * ink.height;
    pos::Bytes out;
    if (size <= 0xFFFF) {
        put(out, {0x1D, '(', 'L', size, size >> 8});
    } else {
        put(out, {0x1D, '8', 'L', size, size >> 8, size >> 16, size >> 24});
    }
    put(out, {48, 67, 48, key.first, key.second, 1, ink.width, ink.width >> 8, ink.height,
              ink.height >> 8, 49});
    for (unsigned y = 0; y < ink.height; ++y) {
        for (unsigned x = 0; x < row_bytes * 8; x += 8) put(out, {eight(ink, x, y)});
    }
    return out;
}

}  // namespace

std::optional<PictureToStore> picture_to_store(const std::string& name, const Profile& profile,
                                               PaperPainter& painter) {
    POS_ASSERT(painter.dots() == profile.dots);
    if (!profile.keeps_pictures || !painter.has_picture(name)) return std::nullopt;
    const Ink ink = dithered(painter.paint(pos::document::Picture{name, {}}, Reading{}));
    const PictureKey key = key_of(ink);
    return PictureToStore{key, keyed(ink, key)};
}

}  // namespace drivers::printer
