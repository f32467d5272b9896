#pragma once

#include <string>
#include <vector>

namespace till::shell {

/// What a device is for at the counter.
enum class Role { printer, scanner, scale, display, drawer, card };

/// Which device does what, as addresses; see app/core's *_setup.hpp for how each is written.
struct DeviceSetup {
    std::string printer;                // empty: whichever receipt printer is plugged in
    std::string printer_profile;        // empty: as the printer's model says
    std::vector<std::string> scanners;  // beside what USB shows to be one
    std::string scale;                  // empty: none
    std::string display;                // likewise
    std::string drawer;                 // empty: on the printer
    std::string card;                   // empty: none
    bool operator==(const DeviceSetup&) const = default;
};

}  // namespace till::shell
