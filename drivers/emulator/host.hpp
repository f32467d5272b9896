#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <string>

#include "drivers/transport/pipe.hpp"

/// What every emulated device that is spoken to over a line needs.
namespace drivers::emulator {

/// An emulated device.
class Machine {
public:
    virtual ~Machine() = default;

    /// Talks to one driver until the line ends or a call on it is `cancelled`. What the device
    /// knows survives from one driver to the next.
    virtual void serve(transport::Pipe& line) = 0;
};

/// Where drivers find the machine.
struct TcpPlace {
    std::uint16_t port{0};  // 0: whichever is free
};
struct SerialPlace {};

/// Lets drivers talk to a machine, one after the other, over real TCP or a real serial line.
///
/// owns:    a thread, on which the machine serves
/// threads: any
class Host {
public:
    /// `machine` outlives the host.
    static std::expected<std::unique_ptr<Host>, transport::Error> start(Machine& machine,
                                                                        TcpPlace place);
    static std::expected<std::unique_ptr<Host>, transport::Error> start(Machine& machine,
                                                                        SerialPlace place);
    /// Ends the line and waits for the machine.
    ~Host();
    Host(const Host&) = delete;
    Host& operator=(const Host&) = delete;

    /// "tcp:127.0.0.1:40007" or "serial:/dev/pts/7": what a till is told.
    const std::string& address() const;

private:
    struct Core;
    explicit Host(std::unique_ptr<Core> core);
    std::unique_ptr<Core> core_;
};

}  // namespace drivers::emulator
