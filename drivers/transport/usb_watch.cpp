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
/// How often that is waited for where something is missing: a busy machine is slow to read a report
/// descriptor, and where no driver is bound there never is one.
constexpr int kSettlingTimes = 33;
constexpr auto kLookEvery = 1s;

bool same_plug(const UsbDevice& a, const UsbDevice& b) {
    return a.bus == b.bus && a.number == b.number && a.vendor == b.vendor && a.product == b.product;
}

bool is_among(const std::vector<UsbDevice>& devices, const UsbDevice& one) {
    return std::ranges::any_of(devices, [&](const auto& each) { return same_plug(each, one); });
}

/// One that is not told yet, and how often it was looked at.
struct Settling {
    UsbDevice device;
    int times{0};
};

/// Whether more will be known of it: it has no configuration yet, or no driver has read what its
/// reports mean.
bool is_settling(const UsbDevice& device) {
    return device.interfaces.empty() ||
           std::ranges::any_of(device.interfaces, [](const auto& each) {
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
    /// all that belongs to it is there. What is there at the start and whole need not settle.
    void look() {
        std::vector<Settling> seen;
        while (!ending) {
            const auto now = list_usb();
            if (!now) return;
            tell_left(*now);
            std::vector<Settling> settling;
            for (const auto& device : *now) {
                if (is_among(there, device)) continue;
                const auto before = std::ranges::find_if(
                    seen, [&](const auto& each) { return same_plug(each.device, device); });
                const int times = before == seen.end() ? 0 : before->times;
                const bool settled = !is_settling(device) || times >= kSettlingTimes;
                if (settled && (times > 0 || !looked)) {
                    there.push_back(device);
                    tell({.arrived = true, .device = device});
                } else {
                    settling.push_back({device, times + 1});
                }
            }
            looked = true;
            if (settling.empty()) return;
            seen = std::move(settling);
            wait(kSettling);
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
    bool looked{false};  // once at least
    std::atomic<bool> ending{false};
    std::mutex mutex;
    std::condition_variable ended;
    std::thread thread;
};

UsbWatch::UsbWatch(OnChange on_change) : core_{std::make_unique<Core>(std::move(on_change))} {}
UsbWatch::~UsbWatch() = default;

}  // namespace drivers::transport
