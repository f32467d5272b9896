#pragma once

#include <libusb-1.0/libusb.h>

#include <expected>
#include <memory>
#include <vector>

#include "drivers/transport/pipe.hpp"
#include "drivers/transport/usb_device.hpp"

/// libusb as values that clean up. Internal to this folder.
namespace drivers::transport {

struct ExitUsb {
    void operator()(libusb_context* context) const { libusb_exit(context); }
};
using UsbContext = std::unique_ptr<libusb_context, ExitUsb>;

struct UnrefDevice {
    void operator()(libusb_device* device) const { libusb_unref_device(device); }
};
using UsbDeviceRef = std::unique_ptr<libusb_device, UnrefDevice>;

/// A look at the bus of its own: what a context lists is what was plugged in when it was made, kept
/// up to date by events where there are any.
std::expected<UsbContext, Error> open_usb_library();

/// Every device, hubs too.
std::expected<std::vector<UsbDeviceRef>, Error> devices_of(libusb_context* context);

/// Reads descriptors and, from sysfs, names and usages: opens no device and sends nothing.
UsbDevice describe_device(libusb_device* device);

bool is_hub(const UsbDevice& device);

/// "/dev/bus/usb/001/004"
std::string node_of(const UsbDevice& device);

/// The fault that a code of libusb means.
Error usb_error(int code);

}  // namespace drivers::transport
