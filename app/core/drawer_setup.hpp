#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "app/core/failure.hpp"
#include "drivers/drawer/trigger.hpp"

namespace app::core {

/// How the cash drawer is opened, and when somebody should have closed it.
struct DrawerSetup {
    /// The pin of the printer's connector that its pulse goes to, 2 or 5.
    std::optional<unsigned> printer_pin{};
    std::optional<drivers::drawer::Trigger::Options> trigger{};
    std::chrono::seconds warn_after{30};  // 0: never
};

/// The drawer that `--drawer` names: "printer" (also where nothing is said), "printer:5" for the
/// other pin, "none", or the address of a trigger of its own, "serial:/dev/ttyUSB2". `bytes` opens
/// that one, hexadecimal; empty: "07". `seconds` until it is left open; empty: 30.
///
/// errors: an address that is none, bytes that are no hexadecimal, seconds that are no number
Outcome<DrawerSetup> drawer_setup(const std::string& where, const std::string& bytes,
                                  const std::string& seconds);

}  // namespace app::core
