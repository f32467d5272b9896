#pragma once

#include <optional>
#include <string>

#include "app/core/failure.hpp"
#include "drivers/display/pole.hpp"

namespace app::core {

/// What shows the customer what he buys.
struct CustomerDisplays {
    bool window{false};
    std::optional<drivers::display::Pole::Options> pole{};
};

/// The customer displays that `--display` names, with commas between them: "window", and a display
/// of two lines as [PROTOCOL@]ADDRESS with escpos or cd5220 and "serial:…", "usb:…" or "tcp:…".
/// Empty: none. `code_page` as in "cp858"; empty: "cp437".
///
/// errors: an address that is none, another protocol or code page, two displays of two lines
Outcome<CustomerDisplays> display_options(const std::string& where, const std::string& code_page);

}  // namespace app::core
