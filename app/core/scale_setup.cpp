#include "app/core/scale_setup.hpp"

#include <charconv>

#include "app/core/may_write.hpp"

namespace app::core {

namespace {

using drivers::scale::Protocol;
using drivers::transport::Parity;
using drivers::transport::SerialAddress;
using drivers::transport::SerialLine;

constexpr std::string_view kExample =
    " Name it as in 8217@serial:/dev/ttyUSB0, nci@tcp:192.168.1.70:4001, "
    "dialog06@serial:/dev/ttyS0 or "
    "usb.";

std::optional<Protocol> protocol_named(std::string_view name) {
    if (name == "8217") return Protocol::toledo_8217;
    if (name == "nci") return Protocol::nci;
    if (name == "dialog06") return Protocol::dialog06;
    return std::nullopt;
}

/// How such scales leave the factory, where the address says nothing of the line.
SerialLine usual_line(Protocol protocol) {
    const bool odd = protocol == Protocol::dialog06;
    return {.baud = 9600, .data_bits = 7, .parity = odd ? Parity::odd : Parity::even};
}

std::optional<std::uint16_t> hexadecimal(const std::string& text) {
    constexpr std::size_t kDigits = 4;
    std::uint16_t value = 0;
    const char* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, value, 16);
    if (text.size() != kDigits || read.ec != std::errc{} || read.ptr != end) return std::nullopt;
    return value;
}

}  // namespace

Outcome<std::optional<drivers::scale::Scale::Options>> scale_options(
    const std::string& where, const std::string& polynomial) {
    if (where.empty()) return std::nullopt;
    drivers::scale::Scale::Options options;
    std::string address = where;
    const auto at = where.find('@');
    const bool names_protocol = at != std::string::npos && !where.starts_with("usb");
    if (names_protocol) {
        const auto protocol = protocol_named(where.substr(0, at));
        if (!protocol)
            return refuse(Why::unknown_device, where,
                          "The scale " + where + " is not known." + std::string{kExample});
        options.protocol.protocol = *protocol;
        address = where.substr(at + 1);
    }
    auto parsed = drivers::transport::parse_address(address);
    if (!parsed) {
        return refuse(Why::unknown_device, where, parsed.error().words + std::string{kExample});
    }
    if (auto may = may_write(*parsed); !may) return std::unexpected{std::move(may.error())};
    options.address = std::move(*parsed);
    if (std::holds_alternative<drivers::transport::UsbAddress>(options.address)) {
        options.protocol.protocol = Protocol::hid;
    }
    if (auto* serial = std::get_if<SerialAddress>(&options.address);
        serial != nullptr && serial->line == SerialLine{}) {
        serial->line = usual_line(options.protocol.protocol);
    }
    if (!polynomial.empty()) {
        options.protocol.polynomial = hexadecimal(polynomial);
        if (!options.protocol.polynomial) {
            return refuse(
                Why::device_setting, polynomial,
                "The scale's polynomial \"" + polynomial + "\" is not four hexadecimal digits.");
        }
    }
    return options;
}

}  // namespace app::core
