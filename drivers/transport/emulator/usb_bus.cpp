#include "drivers/transport/emulator/usb_bus.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include "drivers/transport/emulator/usb_bus_core.hpp"

namespace drivers::transport::emulator {

namespace {

constexpr std::string_view kPreload = "LD_PRELOAD";
constexpr std::string_view kLibrary = "libumockdev-preload.so.0";

}  // namespace

void UsbBus::Core::end(std::unique_ptr<Core> core) {
    for (auto& slot : core->slots) {
        if (!slot->device.gone) core->unplug(*slot);
    }
    g_object_unref(core->testbed);
    for (auto& slot : core->slots) g_object_unref(slot->device.handler);
    // umockdev tells its thread to end and does not wait for it: what that still calls stays.
    static std::mutex alone;
    static auto* const ended = new std::vector<std::unique_ptr<Core>>;
    const std::scoped_lock lock{alone};
    ended->push_back(std::move(core));
}

void UsbBus::Core::plug(UsbFunction& function, const Socket& socket) {
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
    device.sysfs = fmt::format("/sys/devices/pci0000:00/0000:00:14.0/usb{}/{}", bus, socket.port);
    device.handler = umockdev_ioctl_base_new();
    g_signal_connect(device.handler, "handle-ioctl", G_CALLBACK(&Core::on_call), slot.get());
    g_signal_connect(device.handler, "client-vanished", G_CALLBACK(&Core::on_vanished), slot.get());
    GError* error = nullptr;
    umockdev_testbed_attach_ioctl(testbed, device.node.c_str(), device.handler, &error);
    POS_ASSERT(error == nullptr);
    {
        const std::scoped_lock lock{mutex};
        slots.push_back(std::move(slot));
    }
    add(description_of(device));
    if (!socket.reports_later) read_reports(device);
}

void UsbBus::Core::read_reports(Plugged& device) {
    for (const auto& interface : device.identity.interfaces) {
        const auto report = device.function->report_descriptor(interface.number);
        if (report.empty()) continue;
        const auto path = device.sysfs + hid_path_of(device, interface.number);
        device.hid_sysfs.push_back(path);
        add(hid_description_of(path, report));
    }
}

void UsbBus::Core::add(const std::string& words) {
    GError* error = nullptr;
    umockdev_testbed_add_from_string(testbed, words.c_str(), &error);
    POS_ASSERT(error == nullptr);
}

void UsbBus::Core::unplug(Slot& slot) {
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

UsbBus::Core::Slot* UsbBus::Core::find(const std::string& port) const {
    for (const auto& slot : slots) {
        if (!slot->device.gone && slot->device.port == port) return slot.get();
    }
    return nullptr;
}

UsbBus::Core::Slot& UsbBus::Core::plugged(const std::string& port) {
    const std::scoped_lock lock{mutex};
    Slot* const slot = find(port);
    POS_ASSERT(slot != nullptr);
    return *slot;
}

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
UsbBus::~UsbBus() {
    Core::end(std::move(core_));
}

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
