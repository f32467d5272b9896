#include "tests/support/cutting_proxy.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "pos/base/assert.hpp"

namespace test {

namespace {

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

bool send_all(int to, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto sent = ::send(to, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

/// Gone at once, as when a cable is pulled and the other end notices.
void cut(int socket) {
    const linger at_once{1, 0};
    ::setsockopt(socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    ::close(socket);
}

/// Each piece in a packet of its own, as far as the machine's own network goes.
void send_at_once(int socket) {
    const int yes = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
}

}  // namespace

int connect_to(std::uint16_t port) {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_in to = loopback(port);
    if (::connect(socket, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0) return socket;
    ::close(socket);
    return -1;
}

std::string say_all(std::uint16_t port, const std::string& bytes) {
    const int socket = connect_to(port);
    if (socket < 0) return {};
    (void)send_all(socket, bytes);
    ::shutdown(socket, SHUT_WR);
    std::string heard;
    char buffer[4096];
    for (;;) {
        const auto size = ::recv(socket, buffer, sizeof buffer, 0);
        if (size <= 0) break;
        heard.append(buffer, static_cast<std::size_t>(size));
    }
    ::close(socket);
    return heard;
}

CuttingProxy::CuttingProxy(std::uint16_t server)
    : listener_{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)}, server_{server} {
    sockaddr_in at = loopback(0);
    socklen_t size = sizeof at;
    POS_ASSERT(::bind(listener_, reinterpret_cast<const sockaddr*>(&at), sizeof at) == 0);
    POS_ASSERT(::listen(listener_, 64) == 0);
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&at), &size);
    port_ = ntohs(at.sin_port);
    accepting_ = std::jthread{[this] { accept(); }};
}

CuttingProxy::~CuttingProxy() {
    ending_ = true;
    ::shutdown(listener_, SHUT_RDWR);
    accepting_ = {};
    connections_.clear();
    ::close(listener_);
}

void CuttingProxy::cut_next(Cut cut) {
    const std::lock_guard lock{mutex_};
    cuts_.push_back(std::move(cut));
}

std::vector<std::string> CuttingProxy::said() const {
    const std::lock_guard lock{mutex_};
    return said_;
}

void CuttingProxy::accept() {
    while (!ending_) {
        const int caller = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (caller < 0) return;
        const std::lock_guard lock{mutex_};
        Cut how;
        if (!cuts_.empty()) {
            how = std::move(cuts_.front());
            cuts_.erase(cuts_.begin());
        }
        const std::size_t number = said_.size();
        said_.emplace_back();
        connections_.emplace_back([this, caller, how = std::move(how), number]() mutable {
            carry(caller, std::move(how), number);
        });
    }
}

bool CuttingProxy::pass(int to, std::string_view bytes, const Cut& how) {
    if (how.delay_ms > 0) (void)::poll(nullptr, 0, how.delay_ms);
    if (how.piece == 0) return send_all(to, bytes);
    while (!bytes.empty()) {
        const std::string_view piece = bytes.substr(0, how.piece);
        if (!send_all(to, piece)) return false;
        ++pieces_;
        bytes.remove_prefix(piece.size());
    }
    return true;
}

void CuttingProxy::carry(int caller, Cut how, std::size_t number) {
    const int server = connect_to(server_);
    if (server < 0) return cut(caller);
    if (how.piece > 0) {
        for (const int each : {caller, server}) send_at_once(each);
    }
    const auto end = [&](bool told) {
        cut(caller);
        cut(server);
        if (told && how.then) how.then();
    };
    std::uint64_t heard = 0;
    std::uint64_t said = 0;
    std::array<pollfd, 2> from{{{caller, POLLIN, 0}, {server, POLLIN, 0}}};
    char buffer[16 * 1024];
    while (!ending_) {
        if (::poll(from.data(), from.size(), 50) <= 0) continue;
        for (std::size_t i = 0; i < from.size(); ++i) {
            if (from[i].revents == 0) continue;
            const bool by_caller = i == 0;
            const auto size = ::recv(from[i].fd, buffer, sizeof buffer, 0);
            if (size <= 0) return end(false);
            std::uint64_t& done = by_caller ? said : heard;
            const std::uint64_t limit = by_caller ? how.after_said : how.after_heard;
            const auto may = how.only_tells ? static_cast<std::size_t>(size)
                                            : static_cast<std::size_t>(std::min<std::uint64_t>(
                                                  static_cast<std::uint64_t>(size), limit - done));
            if (by_caller) {
                const std::lock_guard lock{mutex_};
                said_[number].append(buffer, may);
            }
            const bool carried = pass(by_caller ? server : caller, {buffer, may}, how);
            done += may;
            if (done >= limit && !how.only_tells) return end(true);
            if (!carried) return end(false);
            if (done >= limit) {
                how.then();
                how = {.delay_ms = how.delay_ms, .piece = how.piece};
            }
        }
    }
    end(false);
}

}  // namespace test
