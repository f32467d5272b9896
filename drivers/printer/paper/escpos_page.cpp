#include "drivers/printer/paper/escpos_printer.hpp"

namespace drivers::printer::paper {

void EscposPrinter::page_mode(const Command& command) {
    if (!press_.at_line_start()) {
        return refuse(command, Fault::bad_value, "a printer ignores it inside a line");
    }
    press_.begin_page();
}

void EscposPrinter::standard_mode(const Command&) {
    if (press_.page_mode()) press_.leave_page();
}

void EscposPrinter::page_area(const Command& command) {
    const unsigned width = across(command.two(4));
    const unsigned height = down(command.two(6));
    if (width == 0 || height == 0) return refuse(command, Fault::bad_value, "an area without size");
    if (!press_.page_mode()) return;
    press_.set_page_area({.x = static_cast<int>(across(command.two(0))),
                          .y = static_cast<int>(down(command.two(2))),
                          .width = width,
                          .height = height,
                          .turn = Turn::none});
}

void EscposPrinter::page_direction(const Command& command) {
    static constexpr Turn kTurns[] = {Turn::none, Turn::three_quarters, Turn::half, Turn::quarter};
    const unsigned n = command.at(0) % 48;
    if (n > 3) return refuse(command, Fault::bad_value, "directions are 0 to 3");
    if (press_.page_mode()) press_.set_page_turn(kTurns[n]);
}

void EscposPrinter::page_move_to(const Command& command) {
    if (press_.page_mode()) press_.move_down_to(down(command.two(0)));
}

void EscposPrinter::page_move_by(const Command& command) {
    if (!press_.page_mode()) return;
    const int units = static_cast<std::int16_t>(command.two(0));
    const int dots = static_cast<int>(down(static_cast<unsigned>(std::abs(units))));
    press_.move_down_by(units < 0 ? -dots : dots);
}

void EscposPrinter::page_print(const Command&) {
    if (press_.page_mode()) press_.print_page(true);
}

void EscposPrinter::page_cancel(const Command&) {
    if (press_.page_mode()) press_.clear_page_area();
}

}  // namespace drivers::printer::paper
