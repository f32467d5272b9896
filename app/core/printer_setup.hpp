#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "app/core/failure.hpp"
#include "drivers/printer/device_printer.hpp"
#include "drivers/printer/pictures.hpp"
#include "drivers/printer/printer.hpp"
#include "drivers/printer/profile.hpp"

namespace app::core {

/// The profile of a common printer for that paper, built in.
drivers::printer::Profile built_in_profile(unsigned paper_mm);

/// A built-in profile by its file's name: "epson-tm-t20". Empty where there is none.
std::optional<drivers::printer::Profile> named_profile(std::string_view name);
/// The names of all, for people.
std::string profile_names();

/// Tells of each change of a printer's state, on the thread that works it.
using OnPrinterReport = std::function<void(const drivers::printer::PrinterReport&)>;

/// A printer, and what it needs to live.
struct OpenedPrinter {
    std::unique_ptr<drivers::printer::Printer> printer;
    /// The same, where it is a device; it can be told to give up what it prints.
    drivers::printer::DevicePrinter* device{nullptr};
    /// Tells of changes on the USB, so that it can be looked for at once.
    bool on_usb{false};
    /// Somebody has said which, so that it is missed while it is not there.
    bool named{true};
};

/// Which printer: the address as `--printer` takes it, and the built-in profile by which it is
/// spoken to; without one, that of its model, or an ordinary one for 80 mm.
struct PrinterChoice {
    std::string where{};
    std::string profile{};
    bool operator==(const PrinterChoice&) const = default;
};

/// errors: what is no printer's address, and no profile's name
Outcome<void> check_printer(const PrinterChoice& choice);

/// Whether documents go into a folder, which has no drawer.
bool is_folder(const PrinterChoice& choice);

/// The printer that is named, whether it is there now or comes later: "usb",
/// "usb:VID:PID", "usb:VID:PID:SERIAL", "tcp:HOST:PORT", "serial:/dev/ttyUSB0:19200"; "file:DIR"
/// leaves each document in that folder, which is made if it is missing, or comes later, and
/// "file:/dev/usb/lp0" is a device. Empty: whichever receipt printer is plugged into USB. `stop`
/// ends whatever it does. `pictures` are those of the documents, and outlive it.
///
/// refuses: what is no printer's address, and no profile's name
Outcome<OpenedPrinter> open_printer(const PrinterChoice& choice,
                                    const drivers::printer::Pictures& pictures,
                                    OnPrinterReport on_report, std::stop_token stop);

}  // namespace app::core
