#include "drivers/transport/usb_watch.hpp"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "drivers/transport/usb_library.hpp"
#include "drivers/transport/usb_pipe.hpp"

namespace drivers::transport {

namespace {

using namespace std::chrono_literals;

/// Names and nodes below a device follow it by some milliseconds, and no event of their own tells.
constexpr auto kSettling = 60ms;
constexpr auto kLookEvery = 1s;

bool same_plug(const UsbDevice& a, const UsbDevice& b) {
    return a.bus == b.bus && a.number == b.number && a.vendor == b.vendor && a.product == b.product;
}

}  // namespace

struct UsbWatch::Core {
    explicit Core(OnChange call) : on_change{std::move(call)} {
        auto opened = open_usb_library();
        if (opened) context = std::move(*opened);
        // libusb hears of devices from udev, which writes there while it runs.
        const bool events = context && libusb_has_capability(LIBUSB_CAP_HAS_HOTPLUG) != 0 &&
                            ::access("/run/udev/control", F_OK) == 0;
        hot_plug = events &&
                   libusb_hotplug_register_callback(
                       context.get(),
                       LIBUSB_HOTPLUG_EVENT_DEVICE_ARRIVED | LIBUSB_HOTPLUG_EVENT_DEVICE_LEFT,
                       LIBUSB_HOTPLUG_NO_FLAGS, LIBUSB_HOTPLUG_MATCH_ANY, LIBUSB_HOTPLUG_MATCH_ANY,
                       LIBUSB_HOTPLUG_MATCH_ANY, &Core::heard, this, nullptr) == LIBUSB_SUCCESS;
        thread = std::thread{[this] { work(); }};
    }

    ~Core() {
        ending = true;
        if (context) libusb_interrupt_event_handler(context.get());
        {
            const std::scoped_lock lock{mutex};
        }
        ended.notify_all();
        thread.join();
    }

    static int LIBUSB_CALL heard(libusb_context*, libusb_device*, libusb_hotplug_event,
                                 void* self) {
        static_cast<Core*>(self)->changed = 1;
        return 0;
    }

    void work() {
        look();
        while (!ending) {
            if (!hot_plug) {
                std::unique_lock lock{mutex};
                ended.wait_for(lock, kLookEvery, [this] { return ending.load(); });
            } else {
                timeval wait{.tv_sec = 60, .tv_usec = 0};
                libusb_handle_events_timeout_completed(context.get(), &wait, nullptr);
                if (changed == 0) continue;
                changed = 0;
                look();
                settle();
            }
            if (!ending) look();
        }
    }

    void settle() {
        std::unique_lock lock{mutex};
        ended.wait_for(lock, kSettling, [this] { return ending.load(); });
    }

    /// Compares what is plugged in with what was told.
    void look() {
        auto now = list_usb();
        if (!now) return;
        std::vector<UsbDevice> left;
        for (const auto& old : there) {
            if (std::ranges::none_of(*now, [&](const auto& each) { return same_plug(each, old); }))
                left.push_back(old);
        }
        for (const auto& device : left) tell({.arrived = false, .device = device});
        for (const auto& device : *now) {
            const auto old = std::ranges::find_if(
                there, [&](const auto& each) { return same_plug(each, device); });
            if (old == there.end()) tell({.arrived = true, .device = device});
        }
        there = std::move(*now);
    }

    void tell(const Change& change) {
        if (!ending) on_change(change);
    }

    OnChange on_change;
    UsbContext context;
    bool hot_plug{false};
    int changed{0};
    std::vector<UsbDevice> there;
    std::atomic<bool> ending{false};
    std::mutex mutex;
    std::condition_variable ended;
    std::thread thread;
};

UsbWatch::UsbWatch(OnChange on_change) : core_{std::make_unique<Core>(std::move(on_change))} {}
UsbWatch::~UsbWatch() = default;

bool UsbWatch::hot_plug() const {
    return core_->hot_plug;
}

}  // namespace drivers::transport
