#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "pos/base/bytes.hpp"

/// Byte pipes to devices, and what is plugged in.
///
///   Pipe          what every device is spoken to through (this file)
///   Address       "usb:04b8:0202", "tcp:192.168.1.50", "serial:/dev/ttyACM0:9600", "file:PATH"
///   open_pipe     address → pipe (open.hpp); the kinds themselves: tcp, serial, device_file,
///   usb_pipe UsbWatch      what arrives and leaves (usb_watch.hpp) DeviceTable   what a device is,
///   by its ids, class and usage pages (device_table.hpp)
namespace drivers::transport {

/// When a call gives up. A deadline, not a time-out: steps of one task share it.
using Deadline = std::chrono::steady_clock::time_point;

inline Deadline after(std::chrono::milliseconds wait) {
    return std::chrono::steady_clock::now() + wait;
}

enum class Fault : std::uint8_t {
    not_found,     // no such device, host or file
    in_use,        // another program holds it
    not_allowed,   // this account may not open it
    gone,          // unplugged, switched off, or the other side closed
    timed_out,     // the deadline came first
    stalled,       // the device refused the transfer; the pipe works again
    refused,       // the host answers and takes no connection
    unreachable,   // no way to the host
    cancelled,     // stop was requested
    woken,         // wake() was called; reads only
    not_possible,  // this kind of pipe or device cannot do that
    input_output,  // anything else that the system reported
};

struct Error {
    Fault fault{};
    /// Of in_use: the program that holds it, "cupsd (812)", empty where that cannot be seen. Of
    /// others: what the system said, or nothing.
    std::string detail{};
    bool operator==(const Error&) const = default;
};

/// What happened, what it means and what to do, in English: for logs and the command line. `what`
/// is the device in words. Screens have words of their own for each fault.
std::string describe(const Error& error, std::string_view what);

/// What became of a write. Never all-or-nothing: `bytes` counts what the device, or the system on
/// its behalf, has taken when the write ended, with or without an error.
struct Sent {
    std::size_t bytes{0};
    std::optional<Error> error{};
    explicit operator bool() const { return !error; }
};

class UsbRequests;

/// An open way to one device. Opened by open_pipe() and its kin; closed when destroyed, whatever
/// the kernel's own driver had is given back then.
///
/// After `gone` every call answers `gone`. After stop is requested (the std::stop_token that it was
/// opened with), every call, also the one in progress, answers `cancelled`.
///
/// threads: one at a time, but wake() and the stop token's source from any
class Pipe {
public:
    Pipe() = default;
    virtual ~Pipe() = default;
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;

    /// Sends all of it, or as much as can be sent until then. After timed_out the rest may be sent
    /// by another call.
    virtual Sent write(pos::BytesView bytes, Deadline until) = 0;

    /// Waits for bytes and gives what is there, at least one. A device that speaks in reports (HID)
    /// gives one report a read.
    ///
    /// requires: room is not empty; for reports, as large as the largest
    /// errors:   timed_out, woken and stalled lose nothing: what comes later is read later
    virtual std::expected<std::size_t, Error> read(std::span<std::byte> room, Deadline until) = 0;

    /// Ends the read in progress, or else the next one, with `woken`: there is something else to
    /// do.
    virtual void wake() = 0;

    /// Requests beside the bytes, where the pipe is a USB device; null for others.
    virtual UsbRequests* usb() { return nullptr; }
};

}  // namespace drivers::transport
