#include "drivers/transport/emulator/usb_bus.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <umockdev.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <map>
#include <mutex>
#include <utility>
#include <vector>

#include "drivers/transport/emulator/usb_client.hpp"
#include "drivers/transport/emulator/usb_descriptors.hpp"
#include "pos/base/assert.hpp"

namespace drivers::transport::emulator {

namespace {

constexpr std::uint32_t kCapabilities =
    USBDEVFS_CAP_BULK_CONTINUATION | USBDEVFS_CAP_NO_PACKET_SIZE_LIM |
    USBDEVFS_CAP_REAP_AFTER_DISCONNECT | USBDEVFS_CAP_ZERO_PACKET;
/// How long a call that finds no ended transfer is kept: libusb asks again at once, without end.
constexpr unsigned kKeepCall_ms = 2;

/// One device in its socket. All of it under the bus's lock.
struct Plugged {
    UsbFunction* function{nullptr};
    UsbDevice identity;
    std::string port;
    std::string sysfs;
    std::vector<std::string> hid_sysfs;  // of its HID interfaces
    std::string node;
    std::string kernel_driver;
    bool gone{false};
    bool held{false};
    UMockdevIoctlBase* handler{nullptr};
    std::list<UsbClient> clients;

    /// A call that waits for a transfer to end.
    struct Kept {
        UMockdevIoctlClient* client;
        GSource* timer;
    };
    std::list<Kept> kept;
    std::map<const UMockdevIoctlClient*, bool> reaped_last;
};

std::string hex_of(const pos::Bytes& bytes) {
    return pos::to_hex(bytes);
}

}  // namespace

struct UsbBus::Core {
    struct Slot {
        Core* core{nullptr};
        Plugged device;
    };

    Core() : testbed{umockdev_testbed_new()} { POS_ASSERT(testbed != nullptr); }
    ~Core() {
        for (auto& slot : slots) {
            if (!slot->device.gone) unplug(*slot);
        }
        g_object_unref(testbed);
        for (auto& slot : slots) g_object_unref(slot->device.handler);
        // The worker's last call is over; whoever frees what it wrote has seen it let go.
        const std::scoped_lock seen{mutex};
    }

    // ---- plugging ----

    void plug(UsbFunction& function, const Socket& socket) {
        auto slot = std::make_unique<Slot>();
        slot->core = this;
        Plugged& device = slot->device;
        device.function = &function;
        device.port = socket.port;
        device.kernel_driver = socket.kernel_driver;
        const unsigned bus = static_cast<unsigned>(std::atoi(socket.port.c_str()));
        UsbDevice& identity = device.identity;
        identity = function.identity();
        identity.bus = static_cast<std::uint8_t>(bus);
        {
            const std::scoped_lock lock{mutex};
            POS_ASSERT(find(socket.port) == nullptr);
            number = number % 127 + 1;
            identity.number = static_cast<std::uint8_t>(number);
        }
        device.node = fmt::format("/dev/bus/usb/{:03}/{:03}", bus, identity.number);
        device.sysfs =
            fmt::format("/sys/devices/pci0000:00/0000:00:14.0/usb{}/{}", bus, socket.port);
        device.handler = umockdev_ioctl_base_new();
        g_signal_connect(device.handler, "handle-ioctl", G_CALLBACK(&Core::on_call), slot.get());
        g_signal_connect(device.handler, "client-vanished", G_CALLBACK(&Core::on_vanished),
                         slot.get());
        GError* error = nullptr;
        umockdev_testbed_attach_ioctl(testbed, device.node.c_str(), device.handler, &error);
        POS_ASSERT(error == nullptr);
        {
            const std::scoped_lock lock{mutex};
            slots.push_back(std::move(slot));
        }
        add(description(device));
        if (!socket.reports_later) read_reports(device);
    }

