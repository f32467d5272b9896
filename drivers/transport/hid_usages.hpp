#pragma once

#include <vector>

#include "drivers/transport/usb_device.hpp"
#include "pos/base/bytes.hpp"

namespace drivers::transport {

/// The application collections of a HID report descriptor: what a device says it is for. Total:
/// bytes that are no descriptor give what could be read of them.
///
/// source: USB HID 1.11, 6.2.2
std::vector<HidUsage> hid_usages(pos::BytesView descriptor);

}  // namespace drivers::transport
