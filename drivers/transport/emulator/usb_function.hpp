#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "drivers/transport/usb_device.hpp"
#include "drivers/transport/usb_pipe.hpp"
#include "pos/base/bytes.hpp"

namespace drivers::transport::emulator {

/// What an emulated USB device is and does, apart from the bus.
///
/// threads: the bus's, one at a time; whoever else touches it locks for itself
class UsbFunction {
public:
    virtual ~UsbFunction() = default;

    /// What it says of itself: ids, names, interfaces. Bus, number and port come from where it is
    /// plugged in. `node` and `usages` of interfaces are left out.
    virtual UsbDevice identity() const = 0;
    /// The report descriptor of a HID interface; empty for others.
    virtual pos::Bytes report_descriptor(std::uint8_t interface) const {
        static_cast<void>(interface);
        return {};
    }

    struct Taken {
        std::size_t bytes{0};  // fewer than offered: the rest is offered again later
        bool stall{false};
    };
    /// The host sends; `bytes` is what is left of its transfer.
    virtual Taken take(std::uint8_t endpoint, pos::BytesView bytes) = 0;
    /// The host fetches: at most `size_max` bytes; nothing where there is nothing yet.
    virtual std::optional<pos::Bytes> give(std::uint8_t endpoint, std::size_t size_max) = 0;
    /// A class or vendor request, `bytes` its data towards the device; nothing: the device does not
    /// know it.
    virtual std::optional<pos::Bytes> request(const UsbSetup& setup, pos::BytesView bytes) = 0;
    /// The host has freed a stalled endpoint.
    virtual void halt_cleared(std::uint8_t endpoint) { static_cast<void>(endpoint); }
};

}  // namespace drivers::transport::emulator
