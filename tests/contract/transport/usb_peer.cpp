#include <gtest/gtest.h>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>

#include "drivers/transport/emulator/usb_bus.hpp"
#include "tests/contract/transport/peer.hpp"

namespace test {

namespace {

using namespace drivers::transport;

constexpr std::size_t kBuffer = 4096;

emulator::UsbBus& bus() {
    static emulator::UsbBus one;
    return one;
}

/// A printer that buffers what it is sent until somebody takes it.
class UsbPeer final : public Peer, public emulator::UsbFunction {
public:
    UsbPeer() { bus().plug(*this, {.port = "1-1"}); }
    ~UsbPeer() override { vanish(); }

    UsbDevice identity() const override {
        return {.vendor = 0x04b8,
                .product = 0x0202,
                .interfaces = {
                    {.interface_class = kUsbClassPrinter,
                     .subclass = 1,
                     .protocol = 2,
                     .endpoints = {{0x01, UsbTransfer::bulk, 64}, {0x82, UsbTransfer::bulk, 64}}}}};
    }
    Taken take(std::uint8_t, pos::BytesView offered) override {
        const std::scoped_lock lock{mutex_};
        const std::size_t size = std::min(offered.size(), kBuffer - buffer_.size());
        buffer_.append(reinterpret_cast<const char*>(offered.data()), size);
        arrived_.notify_all();
        return {size, false};
    }
    std::optional<pos::Bytes> give(std::uint8_t, std::size_t size_max) override {
        const std::scoped_lock lock{mutex_};
        if (answers_.empty()) return std::nullopt;
        const auto part = pos::as_bytes(answers_).first(std::min(size_max, answers_.size()));
        pos::Bytes given{part.begin(), part.end()};
        answers_.erase(0, given.size());
        return given;
    }
    std::optional<pos::Bytes> request(const UsbSetup&, pos::BytesView) override {
        return std::nullopt;
    }

    std::unique_ptr<Pipe> open(std::stop_token stop) override {
        auto pipe = open_usb(UsbAddress{}, {.interface_class = kUsbClassPrinter}, std::move(stop));
        if (!pipe) {
            ADD_FAILURE() << describe(pipe.error(), "The peer");
            return nullptr;
        }
        return std::move(*pipe);
    }
    std::string take(std::size_t size) override {
        std::string taken;
        while (taken.size() < size) {
            std::unique_lock lock{mutex_};
            arrived_.wait(lock, [this] { return !buffer_.empty(); });
            const std::size_t some = std::min(size - taken.size(), buffer_.size());
            taken.append(buffer_, 0, some);
            buffer_.erase(0, some);
        }
        return taken;
    }
    void give(std::string_view bytes) override {
        const std::scoped_lock lock{mutex_};
        answers_ += bytes;
    }
    std::size_t room() const override { return kBuffer; }
    void vanish() override {
        if (plugged_) bus().unplug("1-1");
        plugged_ = false;
    }

private:
    bool plugged_{true};
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::string buffer_;
    std::string answers_;
};

}  // namespace

std::unique_ptr<Peer> usb_peer() {
    return std::make_unique<UsbPeer>();
}

}  // namespace test
