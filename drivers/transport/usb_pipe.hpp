#pragma once

#include <expected>
#include <memory>
#include <optional>
#include <stop_token>

#include "drivers/transport/pipe.hpp"
#include "drivers/transport/usb_device.hpp"

namespace drivers::transport {

/// Which interface of a device a driver wants. Empty parts fit any; the first that fits is taken.
struct UsbWanted {
    std::optional<std::uint8_t> interface_class{};
    std::optional<std::uint8_t> subclass{};
    std::optional<std::uint8_t> protocol{};
    std::optional<std::uint8_t> number{};
    /// Endpoints that it must have for write() and read(): bulk before interrupt.
    bool out{false};
    bool in{false};
};

/// The interface `wanted` means, at the alternate setting that fits; null where the device has
/// none.
const UsbInterface* find_interface(const UsbDevice& device, const UsbWanted& wanted);

/// A request on the control pipe.
///
/// source: Universal Serial Bus 2.0, 9.3
struct UsbSetup {
    std::uint8_t request_type{0};
    std::uint8_t request{0};
    std::uint16_t value{0};
    std::uint16_t index{0};
};

/// What a USB device does beside moving bytes. Part of a Pipe, with its rules.
class UsbRequests {
public:
    virtual ~UsbRequests() = default;

    /// Which device and which of its interfaces this is.
    virtual const UsbDevice& device() const = 0;
    virtual const UsbInterface& claimed() const = 0;

    /// Control transfers. `index` is filled in with the interface's number where the request is to
    /// an interface (bits 0-4 of request_type are 1).
    ///
    /// errors: stalled where the device does not know the request
    virtual std::expected<pos::Bytes, Error> control_in(const UsbSetup& setup, std::size_t size_max,
                                                        Deadline until) = 0;
    virtual std::expected<void, Error> control_out(const UsbSetup& setup, pos::BytesView bytes,
                                                   Deadline until) = 0;
};

/// Claims one interface of the device for this program alone, taking it from a kernel driver, which
/// gets it back when the pipe closes. A keyboard-like scanner so stops typing into whatever has
/// focus.
///
/// write() goes to the interface's OUT endpoint and read() takes from IN; either answers
/// not_possible where it has none. From the first read on, bytes are fetched whenever somebody
/// reads or writes, and none is lost between reads. A stalled endpoint is freed before `stalled` is
/// answered.
///
/// errors: not_found, in_use (named), not_allowed (see packaging/udev), not_possible (no such
/// interface),
///         gone, input_output
std::expected<std::unique_ptr<Pipe>, Error> open_usb(const UsbDevice& device,
                                                     const UsbWanted& wanted,
                                                     std::stop_token stop = {});

/// The same for the first device plugged in that fits the address and has such an interface.
std::expected<std::unique_ptr<Pipe>, Error> open_usb(const UsbAddress& address,
                                                     const UsbWanted& wanted,
                                                     std::stop_token stop = {});

/// What is plugged in now, hubs left out; in order of bus and port.
std::expected<std::vector<UsbDevice>, Error> list_usb();

}  // namespace drivers::transport
