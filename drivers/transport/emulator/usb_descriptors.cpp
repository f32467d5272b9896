#include "drivers/transport/emulator/usb_descriptors.hpp"

#include <set>

namespace drivers::transport::emulator {

namespace {

constexpr unsigned kDeviceDescriptor = 1;
constexpr unsigned kConfigurationDescriptor = 2;
constexpr unsigned kInterfaceDescriptor = 4;
constexpr unsigned kEndpointDescriptor = 5;

void put(pos::Bytes& out, unsigned value) {
    out.push_back(static_cast<std::byte>(value & 0xFFU));
}

void put16(pos::Bytes& out, unsigned value) {
    put(out, value);
    put(out, value >> 8U);
}

pos::Bytes interfaces_of(const UsbDevice& device) {
    pos::Bytes out;
    for (const auto& interface : device.interfaces) {
        for (const unsigned value :
             {9U, kInterfaceDescriptor, unsigned{interface.number}, unsigned{interface.alternate},
              static_cast<unsigned>(interface.endpoints.size()),
              unsigned{interface.interface_class}, unsigned{interface.subclass},
              unsigned{interface.protocol}, 0U})
            put(out, value);
        for (const auto& endpoint : interface.endpoints) {
            put(out, 7);
            put(out, kEndpointDescriptor);
            put(out, endpoint.address);
            put(out, static_cast<unsigned>(endpoint.transfer));
            put16(out, endpoint.packet_bytes);
            put(out, endpoint.transfer == UsbTransfer::interrupt ? 10 : 0);
        }
    }
    return out;
}

}  // namespace

pos::Bytes usb_descriptors(const UsbDevice& device) {
    pos::Bytes out;
    put(out, 18);
    put(out, kDeviceDescriptor);
    put16(out, 0x0200);
    for (const unsigned value : {unsigned{device.device_class}, 0U, 0U, 64U}) put(out, value);
    put16(out, device.vendor);
    put16(out, device.product);
    put16(out, 0x0100);
    for (const unsigned value : {1U, 2U, 3U, 1U}) put(out, value);

    const pos::Bytes interfaces = interfaces_of(device);
    std::set<std::uint8_t> numbers;
    for (const auto& interface : device.interfaces) numbers.insert(interface.number);
    put(out, 9);
    put(out, kConfigurationDescriptor);
    put16(out, static_cast<unsigned>(9 + interfaces.size()));
    put(out, static_cast<unsigned>(numbers.size()));
    for (const unsigned value : {1U, 0U, 0x80U, 50U}) put(out, value);
    out.insert(out.end(), interfaces.begin(), interfaces.end());
    return out;
}

}  // namespace drivers::transport::emulator
