#include "app/core/find_devices.hpp"

#include <algorithm>
#include <stop_token>

#include "app/core/find_printer.hpp"
#include "drivers/printer/device_printer.hpp"
#include "drivers/transport/usb_pipe.hpp"

namespace app::core {

namespace {

using namespace drivers::transport;
using namespace std::chrono_literals;

constexpr auto kAskTime = 2s;

bool is_printer(DeviceKind kind) {
    return kind == DeviceKind::receipt_printer || kind == DeviceKind::printer ||
           kind == DeviceKind::label_printer;
}

int rank(DeviceKind kind) {
    if (kind == DeviceKind::other) return 2;
    return is_printer(kind) ? 0 : 1;
}

std::string name_of(const KnownDevice& known, const UsbDevice& device) {
    if (!known.name.empty()) return known.name;
    if (device.manufacturer.empty() || device.name.starts_with(device.manufacturer))
        return device.name;
    return device.name.empty() ? device.manufacturer : device.manufacturer + " " + device.name;
}

std::string node_of(const UsbDevice& device) {
    for (const auto& each : device.interfaces)
        if (!each.node.empty()) return "/dev/" + each.node;
    return {};
}

}  // namespace

FoundDevice ask_printer(const Address& address, std::stop_token stop) {
    static const drivers::printer::NoPictures kNoPictures;
    drivers::printer::DevicePrinter printer{printer_connector(address, std::nullopt, stop),
                                            {},
                                            kNoPictures,
                                            [](const auto&) {},
                                            std::move(stop)};
    FoundDevice found{.kind = DeviceKind::receipt_printer, .address = to_string(address)};
    found.printer = printer.attend(after(kAskTime));
    found.name = found.printer->device;
    return found;
}

std::expected<std::vector<FoundDevice>, Error> find_devices(bool ask) {
    const auto devices = list_usb();
    if (!devices) return std::unexpected{devices.error()};
    std::vector<FoundDevice> all;
    for (const auto& device : *devices) {
        const auto known = device_table().look_up(device);
        FoundDevice found{.kind = known.kind,
                          .name = name_of(known, device),
                          .address = to_string(address_of(device)),
                          .port = device.port,
                          .node = node_of(device)};
        // A label printer speaks another language: a question would come out as a label.
        if (ask && is_printer(known.kind) && known.kind != DeviceKind::label_printer) {
            auto asked = ask_printer(address_of(device));
            if (found.name.empty()) found.name = asked.name;
            found.printer = std::move(asked.printer);
        }
        all.push_back(std::move(found));
    }
    std::ranges::stable_sort(all, {}, [](const FoundDevice& each) { return rank(each.kind); });
    return all;
}

}  // namespace app::core
