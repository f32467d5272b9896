#include <algorithm>

#include "drivers/printer/paper/escpos_printer.hpp"

namespace drivers::printer::paper {

namespace {

int signed_two(const Command& command) {
    return static_cast<std::int16_t>(command.two(0));
}

}  // namespace

void EscposPrinter::line_feed(const Command&) {
    press_.line_feed();
}

/// In standard mode it prints what waits.
void EscposPrinter::form_feed(const Command& command) {
    if (press_.page_mode()) return press_.print_page(false);
    nothing(command);
    press_.end_line();
}

void EscposPrinter::tab(const Command&) {
    press_.tab();
}

void EscposPrinter::set_tabs(const Command& command) {
    const LetterStyle& now = style();
    const unsigned step = (now.cell_width + now.spacing) * now.width;
    auto& tabs = press_.setting().tabs;
    tabs.clear();
    for (std::size_t i = 0; i < command.size() && command.at(i) != 0; ++i) {
        tabs.push_back(command.at(i) * step);
    }
}

void EscposPrinter::feed_units(const Command& command) {
    press_.print_line(down(command.at(0)));
}

void EscposPrinter::feed_lines(const Command& command) {
    press_.print_line(command.at(0) * press_.setting().line_spacing);
}

void EscposPrinter::feed_back_units(const Command& command) {
    press_.end_line();
    press_.feed_back(down(command.at(0)));
}

void EscposPrinter::feed_back_lines(const Command& command) {
    press_.end_line();
    press_.feed_back(command.at(0) * press_.setting().line_spacing);
}

void EscposPrinter::default_line_spacing(const Command&) {
    press_.setting().line_spacing = Setting{}.line_spacing;
}

void EscposPrinter::line_spacing(const Command& command) {
    press_.setting().line_spacing = down(command.at(0));
}

void EscposPrinter::move_to(const Command& command) {
    press_.move_to(across(command.two(0)));
}

void EscposPrinter::move_by(const Command& command) {
    const int units = signed_two(command);
    const int dots = static_cast<int>(across(static_cast<unsigned>(std::abs(units))));
    press_.move_by(units < 0 ? -dots : dots);
}

void EscposPrinter::to_line_start(const Command& command) {
    if (command.at(0) % 48 == 0) {
        press_.drop_line();
    } else {
        press_.end_line();
    }
}

void EscposPrinter::justify(const Command& command) {
    const unsigned n = command.at(0) % 48;
    if (n > 2) return refuse(command, Fault::bad_value, "0, 1 and 2 are known");
    if (!press_.at_line_start()) {
        return refuse(command, Fault::bad_value, "a printer ignores it inside a line");
    }
    press_.setting().justify = static_cast<Justify>(n);
}

void EscposPrinter::left_margin(const Command& command) {
    if (!press_.at_line_start()) {
        return refuse(command, Fault::bad_value, "a printer ignores it inside a line");
    }
    Setting& setting = press_.setting();
    const unsigned before = setting.left_margin + setting.area_width;
    const unsigned dots = press_.paper().width;
    setting.left_margin = std::min(across(command.two(0)), dots - 1);
    // The right edge stays where it was.
    setting.area_width =
        std::min(std::max(before, setting.left_margin + 1), dots) - setting.left_margin;
}

void EscposPrinter::area_width(const Command& command) {
    if (!press_.at_line_start()) {
        return refuse(command, Fault::bad_value, "a printer ignores it inside a line");
    }
    Setting& setting = press_.setting();
    setting.area_width =
        std::clamp(across(command.two(0)), 1U, press_.paper().width - setting.left_margin);
}

void EscposPrinter::motion_units(const Command& command) {
    unit_x_ = command.at(0) == 0 ? model_.dots_per_inch : command.at(0);
    unit_y_ = command.at(1) == 0 ? model_.feed_steps_per_inch : command.at(1);
}

}  // namespace drivers::printer::paper