    void read_reports(Plugged& device) {
        for (const auto& interface : device.identity.interfaces) {
            const auto report = device.function->report_descriptor(interface.number);
            if (report.empty()) continue;
            const auto path = device.sysfs + hid_path(device, interface.number);
            device.hid_sysfs.push_back(path);
            add(fmt::format(
                "P: {}\nE: SUBSYSTEM=hid\nE: DRIVER=hid-generic\nH: report_descriptor={}\n\n",
                path.substr(4), hex_of(report)));
        }
    }

    void add(const std::string& words) {
        GError* error = nullptr;
        umockdev_testbed_add_from_string(testbed, words.c_str(), &error);
        POS_ASSERT(error == nullptr);
    }

    /// Below the device's own folder. Numbered anew each time it is plugged in, as the system does.
    static std::string hid_path(const Plugged& device, unsigned interface) {
        const auto& identity = device.identity;
        return fmt::format("/{}:1.{}/0003:{:04X}:{:04X}.{:04X}", device.port, interface,
                           identity.vendor, identity.product, identity.number * 16U + interface);
    }

    static std::string description(const Plugged& device) {
        const auto& identity = device.identity;
        const auto attribute = [](std::string_view name, const std::string& value) {
            return value.empty() ? std::string{} : fmt::format("A: {}={}\\n\n", name, value);
        };
        return fmt::format(
            "P: {0}\nN: bus/usb/{1:03}/{2:03}\nE: SUBSYSTEM=usb\nE: DRIVER=usb\nE: BUSNUM={1:03}\n"
            "E: DEVNUM={2:03}\nE: DEVNAME={3}\nE: DEVTYPE=usb_device\nA: bConfigurationValue=1\\n\n"
            "A: busnum={1}\\n\nA: devnum={2}\\n\nA: speed=12\\n\n{4}{5}{6}H: descriptors={7}\n\n",
            device.sysfs.substr(4), identity.bus, identity.number, device.node,
            attribute("serial", identity.serial), attribute("manufacturer", identity.manufacturer),
            attribute("product", identity.name), hex_of(usb_descriptors(identity)));
    }

    void unplug(Slot& slot) {
        Plugged& device = slot.device;
        {
            const std::scoped_lock lock{mutex};
            device.gone = true;
            device.function = nullptr;
            for (auto& client : device.clients) client.fail_all();
        }
        answer_soon(device.port);
        // First what lies below it: its other names would stay behind otherwise.
        for (const auto& hid : device.hid_sysfs) {
            umockdev_testbed_remove_device(testbed, hid.c_str());
        }
        umockdev_testbed_remove_device(testbed, device.sysfs.c_str());
    }

    Slot* find(const std::string& port) const {
        for (const auto& slot : slots) {
            if (!slot->device.gone && slot->device.port == port) return slot.get();
        }
        return nullptr;
    }

    /// Asked for from outside, without the lock.
    Slot& plugged(const std::string& port) {
        const std::scoped_lock lock{mutex};
        Slot* const slot = find(port);
        POS_ASSERT(slot != nullptr);
        return *slot;
    }

    // ---- calls of programs; on umockdev's thread ----

    static gboolean on_call(UMockdevIoctlBase*, UMockdevIoctlClient* client, Slot* slot) {
        Core& core = *slot->core;
        const std::scoped_lock lock{core.mutex};
        core.forget_vanished();
        if (core.context == nullptr) core.context = g_main_context_get_thread_default();
        return core.call(*slot, client) ? TRUE : FALSE;
    }

    /// A program has closed the node, or has ended in the middle of a call. May come from within a
    /// call of ours, so it is only noted.
    static void on_vanished(UMockdevIoctlBase*, UMockdevIoctlClient* client, Slot* slot) {
        note_vanished(slot, reinterpret_cast<GObject*>(client));
    }
    static void note_vanished(gpointer slot, GObject* client) {
        Core& core = *static_cast<Slot*>(slot)->core;
        const std::scoped_lock lock{core.vanished_mutex};
        core.vanished.emplace_back(static_cast<Slot*>(slot), client);
    }

