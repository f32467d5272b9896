#pragma once

#include <list>
#include <map>
#include <string>
#include <vector>

#include "drivers/transport/emulator/usb_client.hpp"
#include "drivers/transport/usb_device.hpp"
#include "pos/base/bytes.hpp"

/// Internal to this folder.
namespace drivers::transport::emulator {

/// One device in its socket. All of it under the bus's lock.
struct Plugged {
    UsbFunction* function{nullptr};
    UsbDevice identity;
    std::string port;
    std::string sysfs;
    std::vector<std::string> hid_sysfs;  // of its HID interfaces
    std::string node;
    std::string kernel_driver;
    bool gone{false};
    bool held{false};
    UMockdevIoctlBase* handler{nullptr};
    std::list<UsbClient> clients;

    /// A call that waits for a transfer to end.
    struct Kept {
        UMockdevIoctlClient* client;
        GSource* timer;
    };
    std::list<Kept> kept;
    std::map<const UMockdevIoctlClient*, bool> reaped_last;
};

/// What udev says of it.
std::string description_of(const Plugged& device);

/// Where an HID interface lies below the device's own folder. Numbered anew each time it is plugged
/// in, as the system does.
std::string hid_path_of(const Plugged& device, unsigned interface);
/// What udev says of an interface at `path` once its report descriptor was read.
std::string hid_description_of(const std::string& path, const pos::Bytes& report);

}  // namespace drivers::transport::emulator
