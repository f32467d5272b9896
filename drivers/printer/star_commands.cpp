#include "drivers/printer/star_commands.hpp"

#include <algorithm>

#include "pos/base/assert.hpp"

namespace drivers::printer {

namespace {

constexpr unsigned kEsc = 0x1B;
constexpr unsigned kGs = 0x1D;
constexpr unsigned kRs = 0x1E;
constexpr unsigned kRasterRowsMax = 128;  // what the smallest buffers take at once
constexpr unsigned kBandRows = 24;        // 3 mm
constexpr unsigned kBandQuarters = 12;    // of a millimetre

unsigned low(std::size_t value) {
    return static_cast<unsigned>(value & 0xFF);
}
unsigned high(std::size_t value) {
    return static_cast<unsigned>((value >> 8) & 0xFF);
}

char eight(const Ink& ink, unsigned x, unsigned y, bool across) {
    unsigned byte = 0;
    for (unsigned i = 0; i < 8; ++i) {
        const unsigned column = across ? x + i : x;
        const unsigned row = across ? y : y + i;
        byte = byte << 1 | (row < ink.height && ink.at(column, row) != 0 ? 1U : 0U);
    }
    return static_cast<char>(byte);
}

}  // namespace

void StarCommands::put(std::initializer_list<unsigned> bytes) {
    for (const unsigned byte : bytes) {
        POS_ASSERT(byte < 256);
        out_ += static_cast<char>(byte);
    }
}

void StarCommands::initialise(bool multibyte_off) {
    put({kEsc, '@'});
    if (multibyte_off) put({kEsc, '$', 0});
}

void StarCommands::set(const EscposMode& mode) {
    POS_ASSERT(mode.width >= 1 && mode.width <= 6 && mode.height >= 1 && mode.height <= 6);
    if (mode.small != mode_.small) put({kEsc, kRs, 'F', mode.small ? 1U : 0U});
    if (mode.bold != mode_.bold) put({kEsc, mode.bold ? 'E' : unsigned{'F'}});
    if (mode.width != mode_.width || mode.height != mode_.height) {
        put({kEsc, 'i', mode.height - 1, mode.width - 1});
    }
    if (mode.centred != mode_.centred) put({kEsc, kGs, 'a', mode.centred ? 1U : 0U});
    mode_ = mode;
}

void StarCommands::feed(unsigned lines) {
    if (lines > 0) put({kEsc, 'a', lines});
}

void StarCommands::cut(bool full) {
    put({kEsc, 'd', full ? 0U : 1U});
}

void StarCommands::raster(const Ink& ink) {
    POS_ASSERT(ink.width % 8 == 0);
    const unsigned row_bytes = ink.width / 8;
    for (unsigned top = 0; top < ink.height; top += kRasterRowsMax) {
        const unsigned rows = std::min(kRasterRowsMax, ink.height - top);
        put({kEsc, kGs, 'S', 1, low(row_bytes), high(row_bytes), low(rows), high(rows), 0});
        for (unsigned y = top; y < top + rows; ++y) {
            for (unsigned x = 0; x < ink.width; x += 8) out_ += eight(ink, x, y, true);
        }
    }
}

void StarCommands::columns(const Ink& ink) {
    for (unsigned top = 0; top < ink.height; top += kBandRows) {
        put({kEsc, 'X', low(ink.width), high(ink.width)});
        for (unsigned x = 0; x < ink.width; ++x) {
            for (unsigned y = top; y < top + kBandRows; y += 8) out_ += eight(ink, x, y, false);
        }
        put({kEsc, 'J', kBandQuarters});
    }
}

void StarCommands::barcode(std::string_view text, unsigned module_dots, unsigned height_dots,
                           bool) {
    POS_ASSERT(!text.empty() && module_dots >= 2 && module_dots <= 4);
    // Code 128, its digits beneath; the printer chooses the sets.
    put({kEsc, 'b', 6, 2, module_dots - 1, height_dots});
    out_ += text;
    put({kRs});
}

void StarCommands::qr(std::string_view text, unsigned module_dots) {
    if (!qr_set_) {
        put({kEsc, kGs, 'y', 'S', '0', 2});
        put({kEsc, kGs, 'y', 'S', '1', 1});
    }
    qr_set_ = true;
    if (qr_size_ != module_dots) put({kEsc, kGs, 'y', 'S', '2', module_dots});
    qr_size_ = module_dots;
    put({kEsc, kGs, 'y', 'D', '1', 0, low(text.size()), high(text.size())});
    out_ += text;
    put({kEsc, kGs, 'y', 'P'});
}

}  // namespace drivers::printer
