#pragma once

#include <memory>
#include <string>

#include "drivers/transport/emulator/usb_function.hpp"

namespace drivers::transport::emulator {

/// A made-up USB bus that programs using libusb, this one and those started by it, take for the
/// real one: devices are plugged in and out, claimed and spoken to. Nothing of the machine's own
/// bus is seen meanwhile.
///
/// Stands on umockdev, which has to be loaded before anything else: see load(). One bus a program;
/// make it before other threads.
///
/// owns:    a thread
/// threads: any
/// source:  umockdev's reference manual; Linux, usbdevfs
class UsbBus {
public:
    /// Whether umockdev is loaded.
    static bool available();
    /// Starts this program again with umockdev loaded, unless it is. Called first in main. False
    /// where it cannot be started again; errno says why.
    static bool load(char** argv);

    /// requires: available()
    UsbBus();
    ~UsbBus();
    UsbBus(const UsbBus&) = delete;
    UsbBus& operator=(const UsbBus&) = delete;

    struct Socket {
        std::string port{"1-1"};
        /// The kernel driver that has interface 0 when it is plugged in: "usblp", "usbhid"; empty
        /// for none.
        std::string kernel_driver{};
        /// The kernel reads the report descriptors of its HID interfaces only at read_reports().
        bool reports_later{false};
    };
    /// requires: nothing in that port; `function` outlives its being plugged in
    void plug(UsbFunction& function, const Socket& socket);
    /// requires: something in that port, plugged in so that its reports come later; once
    void read_reports(const std::string& port);
    /// Transfers under way end with an error; the function is not called any more.
    ///
    /// requires: something in that port
    void unplug(const std::string& port);

    /// The function has something to give or room to take. Without this the bus asks every 2 ms.
    void changed(const std::string& port);

    /// Another program claims the interfaces of that device first, or gives them back.
    void hold(const std::string& port, bool held);
    /// Which kernel driver has interface 0 now; empty for none.
    std::string kernel_driver(const std::string& port) const;
    /// Whether a program has claimed an interface of it.
    bool is_claimed(const std::string& port) const;

private:
    struct Core;
    std::unique_ptr<Core> core_;
};

}  // namespace drivers::transport::emulator
