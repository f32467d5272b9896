#include "app/till/printer_words.hpp"

#include <fmt/format.h>

namespace till {

namespace {

shell::PrinterState state_of(const app::core::SpoolReport& report) {
    using drivers::printer::PrinterState;
    if (report.failed && !report.printer.printing && may_print(report.printer.state))
        return shell::PrinterState::failed;
    switch (report.printer.state) {
        case PrinterState::gone:
            return report.expected ? shell::PrinterState::gone : shell::PrinterState::none;
        case PrinterState::cutter_error:
            return shell::PrinterState::cutter_error;
        case PrinterState::fault:
            return shell::PrinterState::fault;
        case PrinterState::cover_open:
            return shell::PrinterState::cover_open;
        case PrinterState::paper_out:
            return shell::PrinterState::paper_out;
        case PrinterState::offline:
            return shell::PrinterState::offline;
        case PrinterState::paper_low:
            return report.printer.printing ? shell::PrinterState::printing
                                           : shell::PrinterState::paper_low;
        case PrinterState::ready:
            return report.printer.printing ? shell::PrinterState::printing
                                           : shell::PrinterState::ready;
        case PrinterState::unknown:
            return report.printer.printing ? shell::PrinterState::printing
                                           : shell::PrinterState::unknown;
    }
    return shell::PrinterState::unknown;
}

}  // namespace

shell::PrinterChanged printer_changed(const app::core::SpoolReport& report,
                                      const pos::locale::Zone& zone) {
    shell::PrinterChanged changed{.state = state_of(report),
                                  .device = report.printer.device,
                                  .address = report.printer.address,
                                  .trouble = report.printer.trouble,
                                  .why = report.failed,
                                  .waiting = report.waiting,
                                  .asked = report.asked,
                                  .last = report.last,
                                  .confirmed = report.confirmed,
                                  .marked = report.marked,
                                  .lost = !report.lost.empty()};
    if (report.asked_since) {
        const auto local = zone.local(*report.asked_since);
        changed.asked_since = fmt::format("{:02}:{:02}", local.hour(), local.minute());
    }
    return changed;
}

}  // namespace till
