#include <algorithm>

#include "drivers/printer/paper/star_printer.hpp"

namespace drivers::printer::paper {

namespace {

constexpr unsigned kDotsPerMillimetre = 8;

}  // namespace

void StarPrinter::line_feed(const Command&) {
    press_.line_feed();
}

void StarPrinter::feed_lines(const Command& command) {
    press_.print_line(command.at(0) * press_.setting().line_spacing);
}

void StarPrinter::feed_quarters(const Command& command) {
    press_.print_line(command.at(0) * kDotsPerMillimetre / 4);
}

void StarPrinter::feed_eighths(const Command& command) {
    press_.print_line(command.at(0) * kDotsPerMillimetre / 8);
}

void StarPrinter::feed_back_quarters(const Command& command) {
    press_.end_line();
    press_.feed_back(command.at(0) * kDotsPerMillimetre / 4);
}

void StarPrinter::line_spacing_3(const Command&) {
    press_.setting().line_spacing = 3 * kDotsPerMillimetre;
}

void StarPrinter::line_spacing(const Command& command) {
    press_.setting().line_spacing = (command.at(0) % 48 == 0 ? 3 : 4) * kDotsPerMillimetre;
}

void StarPrinter::tab(const Command&) {
    press_.tab();
}

void StarPrinter::set_tabs(const Command& command) {
    auto& tabs = press_.setting().tabs;
    tabs.clear();
    for (std::size_t i = 0; i < command.size() && command.at(i) != 0; ++i) {
        const unsigned next = command.at(i) * style().cell_width;
        if (tabs.empty() || next > tabs.back()) tabs.push_back(next);
    }
}

/// In characters of the font in force.
void StarPrinter::left_margin(const Command& command) {
    Setting& setting = press_.setting();
    const unsigned right = setting.left_margin + setting.area_width;
    setting.left_margin = std::min(command.at(0) * style().cell_width, right - 1);
    setting.area_width = right - setting.left_margin;
}

/// The last column, counted from the paper's left edge.
void StarPrinter::right_margin(const Command& command) {
    Setting& setting = press_.setting();
    const unsigned right = std::min(command.at(0) * style().cell_width, press_.paper().width);
    if (right > setting.left_margin) setting.area_width = right - setting.left_margin;
}

void StarPrinter::move_to(const Command& command) {
    press_.move_to(command.two(0));
}

void StarPrinter::move_by(const Command& command) {
    press_.move_by(static_cast<std::int16_t>(command.two(0)));
}

void StarPrinter::justify(const Command& command) {
    const unsigned n = command.at(0) % 48;
    if (n > 2) return refuse(command, Fault::bad_value, "0, 1 and 2 are known");
    press_.setting().justify = static_cast<Justify>(n);
}

}  // namespace drivers::printer::paper
