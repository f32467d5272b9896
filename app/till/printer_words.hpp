#pragma once

#include "app/core/print_spool.hpp"
#include "app/till/shell/action.hpp"
#include "pos/locale/zone.hpp"

namespace till {

/// What the spool reports, as the shell is told it.
shell::PrinterChanged printer_changed(const app::core::SpoolReport& report,
                                      const pos::locale::Zone& zone);

}  // namespace till
