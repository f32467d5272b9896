#include <algorithm>

#include "drivers/printer/paper/star_printer.hpp"

namespace drivers::printer::paper {

namespace {

constexpr unsigned kTimesMax = 6;

/// Digits are as good as the numbers.
unsigned number(unsigned byte) {
    return byte >= '0' ? byte - '0' : byte;
}

unsigned times_of(unsigned byte) {
    return std::min(number(byte) + 1, kTimesMax);
}

}  // namespace

void StarPrinter::bold_on(const Command&) {
    style().bold = true;
}

void StarPrinter::bold_off(const Command&) {
    style().bold = false;
}

void StarPrinter::underline(const Command& command) {
    style().underline = number(command.at(0)) == 0 ? 0 : 2;
}

void StarPrinter::reverse_on(const Command&) {
    style().reversed = true;
}

void StarPrinter::reverse_off(const Command&) {
    style().reversed = false;
}

void StarPrinter::wide_on(const Command&) {
    style().width = 2;
}

void StarPrinter::wide_off(const Command&) {
    style().width = 1;
}

void StarPrinter::tall_on(const Command&) {
    style().height = 2;
}

void StarPrinter::tall_off(const Command&) {
    style().height = 1;
}

void StarPrinter::times_wide(const Command& command) {
    style().width = times_of(command.at(0));
}

void StarPrinter::times_high(const Command& command) {
    style().height = times_of(command.at(0));
}

/// Height, then width.
void StarPrinter::times(const Command& command) {
    style().height = times_of(command.at(0));
    style().width = times_of(command.at(1));
}

void StarPrinter::font(const Command& command) {
    style().cell_width = number(command.at(0)) == 1 ? 9 : 12;
    style().cell_height = 24;
}

void StarPrinter::pitch_12(const Command&) {
    style().cell_width = 12;
}

void StarPrinter::pitch_15(const Command&) {
    style().cell_width = 15;
}

void StarPrinter::pitch_16(const Command&) {
    style().cell_width = 16;
}

void StarPrinter::character_spacing(const Command& command) {
    style().spacing = number(command.at(0));
}

void StarPrinter::code_page(const Command& command) {
    constexpr unsigned kUserPage = 255;
    if (decoder_.select_page(command.at(0)) || command.at(0) == kUserPage) return;
    refuse(command, Fault::unsupported,
           "code page " + std::to_string(command.at(0)) + " is not known: the one before stays");
}

void StarPrinter::national_set(const Command& command) {
    decoder_.select_national(command.at(0));
}

void StarPrinter::kanji_on(const Command&) {
    decoder_.kanji_system(0);
    decoder_.multibyte(true);
}

void StarPrinter::kanji_off(const Command&) {
    decoder_.multibyte(false);
}

void StarPrinter::shift_jis(const Command& command) {
    decoder_.kanji_system(1);
    decoder_.multibyte(number(command.at(0)) != 0);
}

/// ESC GS ) U: function 48 with 1 is UTF-8.
void StarPrinter::text_encoding(const Command& command) {
    if (command.at(2) == 48) decoder_.utf8(number(command.at(3)) == 1);
}

void StarPrinter::upside_down_on(const Command&) {
    if (press_.at_line_start()) press_.setting().upside_down = true;
}

void StarPrinter::upside_down_off(const Command&) {
    if (press_.at_line_start()) press_.setting().upside_down = false;
}

}  // namespace drivers::printer::paper
