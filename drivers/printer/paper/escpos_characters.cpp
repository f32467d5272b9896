#include <algorithm>
#include <optional>

#include "drivers/printer/cells.hpp"
#include "drivers/printer/paper/escpos_printer.hpp"

namespace drivers::printer::paper {

namespace {

struct Cell {
    unsigned width;
    unsigned height;
};

/// Fonts A to E, and the special ones.
std::optional<Cell> cell_of(unsigned font) {
    switch (font) {
        case 0:
        case 48:
        case 97:
            return Cell{12, 24};
        case 1:
        case 49:
        case 98:
            return Cell{9, 17};
        case 2:
        case 50:
            return Cell{8, 16};
        case 3:
        case 51:
            return Cell{10, 24};
        case 4:
        case 52:
            return Cell{8, 16};
        default:
            return std::nullopt;
    }
}

bool is_on(const Command& command) {
    return (command.at(0) & 1) != 0;
}

}  // namespace

void EscposPrinter::print_modes(const Command& command) {
    const unsigned n = command.at(0);
    const Cell cell = *cell_of(n & 1);
    style().cell_width = cell.width;
    style().cell_height = cell.height;
    emphasised_ = (n & 0x08) != 0;
    style().bold = emphasised_ || struck_twice_;
    style().height = kanji_.height = (n & 0x10) != 0 ? 2 : 1;
    style().width = kanji_.width = (n & 0x20) != 0 ? 2 : 1;
    style().underline = (n & 0x80) != 0 ? underline_dots_ : 0;
}

void EscposPrinter::character_size(const Command& command) {
    const unsigned n = command.at(0);
    const unsigned width = (n >> 4) + 1;
    const unsigned height = (n & 15) + 1;
    if (width > 8 || height > 8) return refuse(command, Fault::bad_value, "sizes are 1 to 8");
    style().width = kanji_.width = width;
    style().height = kanji_.height = height;
}

void EscposPrinter::emphasis(const Command& command) {
    emphasised_ = is_on(command);
    style().bold = emphasised_ || struck_twice_;
}

void EscposPrinter::double_strike(const Command& command) {
    struck_twice_ = is_on(command);
    style().bold = emphasised_ || struck_twice_;
}

void EscposPrinter::underline(const Command& command) {
    const unsigned n = command.at(0) % 48;
    if (n > 2) return refuse(command, Fault::bad_value, "underlines are 0 to 2 dots");
    style().underline = n;
    if (n > 0) underline_dots_ = n;
}

void EscposPrinter::reverse(const Command& command) {
    style().reversed = is_on(command);
}

void EscposPrinter::sideways(const Command& command) {
    const unsigned n = command.at(0) % 48;
    if (n > 2) return refuse(command, Fault::bad_value, "0 and 1 are known");
    style().sideways = n != 0;
}

void EscposPrinter::upside_down(const Command& command) {
    if (press_.at_line_start()) press_.setting().upside_down = is_on(command);
}

void EscposPrinter::font(const Command& command) {
    const auto cell = cell_of(command.at(0));
    if (!cell) return refuse(command, Fault::bad_value, "there is no such font");
    style().cell_width = cell->width;
    style().cell_height = cell->height;
}

void EscposPrinter::character_spacing(const Command& command) {
    style().spacing = across(command.at(0));
}

void EscposPrinter::colour(const Command& command) {
    style().colour = command.at(0) % 48 == 0 ? 1 : 2;
}

void EscposPrinter::character_effects(const Command& command) {
    const unsigned function = command.at(2);
    const unsigned value = command.at(3) % 48;
    switch (function) {
        case 48:
            style().colour = std::min(value, 2U);
            return;
        case 49:
            style().background = std::min(value, 2U);
            return;
        case 50:  // shadow
            return;
        default:
            refuse(command, Fault::unsupported, "a function of GS ( N that is not known");
    }
}

void EscposPrinter::code_page(const Command& command) {
    constexpr unsigned kUserPages = 254;  // and 255: empty until a user fills them
    if (decoder_.select_page(command.at(0)) || command.at(0) >= kUserPages) return;
    refuse(command, Fault::unsupported,
           "code page " + std::to_string(command.at(0)) + " is not known: the one before stays");
}

void EscposPrinter::national_set(const Command& command) {
    decoder_.select_national(command.at(0));
}

void EscposPrinter::kanji_on(const Command&) {
    decoder_.multibyte(true);
}

void EscposPrinter::kanji_off(const Command&) {
    decoder_.multibyte(false);
}

void EscposPrinter::kanji_system(const Command& command) {
    decoder_.kanji_system(command.at(0) % 48);
}

void EscposPrinter::kanji_modes(const Command& command) {
    const unsigned n = command.at(0);
    kanji_.width = (n & 0x04) != 0 ? 2 : 1;
    kanji_.height = (n & 0x08) != 0 ? 2 : 1;
    kanji_.underline = (n & 0x80) != 0 ? underline_dots_ : 0;
}

void EscposPrinter::kanji_underline(const Command& command) {
    kanji_.underline = std::min(command.at(0) % 48, 2U);
}

void EscposPrinter::kanji_quadruple(const Command& command) {
    kanji_.width = kanji_.height = is_on(command) ? 2 : 1;
}

void EscposPrinter::kanji_spacing(const Command& command) {
    kanji_.before = across(command.at(0));
    kanji_.behind = across(command.at(1));
}

/// FS ( C: one byte a character by code page, or UTF-8.
void EscposPrinter::text_encoding(const Command& command) {
    if (command.at(2) == 48) decoder_.utf8(command.at(3) % 48 == 2);
}

std::size_t EscposPrinter::text(pos::BytesView bytes, std::uint64_t offset, bool last) {
    if (!selected_) return bytes.size();
    const std::size_t used = LanguagePrinter::text(bytes, offset, last);
    record(bytes.first(used));
    return used;
}

void EscposPrinter::print(const Decoded& decoded, std::uint64_t offset) {
    if (!decoded.multibyte) {
        if (print_user_character(decoded.code, offset)) return;
        return press_.letter(decoded.character, offset);
    }
    const auto drawn = user_kanji_.find(decoded.code);
    if (drawn != user_kanji_.end()) {
        return press_.inline_dots(
            {.bits = drawn->second, .width = kanji_.width, .height = kanji_.height}, offset);
    }
    const LetterStyle before = style();
    if (!decoder_.utf8() || cells_of(decoded.character) == 2) {
        style().wide = true;
        style().width = kanji_.width;
        style().height = kanji_.height;
        style().underline = kanji_.underline;
        style().spacing = kanji_.behind;
        press_.move_by(static_cast<int>(kanji_.before));
    }
    press_.letter(decoded.character, offset);
    style() = before;
}

}  // namespace drivers::printer::paper
