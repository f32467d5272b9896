#include "drivers/transport/usb_library.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "drivers/transport/hid_usages.hpp"

namespace drivers::transport {

namespace {

namespace fs = std::filesystem;

constexpr std::uint8_t kClassHub = 9;

/// One line of sysfs.
std::string read_line(const fs::path& file) {
    std::string line;
    std::getline(std::ifstream{file}, line);
    return line;
}

std::string port_of(libusb_device* device) {
    std::uint8_t ports[8] = {};
    const int count = libusb_get_port_numbers(device, ports, sizeof ports);
    const unsigned bus = libusb_get_bus_number(device);
    if (count <= 0) return fmt::format("usb{}", bus);
    auto path = fmt::format("{}-{}", bus, ports[0]);
    for (int i = 1; i < count; ++i) path += fmt::format(".{}", ports[i]);
    return path;
}

/// The first entry of a folder that begins so; empty without one.
std::string first_entry(const fs::path& folder, std::string_view begins) {
    std::error_code failed;
    for (fs::directory_iterator at{folder, failed}, end; !failed && at != end;
         at.increment(failed)) {
        const auto name = at->path().filename().string();
        if (name.starts_with(begins)) return name;
    }
    return {};
}

std::string kernel_node(const fs::path& interface) {
    if (auto tty = first_entry(interface / "tty", "tty"); !tty.empty()) return tty;
    if (auto tty = first_entry(interface, "ttyUSB"); !tty.empty()) return tty;
    if (auto printer = first_entry(interface / "usbmisc", "lp"); !printer.empty())
        return "usb/" + printer;
    return {};
}

std::vector<HidUsage> usages_of(const fs::path& interface) {
    // A HID device below the interface is named BUS:VENDOR:PRODUCT.INSTANCE, bus 3 being USB.
    const auto hid = first_entry(interface, "0003:");
    if (hid.empty()) return {};
    std::ifstream file{interface / hid / "report_descriptor", std::ios::binary};
    const std::string bytes{std::istreambuf_iterator<char>{file}, {}};
    return hid_usages(pos::as_bytes(bytes));
}

UsbTransfer transfer_of(const libusb_endpoint_descriptor& endpoint) {
    switch (endpoint.bmAttributes & LIBUSB_TRANSFER_TYPE_MASK) {
        case LIBUSB_ENDPOINT_TRANSFER_TYPE_CONTROL:
            return UsbTransfer::control;
        case LIBUSB_ENDPOINT_TRANSFER_TYPE_ISOCHRONOUS:
            return UsbTransfer::isochronous;
        case LIBUSB_ENDPOINT_TRANSFER_TYPE_BULK:
            return UsbTransfer::bulk;
        default:
            return UsbTransfer::interrupt;
    }
}

UsbInterface interface_of(const libusb_interface_descriptor& from) {
    UsbInterface interface{.number = from.bInterfaceNumber,
                           .alternate = from.bAlternateSetting,
                           .interface_class = from.bInterfaceClass,
                           .subclass = from.bInterfaceSubClass,
                           .protocol = from.bInterfaceProtocol};
    for (unsigned i = 0; i < from.bNumEndpoints; ++i) {
        const auto& endpoint = from.endpoint[i];
        interface.endpoints.push_back(
            {.address = endpoint.bEndpointAddress,
             .transfer = transfer_of(endpoint),
             .packet_bytes = static_cast<std::uint16_t>(endpoint.wMaxPacketSize & 0x07FFU)});
    }
    return interface;
}

void read_interfaces(libusb_device* device, const fs::path& sysfs, UsbDevice& into) {
    libusb_config_descriptor* config = nullptr;
    if (libusb_get_active_config_descriptor(device, &config) != 0) return;
    for (unsigned i = 0; i < config->bNumInterfaces; ++i) {
        const libusb_interface& settings = config->interface[i];
        for (int k = 0; k < settings.num_altsetting; ++k) {
            UsbInterface interface = interface_of(settings.altsetting[k]);
            const auto folder = sysfs / fmt::format("{}:{}.{}", into.port,
                                                    config->bConfigurationValue, interface.number);
            interface.node = kernel_node(folder);
            if (interface.interface_class == kUsbClassHid) interface.usages = usages_of(folder);
            into.interfaces.push_back(std::move(interface));
        }
    }
    libusb_free_config_descriptor(config);
}

}  // namespace

std::expected<UsbContext, Error> open_usb_library() {
    libusb_context* context = nullptr;
    const int code = libusb_init(&context);
    if (code != 0) return std::unexpected{usb_error(code)};
    return UsbContext{context};
}

std::expected<std::vector<UsbDeviceRef>, Error> devices_of(libusb_context* context) {
    libusb_device** list = nullptr;
    const auto count = libusb_get_device_list(context, &list);
    if (count < 0) return std::unexpected{usb_error(static_cast<int>(count))};
    std::vector<UsbDeviceRef> devices;
    for (ssize_t i = 0; i < count; ++i) devices.emplace_back(list[i]);
    libusb_free_device_list(list, 0);
    return devices;
}

UsbDevice describe_device(libusb_device* device) {
    libusb_device_descriptor descriptor{};
    libusb_get_device_descriptor(device, &descriptor);
    UsbDevice found{.vendor = descriptor.idVendor,
                    .product = descriptor.idProduct,
                    .device_class = descriptor.bDeviceClass,
                    .bus = libusb_get_bus_number(device),
                    .number = libusb_get_device_address(device),
                    .port = port_of(device)};
    const fs::path sysfs = fs::path{"/sys/bus/usb/devices"} / found.port;
    found.serial = read_line(sysfs / "serial");
    found.manufacturer = read_line(sysfs / "manufacturer");
    found.name = read_line(sysfs / "product");
    read_interfaces(device, sysfs, found);
    return found;
}

bool is_hub(const UsbDevice& device) {
    return device.device_class == kClassHub;
}

std::string node_of(const UsbDevice& device) {
    return fmt::format("/dev/bus/usb/{:03}/{:03}", device.bus, device.number);
}

Error usb_error(int code) {
    const std::string words = libusb_strerror(code);
    switch (code) {
        case LIBUSB_ERROR_ACCESS:
            return {Fault::not_allowed, words};
        case LIBUSB_ERROR_NO_DEVICE:
            return {Fault::gone, words};
        case LIBUSB_ERROR_NOT_FOUND:
            return {Fault::not_found, words};
        case LIBUSB_ERROR_BUSY:
            return {Fault::in_use, {}};
        case LIBUSB_ERROR_TIMEOUT:
            return {Fault::timed_out, {}};
        case LIBUSB_ERROR_PIPE:
            return {Fault::stalled, {}};
        case LIBUSB_ERROR_NOT_SUPPORTED:
        case LIBUSB_ERROR_INVALID_PARAM:
            return {Fault::not_possible, words};
        default:
            return {Fault::input_output, words};
    }
}

}  // namespace drivers::transport
