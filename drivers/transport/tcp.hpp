#pragma once

#include <expected>
#include <memory>
#include <stop_token>

#include "drivers/transport/address.hpp"
#include "drivers/transport/pipe.hpp"

namespace drivers::transport {

/// Connects. Each address of a host's name is tried until one takes the connection.
///
/// A write counts bytes when the system has taken them; that the device has them only its own
/// answer says. A peer that vanished is `gone` half a minute after the last byte went either way;
/// with bytes on their way to it the system goes on trying for minutes, as it must with a printer
/// that waits for paper, so that its driver has to judge by time and status.
///
/// errors: not_found (no such host), refused, unreachable, timed_out, cancelled, input_output
std::expected<std::unique_ptr<Pipe>, Error> open_tcp(const TcpAddress& address, Deadline until,
                                                     std::stop_token stop = {});

}  // namespace drivers::transport
