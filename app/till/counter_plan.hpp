#pragma once

#include <optional>
#include <string>

#include "app/core/card_setup.hpp"
#include "app/core/display_setup.hpp"
#include "app/core/drawer_setup.hpp"
#include "app/core/printer_setup.hpp"
#include "app/core/scale_setup.hpp"
#include "app/core/scanner_setup.hpp"
#include "app/till/shell/device_setup.hpp"

namespace till {

/// What belongs to a device beside its address: the till's settings of these names.
struct DeviceParticulars {
    std::string card_password;
    std::string scale_polynomial;
    std::string display_code_page;
    std::string drawer_bytes;
    std::string drawer_seconds;
    std::string scanner;                      // how scanners send
    std::optional<bool> drawer_opens_high{};  // as learned in an earlier run
};

/// How every device of the till is opened.
struct CounterPlan {
    app::core::PrinterChoice printer;
    drivers::scanner::Scanners::Options scanners;
    std::optional<drivers::card::ZvtTerminal::Options> card;
    std::optional<drivers::scale::Scale::Options> scale;
    app::core::CustomerDisplays displays;
    app::core::DrawerSetup drawer;
};

/// errors: the first address or setting that is not understood, in a sentence
app::core::Outcome<CounterPlan> plan_counter(const shell::DeviceSetup& setup,
                                             const DeviceParticulars& particulars,
                                             pos::Currency currency);

}  // namespace till