    void forget_vanished() {
        std::vector<std::pair<Slot*, GObject*>> taken;
        {
            const std::scoped_lock lock{vanished_mutex};
            taken.swap(vanished);
        }
        for (const auto& [slot, object] : taken) {
            const auto* client = reinterpret_cast<UMockdevIoctlClient*>(object);
            auto& device = slot->device;
            std::erase_if(device.clients, [&](const auto& each) { return each.is(client); });
            std::erase_if(device.kept, [&](const Plugged::Kept& each) {
                if (each.client != client) return false;
                stop_timer(each.timer);
                return true;
            });
            device.reaped_last.erase(client);
        }
    }

    static UsbClient* find(Plugged& device, const UMockdevIoctlClient* client) {
        for (auto& each : device.clients) {
            if (each.is(client)) return &each;
        }
        return nullptr;
    }

    static UsbClient& client_of(Slot& slot, UMockdevIoctlClient* client) {
        if (UsbClient* known = find(slot.device, client)) return *known;
        g_object_weak_ref(G_OBJECT(client), &Core::note_vanished, &slot);
        return slot.device.clients.emplace_back(client, *slot.device.function);
    }

    static bool done(UMockdevIoctlClient* client, long result, int error) {
        umockdev_ioctl_client_complete(client, result, error);
        return true;
    }

    bool call(Slot& slot, UMockdevIoctlClient* client) {
        Plugged& device = slot.device;
        const gulong request = umockdev_ioctl_client_get_request(client);
        UMockdevIoctlData* argument = umockdev_ioctl_client_get_arg(client);
        if (request == USBDEVFS_REAPURBNDELAY || request == USBDEVFS_REAPURB)
            return reap(device, client, argument);
        if (device.gone) return done(client, -1, ENODEV);
        UsbClient& from = client_of(slot, client);
        switch (request) {
            case USBDEVFS_GET_CAPABILITIES: {
                const auto place = resolve(argument, 0, sizeof kCapabilities);
                *reinterpret_cast<std::uint32_t*>(place->data) = kCapabilities;
                return done(client, 0, 0);
            }
            case USBDEVFS_SUBMITURB:
                from.submit(argument);
                done(client, 0, 0);
                from.pump();
                answer_kept(device);
                return true;
            case USBDEVFS_DISCARDURB: {
                std::uint64_t address = 0;
                std::copy_n(argument->data, sizeof address, reinterpret_cast<guint8*>(&address));
                const bool taken_back = from.discard(address);
                done(client, taken_back ? 0 : -1, taken_back ? 0 : EINVAL);
                answer_kept(device);
                return true;
            }
            default:
                return administer(device, from, client, request);
        }
    }

    static std::uint32_t number_at(UMockdevIoctlData* argument) {
        const auto place = resolve(argument, 0, sizeof(std::uint32_t));
        return place ? *reinterpret_cast<const std::uint32_t*>(place->data) : 0;
    }

    bool administer(Plugged& device, UsbClient& from, UMockdevIoctlClient* client, gulong request) {
        UMockdevIoctlData* argument = umockdev_ioctl_client_get_arg(client);
        switch (request) {
            case USBDEVFS_GETDRIVER: {
                if (device.kernel_driver.empty()) return done(client, -1, ENODATA);
                const auto place = resolve(argument, 0, sizeof(usbdevfs_getdriver));
                auto& answer = *reinterpret_cast<usbdevfs_getdriver*>(place->data);
                device.kernel_driver.copy(answer.driver, sizeof answer.driver - 1);
                return done(client, 0, 0);
            }
            case USBDEVFS_IOCTL:
                return rebind(device, client, argument);
            case USBDEVFS_CLAIMINTERFACE: {
                const unsigned interface = number_at(argument);
                const bool taken = device.held || !device.kernel_driver.empty() ||
                                   std::ranges::any_of(device.clients, [&](const UsbClient& each) {
                                       return &each != &from && each.claims().contains(interface);
                                   });
                if (taken) return done(client, -1, EBUSY);
                from.claims().insert(interface);
                return done(client, 0, 0);
            }
            case USBDEVFS_RELEASEINTERFACE:
                from.claims().erase(number_at(argument));
                return done(client, 0, 0);
            case USBDEVFS_CLEAR_HALT:
                device.function->halt_cleared(static_cast<std::uint8_t>(number_at(argument)));
                return done(client, 0, 0);
            case USBDEVFS_SETCONFIGURATION:
            case USBDEVFS_SETINTERFACE:
            case USBDEVFS_RESET:
                return done(client, 0, 0);
            default:
                return done(client, -1, ENOTTY);
        }
    }

