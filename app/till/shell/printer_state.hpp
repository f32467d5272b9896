#pragma once

#include "app/till/shell/action.hpp"
#include "drivers/printer/status.hpp"

namespace till::shell {

/// What a printer says of itself, as the screens name it. Whether a printer that is gone is missed,
/// and whether one is printing, the printer does not say.
PrinterState state_of(drivers::printer::PrinterState told);

}  // namespace till::shell
