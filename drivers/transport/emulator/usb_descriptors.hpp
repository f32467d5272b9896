#pragma once

#include "drivers/transport/usb_device.hpp"
#include "pos/base/bytes.hpp"

namespace drivers::transport::emulator {

/// Device and configuration descriptor, as the kernel's file `descriptors` holds them.
///
/// source: Universal Serial Bus 2.0, 9.6
pos::Bytes usb_descriptors(const UsbDevice& device);

}  // namespace drivers::transport::emulator
