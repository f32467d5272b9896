#include "drivers/transport/emulator/usb_client.hpp"

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstring>

namespace drivers::transport::emulator {

namespace {

constexpr std::size_t kSetupBytes = 8;
constexpr int kInDirection = 0x80;

UsbSetup setup_of(std::span<const std::byte> bytes) {
    const auto at = [&](std::size_t i) { return std::to_integer<std::uint8_t>(bytes[i]); };
    const auto at16 = [&](std::size_t i) {
        return static_cast<std::uint16_t>(at(i) | at(i + 1) << 8U);
    };
    return {.request_type = at(0), .request = at(1), .value = at16(2), .index = at16(4)};
}

}  // namespace

DataRef resolve(UMockdevIoctlData* argument, std::size_t offset, std::size_t size) {
    return DataRef{umockdev_ioctl_data_resolve(argument, offset, size, nullptr)};
}

usbdevfs_urb& UsbClient::Urb::header() const {
    return *reinterpret_cast<usbdevfs_urb*>(data->data);
}

std::span<std::byte> UsbClient::Urb::bytes() const {
    if (!buffer) return {};
    return {reinterpret_cast<std::byte*>(buffer->data),
            static_cast<std::size_t>(header().buffer_length)};
}

void UsbClient::submit(UMockdevIoctlData* argument) {
    Urb urb{.data = resolve(argument, 0, sizeof(usbdevfs_urb))};
    if (!urb.data) return;
    urb.address = urb.data->client_addr;
    urb.header().actual_length = 0;
    urb.header().status = 0;
    if (urb.header().buffer_length > 0) {
        urb.buffer = resolve(urb.data.get(), offsetof(usbdevfs_urb, buffer),
                             static_cast<std::size_t>(urb.header().buffer_length));
    }
    under_way_.push_back(std::move(urb));
}

bool UsbClient::discard(std::uint64_t address) {
    const auto urb = std::ranges::find(under_way_, address, &Urb::address);
    if (urb == under_way_.end()) return false;
    urb->header().status = -ENOENT;
    ended_.push_back(std::move(*urb));
    under_way_.erase(urb);
    return true;
}

void UsbClient::pump() {
    std::set<unsigned> waiting;  // transfers of one endpoint end in the order they came
    for (auto urb = under_way_.begin(); urb != under_way_.end();) {
        const unsigned endpoint = urb->header().endpoint;
        if (waiting.contains(endpoint) || !move(*urb)) {
            waiting.insert(endpoint);
            ++urb;
            continue;
        }
        ended_.push_back(std::move(*urb));
        urb = under_way_.erase(urb);
    }
}

void UsbClient::fail_all() {
    for (auto& urb : under_way_) {
        urb.header().status = -ENODEV;
        ended_.push_back(std::move(urb));
    }
    under_way_.clear();
}

bool UsbClient::reap(UMockdevIoctlData* argument) {
    if (ended_.empty()) return false;
    const Urb urb = std::move(ended_.front());
    ended_.pop_front();
    if (const auto place = resolve(argument, 0, sizeof(void*)))
        umockdev_ioctl_data_set_ptr(place.get(), 0, urb.data.get());
    return true;
}

bool UsbClient::move(Urb& urb) {
    switch (urb.header().type) {
        case USBDEVFS_URB_TYPE_CONTROL:
            move_control(urb);
            return true;
        case USBDEVFS_URB_TYPE_BULK:
        case USBDEVFS_URB_TYPE_INTERRUPT:
            return (urb.header().endpoint & kInDirection) != 0 ? move_in(urb) : move_out(urb);
        default:
            urb.header().status = -EINVAL;
            return true;
    }
}

void UsbClient::move_control(Urb& urb) {
    const auto bytes = urb.bytes();
    if (bytes.size() < kSetupBytes) {
        urb.header().status = -EINVAL;
        return;
    }
    const auto setup = setup_of(bytes);
    const auto data = bytes.subspan(kSetupBytes);
    const bool in = (setup.request_type & kInDirection) != 0;
    const auto answer = function_.request(setup, in ? pos::BytesView{} : pos::BytesView{data});
    if (!answer) {
        urb.header().status = -EPIPE;
        return;
    }
    const std::size_t size = in ? std::min(answer->size(), data.size()) : data.size();
    if (in) std::copy_n(answer->begin(), size, data.begin());
    urb.header().actual_length = static_cast<int>(size);
}

bool UsbClient::move_out(Urb& urb) {
    auto& header = urb.header();
    const auto rest = urb.bytes().subspan(static_cast<std::size_t>(header.actual_length));
    const auto taken = function_.take(header.endpoint, rest);
    header.actual_length += static_cast<int>(taken.bytes);
    if (taken.stall) header.status = -EPIPE;
    return taken.stall || header.actual_length == header.buffer_length;
}

bool UsbClient::move_in(Urb& urb) {
    auto& header = urb.header();
    const auto room = urb.bytes();
    const auto given = function_.give(header.endpoint, room.size());
    if (!given) return false;
    const std::size_t size = std::min(given->size(), room.size());
    std::copy_n(given->begin(), size, room.begin());
    header.actual_length = static_cast<int>(size);
    return true;
}

}  // namespace drivers::transport::emulator
