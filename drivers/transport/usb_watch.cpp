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
/// How often that is waited for where a report descriptor is missing: a busy machine is slow to
/// read it, and where no driver is bound there never is one.
constexpr int kSettlingTimes = 20;
constexpr auto kLookEvery = 1s;

bool same_plug(const UsbDevice& a, const UsbDevice& b) {
    return a.bus == b.bus && a.number == b.number && a.vendor == b.vendor && a.product == b.product;
}

bool is_among(const std::vector<UsbDevice>& devices, const UsbDevice& one) {
    return std::ranges::any_of(devices, [&](const auto& each) { return same_plug(each, one); });
}

bool lacks_usages(const UsbDevice& device) {
    return std::ranges::any_of(device.interfaces, [](const auto& each) {
        return each.interface_class == kUsbClassHid && each.usages.empty();
    });
}

}  // namespace

struct UsbWatch::Core {
    explicit Core(OnChange call)
        : on_change{std::move(call)}, udev_runs{::access("/run/udev/control", F_OK) == 0} {
        if (auto opened = open_usb_library()) context = std::move(*opened);
        listens = context && libusb_has_capability(LIBUSB_CAP_HAS_HOTPLUG) != 0 &&
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
            if (listens) {
                listen();
            } else {
                wait(kLookEvery);
            }
            if (!ending) look();
        }
    }

    /// Returns when something was heard, or when it is time to look where nothing may be heard:
    /// libusb hears of devices from udev.
    void listen() {
        const auto until = after(kLookEvery);
        while (!ending && changed == 0) {
            timeval patience{.tv_sec = udev_runs ? 60 : 1, .tv_usec = 0};
            libusb_handle_events_timeout_completed(context.get(), &patience, &changed);
            if (!udev_runs && std::chrono::steady_clock::now() >= until) return;
        }
        changed = 0;
    }

    void wait(std::chrono::milliseconds time) {
        std::unique_lock lock{mutex};
        ended.wait_for(lock, time, [this] { return ending.load(); });
    }

    /// Compares what is plugged in with what was told. What left is told at once; what came, when
    /// all that belongs to it is there.
    void look() {
        auto now = list_usb();
        if (!now) return;
        tell_left(*now);
        std::vector<UsbDevice> came;
        for (const auto& device : *now) {
            if (!is_among(there, device)) came.push_back(device);
        }
        for (int time = 0; looked && !came.empty() && time < kSettlingTimes && !ending; ++time) {
            wait(kSettling);
            now = list_usb();
            if (!now) return;
            tell_left(*now);
            if (std::ranges::none_of(*now, [&](const auto& device) {
                    return is_among(came, device) && lacks_usages(device);
                }))
                break;
        }
        looked = true;
        for (const auto& device : *now) {
            if (!is_among(came, device)) continue;
            there.push_back(device);
            tell({.arrived = true, .device = device});
        }
    }

    void tell_left(const std::vector<UsbDevice>& now) {
        const auto left = std::ranges::stable_partition(
            there, [&](const auto& old) { return is_among(now, old); });
        for (const auto& device : left) tell({.arrived = false, .device = device});
        there.erase(left.begin(), left.end());
    }

    void tell(const Change& change) {
        if (!ending) on_change(change);
    }

    OnChange on_change;
    bool udev_runs;  // it writes there while it does
    UsbContext context;
    bool listens{false};
    int changed{0};
    std::vector<UsbDevice> there;
    bool looked{false};  // once at least: what was there then had settled
    std::atomic<bool> ending{false};
    std::mutex mutex;
    std::condition_variable ended;
    std::thread thread;
};

UsbWatch::UsbWatch(OnChange on_change) : core_{std::make_unique<Core>(std::move(on_change))} {}
UsbWatch::~UsbWatch() = default;

bool UsbWatch::hot_plug() const {
    return core_->listens && core_->udev_runs;
}

}  // namespace drivers::transport
