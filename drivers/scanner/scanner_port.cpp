#include "drivers/scanner/scanner_port.hpp"

#include <algorithm>
#include <array>
#include <chrono>

#include "drivers/scanner/hid_report.hpp"
#include "drivers/scanner/keyboard_decoder.hpp"
#include "drivers/scanner/line_decoder.hpp"
#include "drivers/scanner/pos_decoder.hpp"
#include "drivers/transport/open.hpp"
#include "drivers/transport/serial.hpp"

namespace drivers::scanner {

namespace {

using transport::DeviceKind;
using transport::Error;
using transport::Pipe;
using transport::UsbDevice;
using transport::UsbInterface;
using transport::UsbSetup;

constexpr std::uint16_t kScannerUsage = 0x02;
constexpr std::uint8_t kBootSubclass = 1;
constexpr std::uint8_t kKeyboardProtocol = 1;

// Requests to an interface: of the standard, and of the classes HID and CDC.
constexpr std::uint8_t kFromInterface = 0x81;
constexpr std::uint8_t kClassToInterface = 0x21;
constexpr std::uint8_t kGetDescriptor = 6;
constexpr std::uint16_t kReportDescriptor = 0x2200;
constexpr std::uint8_t kSetIdle = 0x0A;
constexpr std::uint8_t kSetProtocol = 0x0B;
constexpr std::uint8_t kSetLineCoding = 0x20;
constexpr std::uint8_t kSetLineState = 0x22;
constexpr std::uint16_t kTerminalReady = 0x03;  // DTR and RTS

constexpr std::size_t kDescriptorMax = 4'096;
constexpr std::chrono::seconds kRequestWait{1};

bool is_scanner_page(const UsbInterface& interface) {
    return std::ranges::any_of(interface.usages, [](const transport::HidUsage& usage) {
        return usage.page == kScannerPage && usage.usage == kScannerUsage;
    });
}

bool is_keyboard(const UsbInterface& interface) {
    return interface.interface_class == transport::kUsbClassHid &&
           interface.subclass == kBootSubclass && interface.protocol == kKeyboardProtocol;
}

bool is_data_line(const UsbInterface& interface) {
    return interface.interface_class == transport::kUsbClassCommunicationsData &&
           std::ranges::any_of(interface.endpoints, &transport::UsbEndpoint::in);
}

/// The node that the kernel made of a serial port; it may hang on either of its two interfaces.
std::string node_of(const UsbDevice& device) {
    const auto with_node = std::ranges::find_if(
        device.interfaces,
        [](const UsbInterface& interface) { return interface.node.starts_with("tty"); });
    return with_node == device.interfaces.end() ? std::string{} : with_node->node;
}

transport::Deadline soon() {
    return transport::after(kRequestWait);
}

/// What the scanner's reports hold. One whose descriptor cannot be read is read as most are.
HidInputs inputs_of(transport::UsbRequests& requests) {
    const auto descriptor = requests.control_in(
        {.request_type = kFromInterface, .request = kGetDescriptor, .value = kReportDescriptor},
        kDescriptorMax, soon());
    return descriptor ? hid_inputs(*descriptor) : HidInputs{};
}

std::expected<std::unique_ptr<Decoder>, Error> keyboard_decoder(const ScannerSettings& settings) {
    auto layout = KeyLayout::named(settings.layout);
    if (!layout) {
        return std::unexpected{Error{transport::Fault::not_possible,
                                     "no keyboard layout is named " + settings.layout}};
    }
    return std::make_unique<KeyboardDecoder>(std::move(*layout), settings.framing);
}

/// Refusals do not matter: a device may have nothing to set.
void send(transport::UsbRequests& requests, std::uint8_t request, std::uint16_t value,
          pos::BytesView bytes = {}) {
    static_cast<void>(requests.control_out(
        {.request_type = kClassToInterface, .request = request, .value = value}, bytes, soon()));
}

std::expected<ScannerPort, Error> open_hid(const UsbDevice& device, const ScannerInterface& scanner,
                                           const ScannerSettings& settings, std::stop_token stop) {
    ScannerPort port;
    auto pipe = transport::open_usb(
        device,
        {.interface_class = transport::kUsbClassHid, .number = scanner.interface, .in = true},
        stop);
    if (!pipe) return std::unexpected{pipe.error()};
    port.pipe = std::move(*pipe);
    transport::UsbRequests& requests = *port.pipe->usb();
    send(requests, kSetIdle, 0);  // a report for each change, none to repeat it
    if (scanner.language == Language::pos) {
        auto decoder = std::make_unique<PosDecoder>(inputs_of(requests), settings.framing);
        if (!decoder->decodes()) {
            return std::unexpected{
                Error{transport::Fault::not_possible, "its reports have no field for data"}};
        }
        port.decoder = std::move(decoder);
        return port;
    }
    send(requests, kSetProtocol, 0);  // boot reports, whatever else it has
    auto decoder = keyboard_decoder(settings);
    if (!decoder) return std::unexpected{decoder.error()};
    port.decoder = std::move(*decoder);
    return port;
}

/// Takes the virtual port from the kernel's driver by its first interface, then reads its second.
std::expected<ScannerPort, Error> open_data_line(const UsbDevice& device,
                                                 const ScannerInterface& scanner,
                                                 const ScannerSettings& settings,
                                                 std::stop_token stop) {
    ScannerPort port;
    if (auto control = transport::open_usb(
            device, {.interface_class = transport::kUsbClassCommunications}, stop)) {
        port.control = std::move(*control);
        // 9600 baud, one stop bit, no parity, eight data bits: virtual ports take any.
        static constexpr std::array<std::byte, 7> kCoding{
            std::byte{0x80}, std::byte{0x25}, std::byte{0}, std::byte{0},
            std::byte{0},    std::byte{0},    std::byte{8}};
        send(*port.control->usb(), kSetLineCoding, 0, kCoding);
        send(*port.control->usb(), kSetLineState, kTerminalReady);
    }
    auto pipe = transport::open_usb(device, {.number = scanner.interface, .in = true}, stop);
    if (!pipe) return std::unexpected{pipe.error()};
    port.pipe = std::move(*pipe);
    port.decoder = std::make_unique<LineDecoder>(settings.framing);
    return port;
}

}  // namespace

std::optional<ScannerInterface> scanner_interface(const UsbDevice& device,
                                                  const transport::KnownDevice& known,
                                                  bool wanted) {
    const auto& all = device.interfaces;
    const auto pos = std::ranges::find_if(all, is_scanner_page);
    if (pos != all.end()) return ScannerInterface{Language::pos, pos->number, {}};
    if (!wanted && known.kind != DeviceKind::scanner) return std::nullopt;
    const auto line = std::ranges::find_if(all, is_data_line);
    if (line != all.end()) return ScannerInterface{Language::lines, line->number, node_of(device)};
    const auto keyboard = std::ranges::find_if(all, is_keyboard);
    if (keyboard != all.end()) return ScannerInterface{Language::keyboard, keyboard->number, {}};
    // Known as a scanner, and the system does not show what its reports are for.
    const auto hid =
        std::ranges::find(all, transport::kUsbClassHid, &UsbInterface::interface_class);
    if (hid != all.end()) return ScannerInterface{Language::pos, hid->number, {}};
    return std::nullopt;
}

std::expected<ScannerPort, Error> open_usb_scanner(const UsbDevice& device,
                                                   const ScannerInterface& scanner,
                                                   const ScannerSettings& settings,
                                                   std::stop_token stop) {
    switch (scanner.language) {
        case Language::pos:
        case Language::keyboard:
            return open_hid(device, scanner, settings, stop);
        case Language::lines:
            if (scanner.node.empty()) return open_data_line(device, scanner, settings, stop);
            return open_line_scanner(transport::SerialAddress{.path = "/dev/" + scanner.node},
                                     settings, stop);
    }
    return std::unexpected{Error{transport::Fault::not_possible}};
}

std::expected<ScannerPort, Error> open_line_scanner(const transport::Address& address,
                                                    const ScannerSettings& settings,
                                                    std::stop_token stop) {
    constexpr std::chrono::seconds kConnectWait{3};
    auto pipe = transport::open_pipe(address, {.in = true}, transport::after(kConnectWait), stop);
    if (!pipe) return std::unexpected{pipe.error()};
    return ScannerPort{nullptr, std::move(*pipe), std::make_unique<LineDecoder>(settings.framing)};
}

}  // namespace drivers::scanner
