#pragma once

#include <memory>
#include <stop_token>
#include <string>

#include "drivers/transport/pipe.hpp"

namespace test {

/// The other end of a pipe, in the hands of a test.
class Peer {
public:
    virtual ~Peer() = default;

    /// Opens the pipe to it; the suite fails where it cannot be opened.
    virtual std::unique_ptr<drivers::transport::Pipe> open(std::stop_token stop) = 0;
    /// Waits for that many bytes and takes them.
    virtual std::string take(std::size_t size) = 0;
    virtual void give(std::string_view bytes) = 0;
    /// Bytes that a write of ours can put somewhere, at most, while nobody takes any.
    virtual std::size_t room() const = 0;
    /// Unplugged, switched off, closed.
    virtual void vanish() = 0;
};

std::unique_ptr<Peer> tcp_peer();
std::unique_ptr<Peer> serial_peer();
std::unique_ptr<Peer> usb_peer();

}  // namespace test
