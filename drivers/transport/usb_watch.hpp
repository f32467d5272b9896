#pragma once

#include <functional>
#include <memory>

#include "drivers/transport/usb_device.hpp"

namespace drivers::transport {

/// Tells what is plugged in and out.
///
/// Each device that is there at the start arrives too: each once all that belongs to it is known,
/// or after two seconds, and none waits for another. By hot-plug events where the system has
/// them; else it looks once a second. A device that leaves and comes back has another number and
/// the same port, and the same serial number where it has one: address_of() finds it.
///
/// owns:    a thread; on_change comes on it, one call at a time, and may open pipes
/// threads: any
class UsbWatch {
public:
    struct Change {
        bool arrived{false};  // else it left
        UsbDevice device{};
    };
    using OnChange = std::function<void(const Change&)>;

    explicit UsbWatch(OnChange on_change);
    /// Returns when no call of on_change is running; there is none after it.
    ~UsbWatch();
    UsbWatch(const UsbWatch&) = delete;
    UsbWatch& operator=(const UsbWatch&) = delete;

private:
    struct Core;
    std::unique_ptr<Core> core_;
};

}  // namespace drivers::transport