    /// A kernel driver lets go of an interface, or gets it back.
    bool rebind(Plugged& device, UMockdevIoctlClient* client, UMockdevIoctlData* argument) {
        const auto place = resolve(argument, 0, sizeof(usbdevfs_ioctl));
        const auto code = static_cast<gulong>(static_cast<unsigned>(
            reinterpret_cast<const usbdevfs_ioctl*>(place->data)->ioctl_code));
        if (code == USBDEVFS_DISCONNECT) {
            if (device.kernel_driver.empty()) return done(client, -1, ENODATA);
            detached[device.port] = std::exchange(device.kernel_driver, {});
            return done(client, 0, 0);
        }
        if (code == USBDEVFS_CONNECT) {
            const auto before = detached.find(device.port);
            if (before == detached.end()) return done(client, 0, 0);
            device.kernel_driver = before->second;
            detached.erase(before);
            return done(client, 1, 0);
        }
        return done(client, -1, ENOTTY);
    }

    // ---- ended transfers ----

    bool reap(Plugged& device, UMockdevIoctlClient* client, UMockdevIoctlData* argument) {
        if (device.gone && device.clients.empty()) return done(client, -1, ENODEV);
        UsbClient* from = find(device, client);
        if (from == nullptr) return done(client, -1, device.gone ? ENODEV : EAGAIN);
        if (!device.gone) from->pump();
        bool& reaped_last = device.reaped_last[client];
        if (from->reap(argument)) {
            reaped_last = true;
            return done(client, 0, 0);
        }
        if (device.gone) return done(client, -1, ENODEV);
        // libusb takes all that have ended before it looks at anything else: that is told at once.
        if (std::exchange(reaped_last, false)) return done(client, -1, EAGAIN);
        keep(device, client);
        return true;
    }

    struct Late {
        Core* core;
        Plugged* device;
        UMockdevIoctlClient* client;
    };

    void keep(Plugged& device, UMockdevIoctlClient* client) {
        GSource* timer = g_timeout_source_new(kKeepCall_ms);
        g_source_set_callback(timer, &Core::on_late, new Late{this, &device, client},
                              [](gpointer late) { delete static_cast<Late*>(late); });
        g_source_attach(timer, g_main_context_get_thread_default());
        // Nobody else keeps it while its call is not answered.
        g_object_ref(client);
        device.kept.push_back({client, timer});
    }

    static void stop_timer(GSource* timer) {
        g_source_destroy(timer);
        g_source_unref(timer);
    }

    static gboolean on_late(gpointer data) {
        const auto late = *static_cast<Late*>(data);
        const std::scoped_lock lock{late.core->mutex};
        const auto kept = std::ranges::find(late.device->kept, late.client, &Plugged::Kept::client);
        if (kept == late.device->kept.end()) return G_SOURCE_REMOVE;
        g_source_unref(kept->timer);
        late.device->kept.erase(kept);
        late.core->answer(*late.device, late.client);
        return G_SOURCE_REMOVE;
    }

    void answer(Plugged& device, UMockdevIoctlClient* client) {
        UsbClient* from = find(device, client);
        if (from != nullptr && !device.gone) from->pump();
        const bool reaped = from != nullptr && from->reap(umockdev_ioctl_client_get_arg(client));
        device.reaped_last[client] = reaped;
        if (reaped) {
            done(client, 0, 0);
        } else {
            done(client, -1, device.gone ? ENODEV : EAGAIN);
        }
        g_object_unref(client);
    }

