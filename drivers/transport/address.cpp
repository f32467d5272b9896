#include "drivers/transport/address.hpp"

#include <fmt/format.h>

#include <charconv>
#include <vector>

namespace drivers::transport {

namespace {

using Result = std::expected<Address, AddressError>;

Result refuse(std::string_view text, std::string_view why) {
    return std::unexpected{AddressError{fmt::format(
        "\"{}\" {} Use usb, usb:VID:PID, usb:VID:PID:SERIAL, usb@PORT, tcp:HOST, tcp:HOST:PORT, "
        "serial:/dev/ttyUSB0:9600 or file:PATH.",
        text, why)}};
}

template <class Number>
std::optional<Number> number(std::string_view text, int base) {
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

Result parse_usb(std::string_view text, std::string_view rest) {
    if (rest.empty()) return UsbAddress{};
    if (rest.starts_with('@')) {
        if (rest.size() == 1) return refuse(text, "names no port.");
        return UsbAddress{.port = std::string{rest.substr(1)}};
    }
    if (!rest.starts_with(':')) return refuse(text, "is no device's address.");
    rest.remove_prefix(1);
    UsbAddress address;
    const auto first = rest.find(':');
    const auto second = first == rest.npos ? rest.npos : rest.find(':', first + 1);
    address.vendor = number<std::uint16_t>(rest.substr(0, first), 16);
    if (first != rest.npos)
        address.product = number<std::uint16_t>(rest.substr(first + 1, second - first - 1), 16);
    if (!address.vendor || !address.product)
        return refuse(text, "needs a vendor's and a product's number of four hexadecimal digits.");
    if (second != rest.npos) {
        address.serial = rest.substr(second + 1);
        if (address.serial.empty()) return refuse(text, "ends where a serial number should stand.");
    }
    return address;
}

Result parse_tcp(std::string_view text, std::string_view rest) {
    TcpAddress address;
    std::string_view port;
    bool has_port = false;
    if (rest.starts_with('[')) {
        const auto end = rest.find(']');
        if (end == rest.npos) return refuse(text, "lacks a closing bracket.");
        address.host = rest.substr(1, end - 1);
        const auto behind = rest.substr(end + 1);
        has_port = !behind.empty();
        if (has_port && !behind.starts_with(':'))
            return refuse(text, "has no port after its host.");
        if (has_port) port = behind.substr(1);
    } else {
        const auto colon = rest.find(':');
        // More than one colon: an IPv6 address without brackets, and no port.
        has_port = colon != rest.npos && rest.find(':', colon + 1) == rest.npos;
        address.host = has_port ? rest.substr(0, colon) : rest;
        if (has_port) port = rest.substr(colon + 1);
    }
    if (address.host.empty()) return refuse(text, "names no host.");
    if (has_port) {
        const auto value = number<std::uint16_t>(port, 10);
        if (!value || *value == 0) return refuse(text, "has a port that is no number up to 65535.");
        address.port = *value;
    }
    return address;
}

bool parse_frame(std::string_view frame, SerialLine& line) {
    if (frame == "rtscts") {
        line.hardware_flow = true;
        return true;
    }
    if (frame == "xonxoff") {
        line.software_flow = true;
        return true;
    }
    if (frame.size() != 3 || (frame[0] != '7' && frame[0] != '8') ||
        (frame[2] != '1' && frame[2] != '2'))
        return false;
    line.data_bits = static_cast<std::uint8_t>(frame[0] - '0');
    line.stop_bits = static_cast<std::uint8_t>(frame[2] - '0');
    switch (frame[1]) {
        case 'N':
            line.parity = Parity::none;
            return true;
        case 'E':
            line.parity = Parity::even;
            return true;
        case 'O':
            line.parity = Parity::odd;
            return true;
        default:
            return false;
    }
}

Result parse_serial(std::string_view text, std::string_view rest) {
    SerialAddress address;
    const auto colon = rest.rfind(':');
    address.path = rest.substr(0, colon);
    if (address.path.empty()) return refuse(text, "names no port.");
    if (colon == rest.npos) return address;
    std::string_view line = rest.substr(colon + 1);
    const auto comma = line.find(',');
    const auto baud = number<std::uint32_t>(line.substr(0, comma), 10);
    if (!baud) return refuse(text, "has a speed that is no number.");
    address.line.baud = *baud;
    for (auto at = comma; at != line.npos;) {
        line.remove_prefix(at + 1);
        at = line.find(',');
        if (!parse_frame(line.substr(0, at), address.line))
            return refuse(text, "sets its line by something other than 8N1, rtscts and xonxoff.");
    }
    return address;
}

std::string text_of(const UsbAddress& usb) {
    if (!usb.port.empty()) return "usb@" + usb.port;
    if (!usb.vendor || !usb.product) return "usb";
    auto text = fmt::format("usb:{:04x}:{:04x}", *usb.vendor, *usb.product);
    if (!usb.serial.empty()) text += ":" + usb.serial;
    return text;
}

std::string text_of(const TcpAddress& tcp) {
    const bool numeric6 = tcp.host.find(':') != tcp.host.npos;
    return numeric6 ? fmt::format("tcp:[{}]:{}", tcp.host, tcp.port)
                    : fmt::format("tcp:{}:{}", tcp.host, tcp.port);
}

std::string text_of(const SerialAddress& serial) {
    const auto& line = serial.line;
    auto text = fmt::format("serial:{}:{}", serial.path, line.baud);
    if (line.data_bits != 8 || line.parity != Parity::none || line.stop_bits != 1) {
        constexpr char kLetters[] = {'N', 'E', 'O'};
        text += fmt::format(",{}{}{}", line.data_bits,
                            kLetters[static_cast<std::size_t>(line.parity)], line.stop_bits);
    }
    if (line.hardware_flow) text += ",rtscts";
    if (line.software_flow) text += ",xonxoff";
    return text;
}

std::string text_of(const FileAddress& file) {
    return "file:" + file.path;
}

}  // namespace

Result parse_address(std::string_view text) {
    const auto end = text.find_first_of(":@");
    const auto kind = text.substr(0, end);
    const auto rest = end == text.npos ? std::string_view{} : text.substr(end);
    if (kind == "usb") return parse_usb(text, rest);
    if (!rest.starts_with(':') || rest.size() < 2) return refuse(text, "is no device's address.");
    if (kind == "tcp") return parse_tcp(text, rest.substr(1));
    if (kind == "serial") return parse_serial(text, rest.substr(1));
    if (kind == "file") return FileAddress{std::string{rest.substr(1)}};
    return refuse(text, "is no device's address.");
}

std::string to_string(const Address& address) {
    return std::visit([](const auto& kind) { return text_of(kind); }, address);
}

}  // namespace drivers::transport
