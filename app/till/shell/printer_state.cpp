#include "app/till/shell/printer_state.hpp"

namespace till::shell {

PrinterState state_of(drivers::printer::PrinterState told) {
    using Told = drivers::printer::PrinterState;
    switch (told) {
        case Told::gone:
            return PrinterState::gone;
        case Told::cutter_error:
            return PrinterState::cutter_error;
        case Told::fault:
            return PrinterState::fault;
        case Told::cover_open:
            return PrinterState::cover_open;
        case Told::paper_out:
            return PrinterState::paper_out;
        case Told::offline:
            return PrinterState::offline;
        case Told::paper_low:
            return PrinterState::paper_low;
        case Told::ready:
            return PrinterState::ready;
        case Told::unknown:
            return PrinterState::unknown;
    }
    return PrinterState::unknown;
}

}  // namespace till::shell
