#pragma once

#include <expected>
#include <memory>
#include <stop_token>

#include "drivers/transport/address.hpp"
#include "drivers/transport/pipe.hpp"
#include "drivers/transport/usb_pipe.hpp"

namespace drivers::transport {

/// Opens the device at that address, whatever kind it is. `usb` says which of a USB device's
/// interfaces is meant.
///
/// errors: each Fault but stalled, woken; not_found for a USB device that is not plugged in
std::expected<std::unique_ptr<Pipe>, Error> open_pipe(const Address& address, const UsbWanted& usb,
                                                      Deadline until, std::stop_token stop = {});

}  // namespace drivers::transport
