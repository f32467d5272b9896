#include "drivers/transport/other_end.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <utility>

#include "drivers/transport/fd_pipe.hpp"

namespace drivers::transport {

std::expected<TcpListener, Error> TcpListener::open(std::uint16_t port, std::stop_token stop) {
    Fd socket{::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)};
    if (!socket) return std::unexpected{error_of(errno)};
    const int on = 1;
    ::setsockopt(socket.number(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    socklen_t size = sizeof address;
    auto* const raw = reinterpret_cast<sockaddr*>(&address);
    if (::bind(socket.number(), raw, size) != 0) {
        if (errno == EADDRINUSE) return std::unexpected{Error{Fault::in_use}};
        return std::unexpected{error_of(errno)};
    }
    if (::listen(socket.number(), 8) != 0 || ::getsockname(socket.number(), raw, &size) != 0) {
        return std::unexpected{error_of(errno)};
    }
    return TcpListener{std::move(socket), ntohs(address.sin_port), std::move(stop)};
}

std::expected<std::unique_ptr<Pipe>, Error> TcpListener::accept(Deadline until) {
    const StopSignal stop{stop_};
    for (;;) {
        Fd driver{::accept4(socket_.number(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC)};
        if (driver) {
            const int on = 1;
            ::setsockopt(driver.number(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
            return std::make_unique<FdPipe>(std::move(driver), FdPipe::Kind::socket, true, stop_);
        }
        const bool none_yet = errno == EAGAIN || errno == EINTR || errno == ECONNABORTED;
        if (!none_yet) return std::unexpected{error_of(errno)};
        const auto ready = wait_ready(socket_.number(), POLLIN, until, stop, nullptr);
        if (!ready) return std::unexpected{ready.error()};
    }
}

std::expected<PseudoTerminal, Error> PseudoTerminal::open(std::stop_token stop) {
    Fd device{::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK)};
    if (!device) return std::unexpected{Error{Fault::not_possible}};
    std::array<char, 128> name{};
    if (::grantpt(device.number()) != 0 || ::unlockpt(device.number()) != 0 ||
        ::ptsname_r(device.number(), name.data(), name.size()) != 0) {
        return std::unexpected{error_of(errno)};
    }
    Fd other{::open(name.data(), O_RDWR | O_NOCTTY | O_CLOEXEC)};
    if (!other) return std::unexpected{error_of(errno)};
    termios line{};
    if (::tcgetattr(other.number(), &line) != 0) return std::unexpected{error_of(errno)};
    ::cfmakeraw(&line);
    if (::tcsetattr(other.number(), TCSANOW, &line) != 0) return std::unexpected{error_of(errno)};
    auto pipe =
        std::make_unique<FdPipe>(std::move(device), FdPipe::Kind::other, true, std::move(stop));
    return PseudoTerminal{name.data(), std::move(pipe), std::move(other)};
}

}  // namespace drivers::transport
