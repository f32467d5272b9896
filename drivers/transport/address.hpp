#pragma once

#include <compare>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace drivers::transport {

/// A USB device by what it says of itself. An empty part fits any device, so that "usb" is
/// whichever is plugged in; a serial number or a port tells two of a kind apart.
struct UsbAddress {
    std::optional<std::uint16_t> vendor{};
    std::optional<std::uint16_t> product{};
    std::string serial{};
    std::string port{};  // "1-4.2": bus 1, port 4, port 2 of the hub there
    bool operator==(const UsbAddress&) const = default;
};

/// The port that receipt printers listen on.
inline constexpr std::uint16_t kPrinterPort = 9100;

struct TcpAddress {
    std::string host{};  // a name, 192.0.2.7 or 2001:db8::7
    std::uint16_t port{kPrinterPort};
    bool operator==(const TcpAddress&) const = default;
};

enum class Parity : std::uint8_t { none, even, odd };

/// How the line is set. A virtual port (CDC-ACM) takes any speed.
struct SerialLine {
    std::uint32_t baud{9600};
    std::uint8_t data_bits{8};  // 7 or 8
    Parity parity{Parity::none};
    std::uint8_t stop_bits{1};  // 1 or 2
    bool hardware_flow{false};  // RTS and CTS
    bool software_flow{false};  // XON and XOFF
    bool operator==(const SerialLine&) const = default;
};

struct SerialAddress {
    std::string path{};  // "/dev/ttyUSB0"
    SerialLine line{};
    bool operator==(const SerialAddress&) const = default;
};

/// A device node (/dev/usb/lp0), a named pipe or a file: written at its end, made where it is not.
struct FileAddress {
    std::string path{};
    bool operator==(const FileAddress&) const = default;
};

using Address = std::variant<UsbAddress, TcpAddress, SerialAddress, FileAddress>;

struct AddressError {
    std::string words;  // what is wrong with it, and what one looks like
};

/// "usb", "usb:VID:PID", "usb:VID:PID:SERIAL", "usb@1-4.2"; "tcp:HOST", "tcp:HOST:PORT",
/// "tcp:[2001:db8::7]:9100"; "serial:/dev/ttyUSB0", "serial:/dev/ttyUSB0:19200",
/// "serial:/dev/ttyUSB0:9600,7E1" (data bits, parity N E or O, stop bits; then ",rtscts" or
/// ",xonxoff"); "file:PATH".
std::expected<Address, AddressError> parse_address(std::string_view text);

/// The same in reverse: parse_address(to_string(a)) == a.
std::string to_string(const Address& address);

}  // namespace drivers::transport
