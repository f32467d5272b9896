#include "drivers/printer/paper/star_printer.hpp"

namespace drivers::printer::paper {

void StarPrinter::initialise(const Command& command) {
    power_on();
    log_.add(command.offset, false, Reset{});
}

void StarPrinter::cancel(const Command& command) {
    press_.drop_line();
    log_.add(command.offset, true, BuffersCleared{});
}

/// 0 and 1 cut where the paper is, 2 and 3 bring it to the knife first.
void StarPrinter::cut(const Command& command) {
    const unsigned n = command.at(0) % 48;
    if (n > 3) return refuse(command, Fault::bad_value, "0 to 3 are known");
    cut_here(command, n % 2 == 0);
}

void StarPrinter::drawer_1(const Command& command) {
    log_.add(command.offset, false, DrawerKick{1, pulse_on_ms_, pulse_off_ms_});
}

void StarPrinter::drawer_2(const Command& command) {
    log_.add(command.offset, false, DrawerKick{2, 200, 200});
}

void StarPrinter::pulse_times(const Command& command) {
    pulse_on_ms_ = 10 * command.at(0);
    pulse_off_ms_ = 10 * command.at(1);
}

void StarPrinter::buzzer(const Command& command) {
    log_.add(command.offset, false, Buzzer{});
}

void StarPrinter::nothing(const Command&) {}

void StarPrinter::ask_status(const Command& command) {
    log_.ask(command, Question::real_time_status, 0, true);
}

void StarPrinter::ask_automatic_status(const Command& command) {
    log_.ask(command, Question::automatic_status, command.at(0));
}

void StarPrinter::ask_end_of_job(const Command& command) {
    log_.ask(command, Question::end_of_job, command.at(0));
}

void StarPrinter::ask_printer_id(const Command& command) {
    log_.ask(command, Question::printer_id, command.at(0));
}

}  // namespace drivers::printer::paper
