// The calls that programs make on devices of the bus, and the transfers that end of them.
#include <sys/ioctl.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "drivers/transport/emulator/usb_bus_core.hpp"

namespace drivers::transport::emulator {

namespace {

constexpr std::uint32_t kCapabilities =
    USBDEVFS_CAP_BULK_CONTINUATION | USBDEVFS_CAP_NO_PACKET_SIZE_LIM |
    USBDEVFS_CAP_REAP_AFTER_DISCONNECT | USBDEVFS_CAP_ZERO_PACKET;
/// How long a call that finds no ended transfer is kept: libusb asks again at once, without end.
constexpr unsigned kKeepCall_ms = 2;

}  // namespace

gboolean UsbBus::Core::on_call(UMockdevIoctlBase*, UMockdevIoctlClient* client, Slot* slot) {
    Core& core = *slot->core;
    const std::scoped_lock lock{core.mutex};
    core.forget_vanished();
    if (core.context == nullptr) core.context = g_main_context_get_thread_default();
    return core.call(*slot, client) ? TRUE : FALSE;
}

void UsbBus::Core::on_vanished(UMockdevIoctlBase*, UMockdevIoctlClient* client, Slot* slot) {
    note_vanished(slot, reinterpret_cast<GObject*>(client));
}

void UsbBus::Core::note_vanished(gpointer slot, GObject* client) {
    Core& core = *static_cast<Slot*>(slot)->core;
    const std::scoped_lock lock{core.vanished_mutex};
    core.vanished.emplace_back(static_cast<Slot*>(slot), client);
}

void UsbBus::Core::forget_vanished() {
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

UsbClient* UsbBus::Core::find(Plugged& device, const UMockdevIoctlClient* client) {
    for (auto& each : device.clients) {
        if (each.is(client)) return &each;
    }
    return nullptr;
}

UsbClient& UsbBus::Core::client_of(Slot& slot, UMockdevIoctlClient* client) {
    if (UsbClient* known = find(slot.device, client)) return *known;
    g_object_weak_ref(G_OBJECT(client), &Core::note_vanished, &slot);
    return slot.device.clients.emplace_back(client, *slot.device.function);
}

bool UsbBus::Core::done(UMockdevIoctlClient* client, long result, int error) {
    umockdev_ioctl_client_complete(client, result, error);
    return true;
}

bool UsbBus::Core::call(Slot& slot, UMockdevIoctlClient* client) {
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

std::uint32_t UsbBus::Core::number_at(UMockdevIoctlData* argument) {
    const auto place = resolve(argument, 0, sizeof(std::uint32_t));
    return place ? *reinterpret_cast<const std::uint32_t*>(place->data) : 0;
}

bool UsbBus::Core::administer(Plugged& device, UsbClient& from, UMockdevIoctlClient* client,
                              gulong request) {
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

bool UsbBus::Core::rebind(Plugged& device, UMockdevIoctlClient* client,
                          UMockdevIoctlData* argument) {
    const auto place = resolve(argument, 0, sizeof(usbdevfs_ioctl));
    const auto code = static_cast<gulong>(
        static_cast<unsigned>(reinterpret_cast<const usbdevfs_ioctl*>(place->data)->ioctl_code));
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

bool UsbBus::Core::reap(Plugged& device, UMockdevIoctlClient* client, UMockdevIoctlData* argument) {
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

void UsbBus::Core::keep(Plugged& device, UMockdevIoctlClient* client) {
    GSource* timer = g_timeout_source_new(kKeepCall_ms);
    g_source_set_callback(timer, &Core::on_late, new Late{this, &device, client},
                          [](gpointer late) { delete static_cast<Late*>(late); });
    g_source_attach(timer, g_main_context_get_thread_default());
    // Nobody else keeps it while its call is not answered.
    g_object_ref(client);
    device.kept.push_back({client, timer});
}

void UsbBus::Core::stop_timer(GSource* timer) {
    g_source_destroy(timer);
    g_source_unref(timer);
}

gboolean UsbBus::Core::on_late(gpointer data) {
    const auto late = *static_cast<Late*>(data);
    const std::scoped_lock lock{late.core->mutex};
    const auto kept = std::ranges::find(late.device->kept, late.client, &Plugged::Kept::client);
    if (kept == late.device->kept.end()) return G_SOURCE_REMOVE;
    g_source_unref(kept->timer);
    late.device->kept.erase(kept);
    late.core->answer(*late.device, late.client);
    return G_SOURCE_REMOVE;
}

void UsbBus::Core::answer(Plugged& device, UMockdevIoctlClient* client) {
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

void UsbBus::Core::answer_kept(Plugged& device) {
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

void UsbBus::Core::answer_soon(const std::string& port) {
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

}  // namespace drivers::transport::emulator
