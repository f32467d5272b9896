#pragma once

#include "drivers/emulator/host.hpp"
#include "drivers/printer/emulator/emulated_printer.hpp"

namespace drivers::printer::emulator {

/// The emulated printer at the end of a line: a network port, which serves one till after another,
/// or a serial port. What it cannot take yet it leaves in the line, as such printers do.
class LinePrinter final : public drivers::emulator::Machine {
public:
    /// `printer` outlives it, and its on_change() is taken while somebody is served.
    explicit LinePrinter(EmulatedPrinter& printer) : printer_{printer} {}

    void serve(transport::Pipe& line) override;

private:
    struct Bell;

    bool pass_on(transport::Pipe& line, Bell& bell, pos::BytesView bytes);
    bool say(transport::Pipe& line);

    EmulatedPrinter& printer_;
};

}  // namespace drivers::printer::emulator
