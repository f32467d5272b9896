#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "drivers/transport/usb_device.hpp"
#include "drivers/transport/usb_pipe.hpp"

namespace drivers::transport {

enum class DeviceKind : std::uint8_t {
    other,
    receipt_printer,
    /// Class 7, and neither its ids nor its name say more: what it is its device id tells, once it
    /// is open.
    printer,
    label_printer,
    scanner,
    keyboard,  // which a scanner may be
    scale,
    serial_port,
};

struct KnownDevice {
    DeviceKind kind{DeviceKind::other};
    std::string name{};  // of the table, else in the device's own words; may be empty
    std::string
        profile{};  // of a printer: a file of assets/printers without its ending; may be empty
    bool operator==(const KnownDevice&) const = default;
};

struct DeviceTableError {
    std::string words;  // what is wrong and where in the file
};

/// What devices are, by vendor and product (assets/devices/usb.json). Where the table is silent,
/// the class of an interface or its HID usage pages decide; a maker of chips alone means nothing.
///
/// threads: any
class DeviceTable {
public:
    static std::expected<DeviceTable, DeviceTableError> parse(std::string_view json);

    KnownDevice look_up(const UsbDevice& device) const;

    /// The profile for a printer that calls itself so; empty for none.
    std::string profile_of_model(std::string_view model) const;

    /// Vendors and products of that kind, for checks of rules elsewhere; a missing product is any.
    struct Row {
        std::uint16_t vendor{0};
        std::optional<std::uint16_t> product{};
        KnownDevice known{};
    };
    const std::vector<Row>& rows() const { return rows_; }

private:
    struct Model {
        std::string begins;
        std::string profile;
    };
    std::vector<Row> rows_;  // those with a product first
    std::vector<Model> models_;
};

/// How a printer's interface is asked for: class 7 where it has one, else any that takes bytes in
/// bulk.
UsbWanted printer_interface(const UsbDevice& device);

/// Whether a printer's command set (the CMD of its device id) is one for pages or labels, so that
/// it is no receipt printer. An empty one says nothing.
bool is_other_language(std::string_view commands);

}  // namespace drivers::transport
