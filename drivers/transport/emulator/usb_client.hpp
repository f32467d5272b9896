#pragma once

#include <linux/usbdevice_fs.h>
#include <umockdev.h>

#include <cstdint>
#include <deque>
#include <list>
#include <memory>
#include <set>

#include "drivers/transport/emulator/usb_function.hpp"

/// Internal to this folder.
namespace drivers::transport::emulator {

struct UnrefData {
    void operator()(UMockdevIoctlData* data) const { umockdev_ioctl_data_unref(data); }
};
using DataRef = std::unique_ptr<UMockdevIoctlData, UnrefData>;

/// Memory of the client that an argument of its call points to, `size` bytes behind the pointer at
/// `offset`. Null where the client has none there.
DataRef resolve(UMockdevIoctlData* argument, std::size_t offset, std::size_t size);

/// One program that has the device's node open: its transfers and claims.
///
/// threads: umockdev's
class UsbClient {
public:
    UsbClient(UMockdevIoctlClient* client, UsbFunction& function)
        : client_{client}, function_{function} {}

    bool is(const UMockdevIoctlClient* client) const { return client_ == client; }
    std::set<unsigned>& claims() { return claims_; }
    const std::set<unsigned>& claims() const { return claims_; }

    /// Takes up the transfer that the call submits.
    void submit(UMockdevIoctlData* argument);
    /// Takes a transfer back; false where it has ended already.
    bool discard(std::uint64_t address);
    /// Moves bytes, as far as the function goes along.
    void pump();
    /// Ends all that is under way, since the device is gone.
    void fail_all();
    /// Answers the call in progress with a transfer that has ended; false where none has.
    bool reap(UMockdevIoctlData* argument);
    bool has_ended() const { return !ended_.empty(); }

private:
    struct Urb {
        DataRef data;
        DataRef buffer;
        std::uint64_t address{0};
        usbdevfs_urb& header() const;
        std::span<std::byte> bytes() const;
    };
    /// Whether the transfer has ended.
    bool move(Urb& urb);
    void move_control(Urb& urb);
    bool move_out(Urb& urb);
    bool move_in(Urb& urb);

    UMockdevIoctlClient* client_;
    UsbFunction& function_;
    std::set<unsigned> claims_;
    std::list<Urb> under_way_;
    std::deque<Urb> ended_;
};

}  // namespace drivers::transport::emulator
