#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "drivers/transport/address.hpp"

namespace drivers::transport {

/// Interface classes that the counter knows.
///
/// source: usb.org, Defined Class Codes
inline constexpr std::uint8_t kUsbClassCommunications = 2;
inline constexpr std::uint8_t kUsbClassHid = 3;
inline constexpr std::uint8_t kUsbClassPrinter = 7;
inline constexpr std::uint8_t kUsbClassCommunicationsData = 10;
inline constexpr std::uint8_t kUsbClassVendor = 255;

enum class UsbTransfer : std::uint8_t { control, isochronous, bulk, interrupt };

struct UsbEndpoint {
    std::uint8_t address{0};  // bit 7: towards the host
    UsbTransfer transfer{UsbTransfer::bulk};
    std::uint16_t packet_bytes{0};
    bool in() const { return (address & 0x80U) != 0; }
    bool operator==(const UsbEndpoint&) const = default;
};

/// A HID collection at the top level: what a device is for.
///
/// source: USB HID Usage Tables; 0x8C bar code scanner, 0x8D scale, 0x01/0x06 keyboard
struct HidUsage {
    std::uint16_t page{0};
    std::uint16_t usage{0};
    bool operator==(const HidUsage&) const = default;
};

struct UsbInterface {
    std::uint8_t number{0};
    std::uint8_t alternate{0};
    std::uint8_t interface_class{0};
    std::uint8_t subclass{0};
    std::uint8_t protocol{0};
    std::vector<UsbEndpoint> endpoints{};
    /// Of class HID, where the system shows its report descriptor; else empty.
    std::vector<HidUsage> usages{};
    /// Of a serial port or a printer node that a kernel driver made for it: "ttyACM0", "usb/lp0".
    std::string node{};
    bool operator==(const UsbInterface&) const = default;
};

/// A device that is plugged in.
struct UsbDevice {
    std::uint16_t vendor{0};
    std::uint16_t product{0};
    std::uint8_t device_class{0};
    std::uint8_t bus{0};
    std::uint8_t number{0};      // on that bus; another one each time it is plugged in
    std::string port{};          // "1-4.2"; the same each time it is plugged in there
    std::string serial{};        // empty where it has none, or none that can be read
    std::string manufacturer{};  // in its own words, likewise
    std::string name{};
    std::vector<UsbInterface> interfaces{};
    bool operator==(const UsbDevice&) const = default;
};

bool fits(const UsbAddress& address, const UsbDevice& device);

/// Where to find that very device again after it was unplugged: by its serial number where it has
/// one, else by its port.
UsbAddress address_of(const UsbDevice& device);

}  // namespace drivers::transport
