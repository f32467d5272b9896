#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "drivers/transport/tcp.hpp"
#include "tests/contract/transport/peer.hpp"

namespace test {

namespace {

using namespace drivers::transport;
using namespace std::chrono_literals;

class TcpPeer final : public Peer {
public:
    TcpPeer() : listening_{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)} {
        // Small buffers, so that a write of some hundred kilobytes has to wait.
        const int small = 4096;
        ::setsockopt(listening_, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        EXPECT_EQ(::bind(listening_, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
        EXPECT_EQ(::listen(listening_, 4), 0);
        socklen_t size = sizeof address;
        ::getsockname(listening_, reinterpret_cast<sockaddr*>(&address), &size);
        port_ = ntohs(address.sin_port);
    }
    ~TcpPeer() override {
        vanish();
        ::close(listening_);
    }

    std::unique_ptr<Pipe> open(std::stop_token stop) override {
        auto pipe = open_tcp({"127.0.0.1", port_}, after(10s), std::move(stop));
        if (!pipe) {
            ADD_FAILURE() << describe(pipe.error(), "The peer");
            return nullptr;
        }
        vanish();
        connected_ = ::accept(listening_, nullptr, nullptr);
        return std::move(*pipe);
    }

    std::string take(std::size_t size) override {
        std::string taken(size, 0);
        std::size_t at = 0;
        while (at < size) {
            const auto got = ::recv(connected_, taken.data() + at, size - at, 0);
            if (got <= 0) break;
            at += static_cast<std::size_t>(got);
        }
        taken.resize(at);
        return taken;
    }
    void give(std::string_view bytes) override {
        EXPECT_EQ(::send(connected_, bytes.data(), bytes.size(), MSG_NOSIGNAL),
                  static_cast<ssize_t>(bytes.size()));
    }
    std::size_t room() const override { return 16U << 20U; }
    void vanish() override {
        if (connected_ >= 0) ::close(connected_);
        connected_ = -1;
    }

private:
    int listening_;
    int connected_{-1};
    std::uint16_t port_{0};
};

}  // namespace

std::unique_ptr<Peer> tcp_peer() {
    return std::make_unique<TcpPeer>();
}

}  // namespace test
