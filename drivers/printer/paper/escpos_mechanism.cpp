#include "drivers/printer/paper/escpos_printer.hpp"
#include "drivers/printer/paper/real_time.hpp"

namespace drivers::printer::paper {

void EscposPrinter::initialise(const Command& command) {
    power_on();
    log_.add(command.offset, false, Reset{});
}

void EscposPrinter::select_peripheral(const Command& command) {
    selected_ = (command.at(0) & 1) != 0;
}

void EscposPrinter::cut(const Command& command) {
    const unsigned m = command.at(0);
    press_.end_line();
    if (command.size() > 1) press_.print_line(down(command.at(1)));
    const bool full = m == 0 || m == 48 || m == 65 || m == 97 || m == 103;
    cut_here(command, full);
}

void EscposPrinter::old_full_cut(const Command& command) {
    cut_here(command, true);
}

void EscposPrinter::old_partial_cut(const Command& command) {
    cut_here(command, false);
}

void EscposPrinter::pulse(const Command& command) {
    const unsigned pin = command.at(0) % 48;
    if (pin > 1) return refuse(command, Fault::bad_value, "there is no such drawer");
    log_.add(command.offset, false, DrawerKick{pin + 1, 2 * command.at(1), 2 * command.at(2)});
}

void EscposPrinter::buzzer(const Command& command) {
    log_.add(command.offset, false, Buzzer{});
}

void EscposPrinter::nothing(const Command&) {}

void EscposPrinter::real_time_status(const Command& command) {
    note_status_request(command, log_);
}

void EscposPrinter::real_time_request(const Command& command) {
    note_request(command, log_);
}

void EscposPrinter::real_time_control(const Command& command) {
    if (!note_control(command, log_)) {
        return refuse(command, Fault::unsupported, "a function that is not known");
    }
    if (!clears_buffers(command)) return;
    press_.drop_line();
    if (press_.page_mode()) press_.leave_page();
}

void EscposPrinter::ask_status(const Command& command) {
    log_.ask(command, Question::status, command.at(0));
}

void EscposPrinter::ask_automatic_status(const Command& command) {
    log_.ask(command, Question::automatic_status, command.at(0));
}

void EscposPrinter::ask_printer_id(const Command& command) {
    log_.ask(command, Question::printer_id, command.at(0));
}

void EscposPrinter::ask_counter(const Command& command) {
    log_.ask(command, Question::counter, command.at(1));
}

void EscposPrinter::ask_process_id(const Command& command) {
    log_.ask(command, Question::process_id, command.at(2));
}

void EscposPrinter::ask_settings(const Command& command) {
    log_.ask(command, Question::settings, command.at(2));
}

void EscposPrinter::ask_memory(const Command& command) {
    log_.ask(command, Question::memory, command.at(2));
}

}  // namespace drivers::printer::paper
