#pragma once

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <string>
#include <string_view>

#include "drivers/transport/emulator/usb_bus.hpp"

using drivers::transport::UsbDevice;
using drivers::transport::UsbSetup;
using drivers::transport::UsbTransfer;
using drivers::transport::emulator::UsbBus;

/// The bus of this program.
inline UsbBus& bus() {
    static UsbBus one;
    return one;
}

inline pos::Bytes bytes(std::string_view text) {
    const auto view = pos::as_bytes(text);
    return {view.begin(), view.end()};
}

inline std::string text_of(const pos::Bytes& bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Takes up to `room` bytes, gives what is queued, knows one request.
class Gadget final : public drivers::transport::emulator::UsbFunction {
public:
    explicit Gadget(UsbDevice identity, pos::Bytes report_descriptor = {})
        : identity_{std::move(identity)}, report_descriptor_{std::move(report_descriptor)} {}

    UsbDevice identity() const override { return identity_; }
    pos::Bytes report_descriptor(std::uint8_t) const override { return report_descriptor_; }
    Taken take(std::uint8_t, pos::BytesView offered) override {
        const std::scoped_lock lock{mutex_};
        if (stall_) {
            stall_ = false;
            return {0, true};
        }
        const std::size_t size = std::min(offered.size(), room_);
        room_ -= size;
        taken_.insert(taken_.end(), offered.begin(),
                      offered.begin() + static_cast<std::ptrdiff_t>(size));
        arrived_.notify_all();
        return {size, false};
    }
    std::optional<pos::Bytes> give(std::uint8_t, std::size_t) override {
        const std::scoped_lock lock{mutex_};
        if (queue_.empty()) return std::nullopt;
        auto first = std::move(queue_.front());
        queue_.pop_front();
        return first;
    }
    std::optional<pos::Bytes> request(const UsbSetup& setup, pos::BytesView data) override {
        const std::scoped_lock lock{mutex_};
        setup_ = setup;
        if (setup.request == 1) return bytes("\x18");
        if (setup.request == 9) {
            set_.assign(data.begin(), data.end());
            return pos::Bytes{};
        }
        return std::nullopt;
    }
    void halt_cleared(std::uint8_t endpoint) override {
        const std::scoped_lock lock{mutex_};
        cleared_ = endpoint;
    }

    void queue(std::string_view packet) {
        const std::scoped_lock lock{mutex_};
        queue_.push_back(bytes(packet));
    }
    void set_room(std::size_t room) {
        const std::scoped_lock lock{mutex_};
        room_ = room;
    }
    void stall_next() {
        const std::scoped_lock lock{mutex_};
        stall_ = true;
    }
    void wait_for_taken(std::size_t size) {
        std::unique_lock lock{mutex_};
        arrived_.wait(lock, [&] { return taken_.size() >= size; });
    }
    std::string taken() {
        const std::scoped_lock lock{mutex_};
        return text_of(taken_);
    }
    UsbSetup last_setup() {
        const std::scoped_lock lock{mutex_};
        return setup_;
    }
    std::string last_set() {
        const std::scoped_lock lock{mutex_};
        return text_of(set_);
    }
    std::uint8_t cleared() {
        const std::scoped_lock lock{mutex_};
        return cleared_;
    }

private:
    UsbDevice identity_;
    pos::Bytes report_descriptor_;
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::size_t room_{1U << 30U};
    bool stall_{false};
    pos::Bytes taken_;
    pos::Bytes set_;
    std::deque<pos::Bytes> queue_;
    UsbSetup setup_;
    std::uint8_t cleared_{0};
};

inline UsbDevice made_up_printer() {
    return {.vendor = 0x04b8,
            .product = 0x0202,
            .serial = "SN123",
            .manufacturer = "Maker",
            .name = "Receipt printer",
            .interfaces = {
                {.number = 0,
                 .interface_class = drivers::transport::kUsbClassPrinter,
                 .subclass = 1,
                 .protocol = 2,
                 .endpoints = {{0x01, UsbTransfer::bulk, 64}, {0x82, UsbTransfer::bulk, 64}}}}};
}

inline UsbDevice made_up_keyboard() {
    return {.vendor = 0x0c2e,
            .product = 0x0b00,
            .interfaces = {{.number = 0,
                            .interface_class = drivers::transport::kUsbClassHid,
                            .subclass = 1,
                            .protocol = 1,
                            .endpoints = {{0x81, UsbTransfer::interrupt, 8}}}}};
}
