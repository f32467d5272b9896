#include "app/till/printer_words.hpp"

#include <fmt/format.h>

#include "app/till/shell/printer_state.hpp"

namespace till {

namespace {

shell::PrinterState state_of(const app::core::SpoolReport& report) {
    const auto& printer = report.printer;
    if (printer.state == drivers::printer::PrinterState::gone && !report.expected)
        return shell::PrinterState::none;
    if (!may_print(printer.state)) return shell::state_of(printer.state);
    if (printer.printing) return shell::PrinterState::printing;
    return report.failed ? shell::PrinterState::failed : shell::state_of(printer.state);
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
