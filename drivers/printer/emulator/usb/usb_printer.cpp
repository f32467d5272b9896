#include "drivers/printer/emulator/usb/usb_printer.hpp"

namespace drivers::printer::emulator {

namespace {

// Requests of the printer class.
constexpr std::uint8_t kGetDeviceId = 0;
constexpr std::uint8_t kGetPortStatus = 1;
constexpr std::uint8_t kSoftReset = 2;

}  // namespace

transport::UsbDevice UsbPrinter::epson(const std::string& serial) {
    return {.vendor = 0x04b8,
            .product = 0x0202,
            .serial = serial,
            .manufacturer = "EPSON",
            .name = "TM-T88V",
            .interfaces = {{.number = 0,
                            .interface_class = transport::kUsbClassPrinter,
                            .subclass = 1,
                            .protocol = 2,
                            .endpoints = {{0x01, transport::UsbTransfer::bulk, 64},
                                          {0x82, transport::UsbTransfer::bulk, 64}}}}};
}

UsbPrinter::Taken UsbPrinter::take(std::uint8_t, pos::BytesView bytes) {
    if (stall_.exchange(false)) return {0, true};
    return {printer_.take(bytes), false};
}

std::optional<pos::Bytes> UsbPrinter::give(std::uint8_t, std::size_t size_max) {
    auto given = printer_.give(size_max);
    if (given.empty()) return std::nullopt;
    return given;
}

std::optional<pos::Bytes> UsbPrinter::request(const transport::UsbSetup& setup, pos::BytesView) {
    switch (setup.request) {
        case kGetDeviceId:
            return printer_.device_id();
        case kGetPortStatus:
            return pos::Bytes{printer_.port_status()};
        case kSoftReset:
            printer_.soft_reset();
            return pos::Bytes{};
        default:
            return std::nullopt;
    }
}

}  // namespace drivers::printer::emulator
