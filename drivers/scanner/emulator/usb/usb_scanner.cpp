#include "drivers/scanner/emulator/usb/usb_scanner.hpp"

#include <algorithm>

#include "drivers/scanner/emulator/reports.hpp"

namespace drivers::scanner::emulator {

namespace {

using transport::UsbTransfer;

constexpr std::uint8_t kGetDescriptor = 6;
constexpr std::uint16_t kReportDescriptor = 0x22;
constexpr std::uint8_t kInterrupt = 0x81;
constexpr std::uint8_t kData = 0x83;

transport::UsbInterface hid(std::uint8_t subclass, std::uint8_t protocol, std::uint16_t bytes) {
    return {.number = 0,
            .interface_class = transport::kUsbClassHid,
            .subclass = subclass,
            .protocol = protocol,
            .endpoints = {{kInterrupt, UsbTransfer::interrupt, bytes}}};
}

}  // namespace

std::vector<pos::Bytes> UsbScanner::reports_of(std::string_view code) const {
    switch (language_) {
        case Language::pos:
            return pos_reports(code);
        case Language::keyboard:
            return keyboard_reports(code, layout_);
        case Language::lines:
            break;
    }
    const std::string line = std::string{code} + '\r';
    const auto bytes = pos::as_bytes(line);
    return {pos::Bytes{bytes.begin(), bytes.end()}};
}

void UsbScanner::scan(std::string_view code) {
    auto reports = reports_of(code);
    const std::scoped_lock lock{mutex_};
    std::ranges::move(reports, std::back_inserter(queue_));
}

void UsbScanner::scan_part(std::string_view code, std::size_t count) {
    auto reports = reports_of(code);
    reports.resize(std::min(count, reports.size()));
    const std::scoped_lock lock{mutex_};
    std::ranges::move(reports, std::back_inserter(queue_));
}

void UsbScanner::send(std::string_view text) {
    const auto bytes = pos::as_bytes(text);
    const std::scoped_lock lock{mutex_};
    queue_.emplace_back(bytes.begin(), bytes.end());
}

void UsbScanner::forget() {
    const std::scoped_lock lock{mutex_};
    queue_.clear();
}

bool UsbScanner::is_sent() const {
    const std::scoped_lock lock{mutex_};
    return queue_.empty();
}

transport::UsbDevice UsbScanner::identity() const {
    transport::UsbDevice device{
        .vendor = ids_.vendor, .product = ids_.product, .serial = serial_, .manufacturer = "Maker"};
    switch (language_) {
        case Language::pos:
            device.name = "Point-of-sale scanner";
            device.interfaces = {hid(0, 0, 64)};
            break;
        case Language::keyboard:
            device.name = "Keyboard scanner";
            device.interfaces = {hid(1, 1, 8)};
            break;
        case Language::lines:
            device.name = "Serial scanner";
            device.device_class = transport::kUsbClassCommunications;
            device.interfaces = {
                {.number = 0,
                 .interface_class = transport::kUsbClassCommunications,
                 .subclass = 2,
                 .protocol = 1,
                 .endpoints = {{kInterrupt, UsbTransfer::interrupt, 8}}},
                {.number = 1,
                 .interface_class = transport::kUsbClassCommunicationsData,
                 .endpoints = {{0x02, UsbTransfer::bulk, 64}, {kData, UsbTransfer::bulk, 64}}}};
            break;
    }
    return device;
}

pos::Bytes UsbScanner::report_descriptor(std::uint8_t) const {
    switch (language_) {
        case Language::pos:
            return pos_descriptor();
        case Language::keyboard:
            return keyboard_descriptor();
        case Language::lines:
            break;
    }
    return {};
}

UsbScanner::Taken UsbScanner::take(std::uint8_t, pos::BytesView bytes) {
    return {bytes.size(), false};
}

std::optional<pos::Bytes> UsbScanner::give(std::uint8_t endpoint, std::size_t size_max) {
    if (endpoint != (language_ == Language::lines ? kData : kInterrupt)) return std::nullopt;
    const std::scoped_lock lock{mutex_};
    if (queue_.empty()) return std::nullopt;
    pos::Bytes first = std::move(queue_.front());
    queue_.pop_front();
    if (first.size() > size_max) {
        queue_.emplace_front(first.begin() + static_cast<std::ptrdiff_t>(size_max), first.end());
        first.resize(size_max);
    }
    return first;
}

std::optional<pos::Bytes> UsbScanner::request(const transport::UsbSetup& setup, pos::BytesView) {
    if (setup.request == kGetDescriptor && setup.value >> 8U == kReportDescriptor) {
        return report_descriptor(0);
    }
    const bool towards_host = (setup.request_type & 0x80U) != 0;
    if (towards_host) return std::nullopt;
    return pos::Bytes{};  // idle, protocol, line coding: as it likes
}

}  // namespace drivers::scanner::emulator
