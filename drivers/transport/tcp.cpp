#include "drivers/transport/tcp.hpp"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>
#include <mutex>
#include <thread>
#include <vector>

#include "drivers/transport/fd_pipe.hpp"

namespace drivers::transport {

namespace {

struct Endpoint {
    sockaddr_storage address{};
    socklen_t size{0};
};

using Endpoints = std::expected<std::vector<Endpoint>, Error>;

Endpoints look_up(const std::string& host, std::uint16_t port, int flags) {
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = flags | AI_NUMERICSERV;
    addrinfo* list = nullptr;
    const int code = ::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &list);
    if (code != 0) return std::unexpected{Error{Fault::not_found, ::gai_strerror(code)}};
    std::vector<Endpoint> found;
    for (const addrinfo* at = list; at != nullptr; at = at->ai_next) {
        Endpoint& endpoint = found.emplace_back();
        std::memcpy(&endpoint.address, at->ai_addr, at->ai_addrlen);
        endpoint.size = at->ai_addrlen;
    }
    ::freeaddrinfo(list);
    return found;
}

/// A name server may take its time; the look-up goes on by itself, and nobody waits for it longer
/// than he wants to.
Endpoints resolve(const TcpAddress& address, Deadline until, const StopSignal& stop) {
    if (auto numeric = look_up(address.host, address.port, AI_NUMERICHOST)) return numeric;
    struct Answer {
        std::mutex mutex;
        Endpoints endpoints;
        Signal there;
    };
    const auto answer = std::make_shared<Answer>();
    std::thread{[answer, address] {
        auto endpoints = look_up(address.host, address.port, AI_ADDRCONFIG);
        {
            const std::scoped_lock lock{answer->mutex};
            answer->endpoints = std::move(endpoints);
        }
        answer->there.set();
    }}.detach();
    const auto ready = wait_ready(answer->there.number(), POLLIN, until, stop, nullptr);
    if (!ready) return std::unexpected{ready.error()};
    const std::scoped_lock lock{answer->mutex};
    return answer->endpoints;
}

void set_option(int socket, int level, int option, int value) {
    // What a system does not know it does without: none of these changes what is sent.
    ::setsockopt(socket, level, option, &value, sizeof value);
}

std::expected<Fd, Error> connect_to(const Endpoint& endpoint, Deadline until,
                                    const StopSignal& stop) {
    Fd socket{::socket(endpoint.address.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)};
    if (!socket) return std::unexpected{error_of(errno)};
    set_option(socket.number(), IPPROTO_TCP, TCP_NODELAY, 1);
    set_option(socket.number(), SOL_SOCKET, SO_KEEPALIVE, 1);
    set_option(socket.number(), IPPROTO_TCP, TCP_KEEPIDLE, 15);
    set_option(socket.number(), IPPROTO_TCP, TCP_KEEPINTVL, 5);
    set_option(socket.number(), IPPROTO_TCP, TCP_KEEPCNT, 3);
    const auto* address = reinterpret_cast<const sockaddr*>(&endpoint.address);
    if (::connect(socket.number(), address, endpoint.size) == 0) return socket;
    if (errno != EINPROGRESS) return std::unexpected{error_of(errno)};
    const auto ready = wait_ready(socket.number(), POLLOUT, until, stop, nullptr);
    if (!ready) return std::unexpected{ready.error()};
    int failure = 0;
    socklen_t size = sizeof failure;
    ::getsockopt(socket.number(), SOL_SOCKET, SO_ERROR, &failure, &size);
    if (failure == ETIMEDOUT) return std::unexpected{Error{Fault::unreachable}};
    if (failure != 0) return std::unexpected{error_of(failure)};
    return socket;
}

}  // namespace

std::expected<std::unique_ptr<Pipe>, Error> open_tcp(const TcpAddress& address, Deadline until,
                                                     std::stop_token stop) {
    const StopSignal signal{stop};
    if (signal.is_set()) return std::unexpected{Error{Fault::cancelled}};
    auto endpoints = resolve(address, until, signal);
    if (!endpoints) return std::unexpected{endpoints.error()};
    Error last{Fault::not_found, {}};
    for (const Endpoint& endpoint : *endpoints) {
        auto socket = connect_to(endpoint, until, signal);
        if (socket) {
            return std::make_unique<FdPipe>(std::move(*socket), FdPipe::Kind::socket, true,
                                            std::move(stop));
        }
        last = socket.error();
        if (last.fault == Fault::cancelled || last.fault == Fault::timed_out) break;
    }
    return std::unexpected{last};
}

}  // namespace drivers::transport
