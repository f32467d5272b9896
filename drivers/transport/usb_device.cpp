#include "drivers/transport/usb_device.hpp"

#include <algorithm>

#include "drivers/transport/usb_pipe.hpp"

namespace drivers::transport {

namespace {

bool has_endpoint(const UsbInterface& interface, bool in) {
    return std::ranges::any_of(interface.endpoints, [in](const UsbEndpoint& endpoint) {
        return endpoint.in() == in && (endpoint.transfer == UsbTransfer::bulk ||
                                       endpoint.transfer == UsbTransfer::interrupt);
    });
}

template <class Value>
bool fits_if_asked(const std::optional<Value>& asked, Value value) {
    return !asked || *asked == value;
}

}  // namespace

bool fits(const UsbAddress& address, const UsbDevice& device) {
    return fits_if_asked(address.vendor, device.vendor) &&
           fits_if_asked(address.product, device.product) &&
           (address.serial.empty() || address.serial == device.serial) &&
           (address.port.empty() || address.port == device.port);
}

UsbAddress address_of(const UsbDevice& device) {
    if (!device.serial.empty()) return {device.vendor, device.product, device.serial, {}};
    return {device.vendor, device.product, {}, device.port};
}

const UsbInterface* find_interface(const UsbDevice& device, const UsbWanted& wanted) {
    const auto found = std::ranges::find_if(device.interfaces, [&](const UsbInterface& interface) {
        return fits_if_asked(wanted.interface_class, interface.interface_class) &&
               fits_if_asked(wanted.subclass, interface.subclass) &&
               fits_if_asked(wanted.protocol, interface.protocol) &&
               fits_if_asked(wanted.number, interface.number) &&
               (!wanted.out || has_endpoint(interface, false)) &&
               (!wanted.in || has_endpoint(interface, true));
    });
    return found == device.interfaces.end() ? nullptr : &*found;
}

}  // namespace drivers::transport
