#include "app/till/shell/device_rows.hpp"

#include <algorithm>

namespace till::shell {

namespace {

using devices::Deed;
using drivers::transport::DeviceKind;
using drivers::transport::SerialAddress;
using drivers::transport::UsbAddress;

/// Whether what is wanted may be the device that says all of itself.
bool covers(const UsbAddress& wanted, const UsbAddress& is) {
    return (!wanted.vendor || wanted.vendor == is.vendor) &&
           (!wanted.product || wanted.product == is.product) &&
           (wanted.serial.empty() || wanted.serial == is.serial) &&
           (wanted.port.empty() || wanted.port == is.port);
}

/// Whether that address, as a setting has it, means the device that is plugged in.
bool means(const std::string& address, const SeenDevice& seen) {
    if (address.empty()) return false;
    if (is_same_place(address, seen.address)) return true;
    if (seen.node.empty()) return false;
    const auto parsed = drivers::transport::parse_address(address);
    const auto* serial = parsed ? std::get_if<SerialAddress>(&*parsed) : nullptr;
    return serial != nullptr && serial->path == seen.node;
}

const SeenDevice* find_seen(const Model& m, const std::string& address) {
    const auto& all = m.devices.seen.devices;
    const auto found =
        std::ranges::find_if(all, [&](const SeenDevice& seen) { return means(address, seen); });
    return found == all.end() ? nullptr : &*found;
}

/// "usb" is whichever scale is plugged in.
const SeenDevice* find_scale(const Model& m, const std::string& address) {
    if (address != "usb") return find_seen(m, address);
    const auto& all = m.devices.seen.devices;
    const auto found = std::ranges::find(all, DeviceKind::scale, &SeenDevice::kind);
    return found == all.end() ? nullptr : &*found;
}

bool is_printer(const SeenDevice& seen) {
    return seen.kind == DeviceKind::receipt_printer || seen.kind == DeviceKind::printer;
}

/// Whether a page sent now would come out at once.
bool may_print(PrinterState state) {
    return state == PrinterState::ready || state == PrinterState::unknown ||
           state == PrinterState::printing || state == PrinterState::paper_low;
}

void add_scanners(const Model& m, std::vector<DeviceRow>& rows) {
    for (const auto& scanner : m.scanners) {
        rows.push_back({.role = Role::scanner,
                        .address = scanner.address,
                        .seen = find_seen(m, scanner.address),
                        .scanner = &scanner});
    }
    if (m.scanners.empty()) rows.push_back({.role = Role::scanner});
}

bool is_taken(const std::vector<DeviceRow>& rows, const SeenDevice& seen) {
    return std::ranges::any_of(rows, [&](const DeviceRow& row) { return row.seen == &seen; });
}

}  // namespace

std::string DeviceRow::key() const {
    const std::string part = role ? std::to_string(static_cast<int>(*role)) : "unused";
    // There is one printer, whatever it is called and wherever it is plugged in next.
    if (role == Role::printer) return part;
    const auto parsed = drivers::transport::parse_address(address);
    return part + ' ' + (parsed ? to_string(*parsed) : address);
}

bool is_same_place(const std::string& wanted, const std::string& is) {
    const auto first = drivers::transport::parse_address(wanted);
    const auto second = drivers::transport::parse_address(is);
    if (!first || !second) return wanted == is;
    const auto* usb = std::get_if<UsbAddress>(&*first);
    const auto* device = std::get_if<UsbAddress>(&*second);
    return usb != nullptr && device != nullptr ? covers(*usb, *device) : *first == *second;
}

bool is_named_scanner(const Model& m, const std::string& address) {
    return std::ranges::any_of(m.devices.setup.scanners, [&](const std::string& named) {
        return is_same_place(named, address);
    });
}

std::vector<DeviceRow> device_rows(const Model& m) {
    const auto& setup = m.devices.setup;
    std::vector<DeviceRow> rows;
    const bool printer_there = m.printer.state != PrinterState::none &&
                               m.printer.state != PrinterState::gone && !m.printer.address.empty();
    const std::string& printer = printer_there ? m.printer.address : setup.printer;
    rows.push_back({.role = Role::printer, .address = printer, .seen = find_seen(m, printer)});
    add_scanners(m, rows);
    rows.push_back({.role = Role::drawer});
    rows.push_back({.role = Role::display, .address = std::string{kCustomerWindow}});
    if (const auto pole = pole_of(setup.display); !pole.empty()) {
        const auto address = split_protocol(pole).second;
        rows.push_back({.role = Role::display, .address = address, .seen = find_seen(m, address)});
    }
    if (!setup.scale.empty()) {
        const auto address = split_protocol(setup.scale).second;
        rows.push_back({.role = Role::scale, .address = address, .seen = find_scale(m, address)});
    }
    if (!setup.card.empty()) rows.push_back({.role = Role::card, .address = setup.card});
    for (const SeenDevice& seen : m.devices.seen.devices) {
        if (seen.kind == DeviceKind::other || is_taken(rows, seen)) continue;
        rows.push_back({.role = {}, .address = seen.address, .seen = &seen});
    }
    return rows;
}

std::size_t chosen_row(const Model& m, const std::vector<DeviceRow>& rows) {
    const auto at = std::ranges::find(rows, m.devices.chosen, &DeviceRow::key);
    return at == rows.end() ? 0 : static_cast<std::size_t>(at - rows.begin());
}

std::vector<Deed> deeds_of(const Model& m, const DeviceRow& row) {
    const auto& setup = m.devices.setup;
    if (!row.role) {
        if (row.seen == nullptr) return {};
        if (is_printer(*row.seen)) return {Deed::use_as_printer};
        if (row.seen->kind == DeviceKind::keyboard) return {Deed::use_as_scanner};
        if (row.seen->kind == DeviceKind::scale) return {Deed::use_as_scale};
        if (row.seen->kind == DeviceKind::serial_port)
            return {Deed::use_as_scanner, Deed::use_as_scale, Deed::use_as_printer,
                    Deed::use_as_display};
        return {};
    }
    std::vector<Deed> deeds;
    const bool drawer_on_printer = setup.drawer.empty() || setup.drawer.starts_with("printer");
    switch (*row.role) {
        case Role::printer:
            if (may_print(m.printer.state)) deeds.push_back(Deed::test_page);
            if (drawer_on_printer && !deeds.empty()) deeds.push_back(Deed::open_drawer);
            if (!setup.printer.empty()) deeds.push_back(Deed::stop);
            break;
        case Role::scanner:
            if (is_named_scanner(m, row.address)) deeds.push_back(Deed::stop);
            break;
        case Role::scale:
            deeds = {Deed::zero, Deed::stop};
            break;
        case Role::display:
            if (row.address != kCustomerWindow) deeds.push_back(Deed::stop);
            break;
        case Role::drawer:
            if (setup.drawer != "none") deeds.push_back(Deed::open_drawer);
            break;
        case Role::card:
            deeds.push_back(Deed::stop);
            break;
    }
    return deeds;
}

std::string address_for(Role role, const SeenDevice& seen) {
    const std::string serial = seen.node.empty() ? seen.address : "serial:" + seen.node;
    const bool port = seen.kind == DeviceKind::serial_port;
    switch (role) {
        case Role::printer:
        case Role::scanner:
        case Role::display:
            return port ? serial : seen.address;
        case Role::scale:
            return port ? std::string{kScaleProtocols[0]} + '@' + serial : seen.address;
        case Role::drawer:
        case Role::card:
            break;
    }
    return seen.address;
}

std::pair<std::string, std::string> split_protocol(const std::string& where) {
    const auto at = where.find('@');
    const auto colon = where.find(':');
    // "usb@1-2" names a port.
    if (at == std::string::npos || where.starts_with("usb") || colon < at) return {"", where};
    return {where.substr(0, at), where.substr(at + 1)};
}

bool has_window(const std::string& display) {
    return display == kCustomerWindow || display.starts_with("window,") ||
           display.ends_with(",window");
}

std::string pole_of(const std::string& display) {
    if (display == kCustomerWindow) return {};
    if (display.starts_with("window,")) return display.substr(sizeof("window,") - 1);
    if (display.ends_with(",window"))
        return display.substr(0, display.size() - (sizeof(",window") - 1));
    return display;
}

std::string joined_display(bool window, const std::string& pole) {
    if (!window) return pole;
    return pole.empty() ? std::string{kCustomerWindow} : "window," + pole;
}

}  // namespace till::shell
