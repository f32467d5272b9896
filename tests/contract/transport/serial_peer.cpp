#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

#include "drivers/transport/serial.hpp"
#include "tests/contract/transport/peer.hpp"

namespace test {

namespace {

using namespace drivers::transport;

class SerialPeer final : public Peer {
public:
    SerialPeer() : master_{::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)} {
        EXPECT_EQ(::grantpt(master_), 0);
        EXPECT_EQ(::unlockpt(master_), 0);
        path_ = ::ptsname(master_);
    }
    ~SerialPeer() override { vanish(); }

    std::unique_ptr<Pipe> open(std::stop_token stop) override {
        auto pipe = open_serial({path_, {}}, std::move(stop));
        if (!pipe) {
            ADD_FAILURE() << describe(pipe.error(), "The peer");
            return nullptr;
        }
        return std::move(*pipe);
    }

    std::string take(std::size_t size) override {
        std::string taken(size, 0);
        std::size_t at = 0;
        while (at < size) {
            const auto got = ::read(master_, taken.data() + at, size - at);
            if (got <= 0) break;
            at += static_cast<std::size_t>(got);
        }
        taken.resize(at);
        return taken;
    }
    void give(std::string_view bytes) override {
        EXPECT_EQ(::write(master_, bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
    }
    std::size_t room() const override { return 64U << 10U; }
    void vanish() override {
        if (master_ >= 0) ::close(master_);
        master_ = -1;
    }

private:
    int master_;
    std::string path_;
};

}  // namespace

std::unique_ptr<Peer> serial_peer() {
    return std::make_unique<SerialPeer>();
}

}  // namespace test
