#pragma once

#include <string>

#include "app/core/failure.hpp"
#include "drivers/transport/address.hpp"

namespace app::core {

/// Whether a file that somebody has named may be written, over whatever lies there. A shop, its
/// log, its lock and its key are never written over.
Outcome<void> may_write(const std::string& file);
/// The same of a device's address, which may be a file that bytes are added to.
Outcome<void> may_write(const drivers::transport::Address& address);

}  // namespace app::core
