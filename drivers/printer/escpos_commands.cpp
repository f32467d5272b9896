#include "drivers/printer/escpos_commands.hpp"

#include <algorithm>

#include "pos/base/assert.hpp"

namespace drivers::printer {

namespace {

constexpr unsigned kEsc = 0x1B;
constexpr unsigned kGs = 0x1D;
constexpr unsigned kFs = 0x1C;
constexpr unsigned kRasterRowsMax = 128;  // what the smallest buffers take at once
constexpr unsigned kBandRows = 24;

unsigned low(std::size_t value) {
    return static_cast<unsigned>(value & 0xFF);
}
unsigned high(std::size_t value) {
    return static_cast<unsigned>((value >> 8) & 0xFF);
}

/// Eight dots in a row, the leftmost in the highest bit.
char eight_across(const Ink& ink, unsigned x, unsigned y) {
    unsigned byte = 0;
    for (unsigned bit = 0; bit < 8; ++bit) byte = byte << 1 | (ink.at(x + bit, y) != 0 ? 1U : 0U);
    return static_cast<char>(byte);
}

/// Eight dots beneath one another, the topmost in the highest bit; bare paper below the picture.
char eight_down(const Ink& ink, unsigned x, unsigned y) {
    unsigned byte = 0;
    for (unsigned row = y; row < y + 8; ++row) {
        byte = byte << 1 | (row < ink.height && ink.at(x, row) != 0 ? 1U : 0U);
    }
    return static_cast<char>(byte);
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

}  // namespace

void EscposCommands::put(std::initializer_list<unsigned> bytes) {
    for (const unsigned byte : bytes) {
        POS_ASSERT(byte < 256);
        out_ += static_cast<char>(byte);
    }
}

void EscposCommands::once(std::optional<unsigned>& known, unsigned value,
                          std::initializer_list<unsigned> head) {
    if (known == value) return;
    known = value;
    put(head);
    put({value});
}

void EscposCommands::initialise(bool multibyte_off) {
    put({kEsc, '@'});
    if (multibyte_off) put({kFs, '.'});
}

void EscposCommands::set(const EscposMode& mode) {
    POS_ASSERT(mode.width >= 1 && mode.width <= 8 && mode.height >= 1 && mode.height <= 8);
    set_size_and_weight(mode);
    if (mode.centred != mode_.centred) put({kEsc, 'a', mode.centred ? 1U : 0U});
    mode_ = mode;
}

/// One command for each that changes, or ESC ! for all at once where that is shorter.
void EscposCommands::set_size_and_weight(const EscposMode& mode) {
    const bool size = mode.width != mode_.width || mode.height != mode_.height;
    const bool font = mode.small != mode_.small;
    const bool weight = mode.bold != mode_.bold;
    const bool by_doubles = mode.width <= 2 && mode.height <= 2;
    if (by_doubles && (size ? 1 : 0) + (font ? 1 : 0) + (weight ? 1 : 0) >= 2) {
        put({kEsc, '!',
             (mode.small ? 0x01U : 0U) | (mode.bold ? 0x08U : 0U) |
                 (mode.height == 2 ? 0x10U : 0U) | (mode.width == 2 ? 0x20U : 0U)});
        return;
    }
    if (font) put({kEsc, 'M', mode.small ? 1U : 0U});
    if (weight) put({kEsc, 'E', mode.bold ? 1U : 0U});
    if (size) put({kGs, '!', (mode.width - 1) << 4 | (mode.height - 1)});
}

void EscposCommands::feed(unsigned lines) {
    if (lines > 0) put({kEsc, 'd', lines});
}

void EscposCommands::cut(bool full) {
    put({kGs, 'V', full ? 0U : 1U});
}

void EscposCommands::raster(const Ink& ink) {
    POS_ASSERT(ink.width % 8 == 0);
    const unsigned row_bytes = ink.width / 8;
    for (unsigned top = 0; top < ink.height; top += kRasterRowsMax) {
        const unsigned rows = std::min(kRasterRowsMax, ink.height - top);
        put({kGs, 'v', '0', 0, low(row_bytes), high(row_bytes), low(rows), high(rows)});
        for (unsigned y = top; y < top + rows; ++y) {
            for (unsigned x = 0; x < ink.width; x += 8) out_ += eight_across(ink, x, y);
        }
    }
}

void EscposCommands::columns(const Ink& ink) {
    // Lines closer than the band is high: the printer then feeds exactly the band.
    put({kEsc, '3', 16});
    for (unsigned top = 0; top < ink.height; top += kBandRows) {
        put({kEsc, '*', 33, low(ink.width), high(ink.width)});
        for (unsigned x = 0; x < ink.width; ++x) {
            for (unsigned y = top; y < top + kBandRows; y += 8) out_ += eight_down(ink, x, y);
        }
        line_feed();
    }
    put({kEsc, '2'});
}

void EscposCommands::stored_picture(PictureKey key) {
    put({kGs, '(', 'L', 6, 0, 48, 69, key.first, key.second, 1, 1});
}

void EscposCommands::barcode(std::string_view text, unsigned module_dots, unsigned height_dots,
                             bool small) {
    const std::string notation = code128_notation(text);
    POS_ASSERT(!text.empty() && notation.size() < 256);
    once(bar_height_, height_dots, {kGs, 'h'});
    once(bar_width_, module_dots, {kGs, 'w'});
    once(bar_text_place_, 2, {kGs, 'H'});
    once(bar_text_font_, small ? 1 : 0, {kGs, 'f'});
    put({kGs, 'k', 73, low(notation.size())});
    out_ += notation;
}

void EscposCommands::qr(std::string_view text, unsigned module_dots) {
    const std::size_t size = text.size() + 3;
    if (qr_model_ != 50U) put({kGs, '(', 'k', 4, 0, 49, 65, 50, 0});
    qr_model_ = 50;
    once(qr_size_, module_dots, {kGs, '(', 'k', 3, 0, 49, 67});
    once(qr_level_, 49, {kGs, '(', 'k', 3, 0, 49, 69});
    put({kGs, '(', 'k', low(size), high(size), 49, 80, 48});
    out_ += text;
    put({kGs, '(', 'k', 3, 0, 49, 81, 48});
}

std::string code128_notation(std::string_view text) {
    std::string out;
    bool pairs = false;
    for (std::size_t i = 0; i < text.size();) {
        const auto run_end =
            std::find_if_not(text.begin() + std::ptrdiff_t(i), text.end(), is_digit);
        const auto run = static_cast<std::size_t>(run_end - text.begin()) - i;
        const bool at_edge = i == 0 || i + run == text.size();
        // A switch costs a character, a pair saves one.
        const bool worth_it = pairs ? run >= 2 : run >= (at_edge ? 4U : 6U) && run % 2 == 0;
        if (worth_it) {
            if (!pairs) out += "{C";
            pairs = true;
            out += static_cast<char>((text[i] - '0') * 10 + (text[i + 1] - '0'));
            i += 2;
            continue;
        }
        if (pairs || out.empty()) out += "{B";
        pairs = false;
        if (text[i] == '{') out += '{';
        out += text[i];
        ++i;
    }
    return out;
}

std::size_t code128_width(std::string_view notation) {
    std::size_t symbols = 0;
    for (std::size_t i = 0; i < notation.size(); ++i, ++symbols) {
        if (notation[i] == '{') ++i;  // a code set, or the second half of a brace
    }
    constexpr std::size_t kCheck = 1;
    return 11 * (symbols + kCheck) + 13;
}

}  // namespace drivers::printer
