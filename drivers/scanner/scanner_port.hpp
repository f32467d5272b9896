#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "drivers/scanner/decoder.hpp"
#include "drivers/transport/device_table.hpp"
#include "drivers/transport/pipe.hpp"
#include "drivers/transport/usb_pipe.hpp"

namespace drivers::scanner {

/// How a scanner speaks.
enum class Language : std::uint8_t {
    pos,       // HID reports for point of sale
    keyboard,  // HID boot reports
    lines,     // text on a serial line
};

struct ScannerSettings {
    std::string layout{"us"};  // of scanners that are keyboards, see KeyLayout
    Framing framing;
    bool operator==(const ScannerSettings&) const = default;
};

/// How a device that is plugged in can be read as a scanner.
struct ScannerInterface {
    Language language{Language::keyboard};
    std::uint8_t interface{0};
    std::string
        node;  // of lines: a serial port that the system made of it, "ttyACM0"; may be empty
    bool operator==(const ScannerInterface&) const = default;
};

/// Empty for a device that is no scanner. One that says it is a scanner (HID page 8C), or that the
/// table knows as one, is; a mere keyboard or serial port is only where it is `wanted` as one,
/// for it may be a person's or a scale's.
std::optional<ScannerInterface> scanner_interface(const transport::UsbDevice& device,
                                                  const transport::KnownDevice& known, bool wanted);

/// An open scanner: the way to it, and what makes codes of what it sends.
struct ScannerPort {
    /// Of a virtual serial port without a node: its other interface, kept for this program too.
    std::unique_ptr<transport::Pipe> control;
    std::unique_ptr<transport::Pipe> pipe;
    std::unique_ptr<Decoder> decoder;
};

/// Claims the scanner for this program alone and makes it ready to send.
///
/// errors: those of open_usb() and open_serial(); not_possible for a layout that is not built in
std::expected<ScannerPort, transport::Error> open_usb_scanner(const transport::UsbDevice& device,
                                                              const ScannerInterface& scanner,
                                                              const ScannerSettings& settings,
                                                              std::stop_token stop);

/// The same for a scanner that sends lines to a port or over the network.
std::expected<ScannerPort, transport::Error> open_line_scanner(const transport::Address& address,
                                                               const ScannerSettings& settings,
                                                               std::stop_token stop);

}  // namespace drivers::scanner
