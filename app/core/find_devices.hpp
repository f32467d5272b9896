#pragma once

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "drivers/printer/printer.hpp"
#include "drivers/transport/address.hpp"
#include "drivers/transport/device_table.hpp"

namespace app::core {

/// A device of the counter that is plugged in, or that somebody has named.
struct FoundDevice {
    drivers::transport::DeviceKind kind{};
    std::string name{};     // in words for a person
    std::string address{};  // as --printer and its kin take it
    std::string port{};     // "1-4.2" of a USB device
    std::string node{};     // "/dev/ttyACM0" where the system made one
    /// Of a printer that was asked.
    std::optional<drivers::printer::PrinterReport> printer{};
};

/// What is plugged into USB that a counter may use, printers first. With `ask`, each printer is
/// opened and asked how it is, for two seconds at most; one that another program holds says so.
///
/// errors: the bus cannot be read
std::expected<std::vector<FoundDevice>, drivers::transport::Error> find_devices(bool ask);

/// Asks the printer at that address the same way; for five seconds at most where it greets nobody.
FoundDevice ask_printer(const drivers::transport::Address& address, std::stop_token stop = {});

}  // namespace app::core
