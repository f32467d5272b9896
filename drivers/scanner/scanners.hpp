#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "drivers/scanner/scanner_port.hpp"
#include "drivers/scanner/status.hpp"
#include "drivers/transport/address.hpp"
#include "drivers/transport/device_table.hpp"

namespace drivers::scanner {

/// Every scanner of a till at once: what is plugged into USB comes and goes by itself; ports and
/// addresses that the till was told of are tried until they answer.
///
/// A code is reported once its end was received, in the order received of each scanner. What a
/// scanner had sent of a code when it was unplugged or failed is dropped.
///
/// owns:    a thread for what is plugged in, and one for each scanner
/// threads: any; the callbacks come on these threads, one call at a time for all of them together
class Scanners {
public:
    struct Options {
        ScannerSettings settings;
        transport::DeviceTable table;
        /// Scanners on a serial port or the network; a USB address names a keyboard or serial port
        /// that is a scanner though nothing says so.
        std::vector<transport::Address> addresses;
        bool usb{true};  // take what is plugged in
    };
    /// A code, as UTF-8, as the scanner sent it, symbology identifier included if it sends one.
    using OnCode = std::function<void(std::string code)>;
    /// Every scanner and its state, whenever one changes; nothing before the first has one.
    using OnChange = std::function<void(std::vector<ScannerStatus>)>;

    Scanners(Options options, OnCode on_code, OnChange on_change);
    /// Returns when no callback is running; there is none after it.
    ~Scanners();
    Scanners(const Scanners&) = delete;
    Scanners& operator=(const Scanners&) = delete;

private:
    struct Core;
    std::unique_ptr<Core> core_;
};

}  // namespace drivers::scanner
