#pragma once

#include <expected>
#include <memory>
#include <stop_token>

#include "drivers/transport/address.hpp"
#include "drivers/transport/pipe.hpp"

namespace drivers::transport {

/// Opens a serial port, real or virtual (CDC-ACM), for this program alone: raw bytes, no modem
/// lines waited for. What the port held from before is thrown away; how its line was set is put
/// back when the pipe closes.
///
/// source: termios(3), tty_ioctl(4)
/// errors: not_found, in_use, not_allowed, not_possible (no serial port, or no such speed),
/// input_output
std::expected<std::unique_ptr<Pipe>, Error> open_serial(const SerialAddress& address,
                                                        std::stop_token stop = {});

}  // namespace drivers::transport
