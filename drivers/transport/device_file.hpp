#pragma once

#include <expected>
#include <memory>
#include <stop_token>

#include "drivers/transport/address.hpp"
#include "drivers/transport/pipe.hpp"

namespace drivers::transport {

/// Opens a device node, a named pipe or a file. A named pipe that nobody reads is `in_use` of none:
/// not_found. What can only be written answers `not_possible` to reads.
///
/// errors: not_found, in_use, not_allowed, input_output
std::expected<std::unique_ptr<Pipe>, Error> open_file(const FileAddress& address,
                                                      std::stop_token stop = {});

}  // namespace drivers::transport
