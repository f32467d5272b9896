#pragma once

#include <memory>
#include <optional>
#include <stop_token>

#include "app/core/device_table.hpp"
#include "drivers/printer/device_printer.hpp"
#include "drivers/transport/address.hpp"

namespace app::core {

/// Opens the printer at that address, whenever it is asked to.
///
/// A USB address that leaves the choice open means a receipt printer: what the table knows as one,
/// then whatever says by its class and its device id that it prints receipts. The one that was open
/// last is taken again while it is plugged in. Without a `profile` it is the table's, or that of
/// the model which a USB printer names, else an ordinary one for 80 mm.
drivers::printer::ConnectPrinter printer_connector(const drivers::transport::Address& address,
                                                   std::optional<drivers::printer::Profile> profile,
                                                   std::stop_token stop);

}  // namespace app::core
