#pragma once

#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>

#include <CLI/CLI.hpp>

#include "app/core/failure.hpp"
#include "drivers/printer/emulator/emulated_printer.hpp"

namespace app::counterfoil {

/// An emulated printer on a desk: what it cuts off is laid into a folder, and lines that are typed
/// are a hand at it.
struct PrinterDesk {
    std::string folder{};
    unsigned bytes_per_second{0};
    std::size_t buffer_bytes{4096};
    bool silent{false};
    bool narrow{false};
};

/// `--paper`, `--slow`, `--buffer`, `--silent`, `--narrow`.
void add_desk_options(CLI::App& command, PrinterDesk& desk);
/// What a hand can do, for the help.
std::string desk_footer(const std::string& more);

/// A printer as the profile of that name has it (assets/printers).
drivers::printer::emulator::Manner manner_of(const PrinterDesk& desk, std::string_view profile);
/// The profile of an ordinary printer for that paper.
std::string_view ordinary_profile(const PrinterDesk& desk);

/// Attends the printer until `ended` says so, which is asked every twentieth of a second. `obey` is
/// given each line on standard input first; what it does not know is a move of the hand.
///
/// out:    the name of each picture, as it is laid there
/// errors: the folder cannot be made or written
core::Outcome<void> attend(drivers::printer::emulator::EmulatedPrinter& printer,
                           const PrinterDesk& desk,
                           const std::function<bool(const std::string&)>& obey,
                           const std::function<bool()>& ended, std::ostream& out,
                           std::ostream& err);

}  // namespace app::counterfoil
