#pragma once

#include <optional>
#include <string>

#include "app/core/failure.hpp"
#include "drivers/scale/scale.hpp"

namespace app::core {

/// The scale that `--scale` names: PROTOCOL@ADDRESS with 8217, nci or dialog06 and "serial:…" or
/// "tcp:…"; without a protocol 8217. "usb" and "usb:VID:PID…" are scales of the HID class. Empty:
/// none. `polynomial`: four hexadecimal digits for Dialog 06, or empty.
///
/// errors: an address that is none, another protocol, a polynomial that is none
Outcome<std::optional<drivers::scale::Scale::Options>> scale_options(const std::string& where,
                                                                     const std::string& polynomial);

}  // namespace app::core
