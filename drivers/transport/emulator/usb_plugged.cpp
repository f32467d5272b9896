#include "drivers/transport/emulator/usb_plugged.hpp"

#include <fmt/format.h>

#include <string_view>

#include "drivers/transport/emulator/usb_descriptors.hpp"

namespace drivers::transport::emulator {

std::string description_of(const Plugged& device) {
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
        attribute("product", identity.name), pos::to_hex(usb_descriptors(identity)));
}

std::string hid_path_of(const Plugged& device, unsigned interface) {
    const auto& identity = device.identity;
    return fmt::format("/{}:1.{}/0003:{:04X}:{:04X}.{:04X}", device.port, interface,
                       identity.vendor, identity.product, identity.number * 16U + interface);
}

std::string hid_description_of(const std::string& path, const pos::Bytes& report) {
    return fmt::format(
        "P: {}\nE: SUBSYSTEM=hid\nE: DRIVER=hid-generic\nH: report_descriptor={}\n\n",
        path.substr(4), pos::to_hex(report));
}

}  // namespace drivers::transport::emulator
