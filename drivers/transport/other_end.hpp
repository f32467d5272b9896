#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <stop_token>
#include <string>

#include "drivers/transport/fd.hpp"
#include "drivers/transport/pipe.hpp"

/// The device's own end of a line, for emulators and tests.
namespace drivers::transport {

/// A port that drivers connect to.
class TcpListener {
public:
    /// Port 0: whichever is free.
    ///
    /// errors: in_use, not_allowed, input_output
    static std::expected<TcpListener, Error> open(std::uint16_t port, std::stop_token stop = {});

    std::uint16_t port() const { return port_; }

    /// The next driver that connects.
    ///
    /// errors: timed_out, cancelled, input_output
    std::expected<std::unique_ptr<Pipe>, Error> accept(Deadline until);

private:
    TcpListener(Fd socket, std::uint16_t port, std::stop_token stop)
        : socket_{std::move(socket)}, port_{port}, stop_{std::move(stop)} {}

    Fd socket_;
    std::uint16_t port_;
    std::stop_token stop_;
};

/// A serial line whose driver's end is a device node.
///
/// owns: the node's own end too, so that a driver may come and go
class PseudoTerminal {
public:
    /// errors: not_possible (the system has none left), input_output
    static std::expected<PseudoTerminal, Error> open(std::stop_token stop = {});

    /// "/dev/pts/7": what the driver opens.
    const std::string& path() const { return path_; }
    Pipe& pipe() { return *pipe_; }

private:
    PseudoTerminal(std::string path, std::unique_ptr<Pipe> pipe, Fd other)
        : path_{std::move(path)}, pipe_{std::move(pipe)}, other_{std::move(other)} {}

    std::string path_;
    std::unique_ptr<Pipe> pipe_;
    Fd other_;
};

}  // namespace drivers::transport