    /// Calls that wait are answered where there is something to answer now.
    void answer_kept(Plugged& device) {
        for (auto kept = device.kept.begin(); kept != device.kept.end();) {
            UsbClient* from = find(device, kept->client);
            if (from != nullptr && !device.gone) from->pump();
            if (from != nullptr && !device.gone && !from->has_ended()) {
                ++kept;
                continue;
            }
            const Plugged::Kept one = *kept;
            kept = device.kept.erase(kept);
            stop_timer(one.timer);
            answer(device, one.client);
        }
    }

    struct Soon {
        Core* core;
        std::string port;
    };

    /// Later and on umockdev's thread, which alone talks to programs; so it may be called from
    /// anywhere, also by a function that the bus has called.
    void answer_soon(const std::string& port) {
        GMainContext* const worker = context;
        if (worker == nullptr) return;
        GSource* source = g_idle_source_new();
        g_source_set_priority(source, G_PRIORITY_DEFAULT);
        g_source_set_callback(
            source,
            [](gpointer data) -> gboolean {
                const auto& soon = *static_cast<Soon*>(data);
                const std::scoped_lock lock{soon.core->mutex};
                soon.core->forget_vanished();
                for (auto& slot : soon.core->slots) {
                    if (slot->device.port == soon.port) soon.core->answer_kept(slot->device);
                }
                return G_SOURCE_REMOVE;
            },
            new Soon{this, port}, [](gpointer soon) { delete static_cast<Soon*>(soon); });
        g_source_attach(source, worker);
        g_source_unref(source);
    }

    UMockdevTestbed* testbed;
    std::atomic<GMainContext*> context{nullptr};
    std::mutex mutex;
    unsigned number{1};
    /// Those that were unplugged too: programs may still have them open.
    std::list<std::unique_ptr<Slot>> slots;
    std::map<std::string, std::string> detached;
    std::mutex vanished_mutex;
    std::vector<std::pair<Slot*, GObject*>> vanished;
};

namespace {

constexpr std::string_view kPreload = "LD_PRELOAD";
constexpr std::string_view kLibrary = "libumockdev-preload.so.0";

}  // namespace

bool UsbBus::available() {
    const char* loaded = std::getenv(kPreload.data());
    return loaded != nullptr && std::string_view{loaded}.find(kLibrary) != std::string_view::npos;
}

bool UsbBus::load(char** argv) {
    if (available()) return true;
    std::string libraries{kLibrary};
    const char* const before = std::getenv(kPreload.data());
    if (before != nullptr && *before != 0) libraries += ":" + std::string{before};
    ::setenv(kPreload.data(), libraries.c_str(), 1);
    // A made-up bus has no sound cards, and umockdev ends a program that looks for all of them.
    ::setenv("ALSA_CONFIG_PATH", "/dev/null", 0);
    ::execv("/proc/self/exe", argv);
    return false;
}

UsbBus::UsbBus() : core_{std::make_unique<Core>()} {}
UsbBus::~UsbBus() = default;

void UsbBus::plug(UsbFunction& function, const Socket& socket) {
    core_->plug(function, socket);
}

void UsbBus::read_reports(const std::string& port) {
    core_->read_reports(core_->plugged(port).device);
}

void UsbBus::unplug(const std::string& port) {
    core_->unplug(core_->plugged(port));
}

void UsbBus::changed(const std::string& port) {
    core_->answer_soon(port);
}

void UsbBus::hold(const std::string& port, bool held) {
    const std::scoped_lock lock{core_->mutex};
    if (auto* slot = core_->find(port)) slot->device.held = held;
}

std::string UsbBus::kernel_driver(const std::string& port) const {
    const std::scoped_lock lock{core_->mutex};
    core_->forget_vanished();
    const auto* slot = core_->find(port);
    return slot ? slot->device.kernel_driver : std::string{};
}

bool UsbBus::is_claimed(const std::string& port) const {
    const std::scoped_lock lock{core_->mutex};
    core_->forget_vanished();
    const auto* slot = core_->find(port);
    return slot != nullptr && std::ranges::any_of(slot->device.clients, [](const UsbClient& each) {
               return !each.claims().empty();
           });
}

}  // namespace drivers::transport::emulator
