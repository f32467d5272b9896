#pragma once

#include <filesystem>
#include <string>

namespace drivers::transport {

/// The program that has this device node open, this one left out: "cupsd (812)". Empty where there
/// is none, or none that this account may see.
///
/// source: proc(5), /proc/PID/fd and /proc/PID/comm
std::string holder_of(const std::filesystem::path& node,
                      const std::filesystem::path& proc = "/proc");

}  // namespace drivers::transport
