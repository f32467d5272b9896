#include "drivers/transport/device_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

namespace drivers::transport {

namespace {

using nlohmann::json;

// source: USB HID Usage Tables
constexpr std::uint16_t kPageDesktop = 0x01;
constexpr std::uint16_t kUsageKeyboard = 0x06;
constexpr std::uint16_t kPageScanner = 0x8C;
constexpr std::uint16_t kPageScale = 0x8D;

struct KindName {
    std::string_view name;
    DeviceKind kind;
};
constexpr KindName kKinds[] = {{"other", DeviceKind::other},
                               {"receipt_printer", DeviceKind::receipt_printer},
                               {"label_printer", DeviceKind::label_printer},
                               {"scanner", DeviceKind::scanner},
                               {"scale", DeviceKind::scale}};

std::optional<std::uint16_t> id_of(const json& row, const char* key) {
    const auto found = row.find(key);
    if (found == row.end() || !found->is_string()) return std::nullopt;
    const auto& text = found->get_ref<const std::string&>();
    std::uint16_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
    if (text.size() != 4 || error != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

std::string text_of(const json& row, const char* key) {
    const auto found = row.find(key);
    return found != row.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

std::optional<DeviceTable::Row> row_of(const json& from) {
    if (!from.is_object()) return std::nullopt;
    const auto vendor = id_of(from, "vendor");
    const auto* kind = std::ranges::find(kKinds, text_of(from, "kind"), &KindName::name);
    DeviceTable::Row row;
    row.product = id_of(from, "product");
    if (!vendor || kind == std::end(kKinds) || (from.contains("product") && !row.product))
        return std::nullopt;
    row.vendor = *vendor;
    row.known = {kind->kind, text_of(from, "name"), text_of(from, "profile")};
    if (row.known.name.empty()) return std::nullopt;
    return row;
}

bool has_class(const UsbDevice& device, std::uint8_t interface_class) {
    return std::ranges::any_of(device.interfaces, [&](const UsbInterface& each) {
        return each.interface_class == interface_class;
    });
}

bool has_usage(const UsbDevice& device, std::uint16_t page, std::optional<std::uint16_t> usage) {
    for (const auto& interface : device.interfaces) {
        for (const auto& each : interface.usages) {
            if (each.page == page && (!usage || each.usage == *usage)) return true;
        }
    }
    return false;
}

/// A keyboard of the boot protocol, as it says where its report descriptor cannot be read.
bool is_boot_keyboard(const UsbDevice& device) {
    return std::ranges::any_of(device.interfaces, [](const UsbInterface& each) {
        return each.interface_class == kUsbClassHid && each.subclass == 1 && each.protocol == 1;
    });
}

/// Whether a row for all of a maker's devices can mean this one.
bool suits(DeviceKind kind, const UsbDevice& device) {
    switch (kind) {
        case DeviceKind::receipt_printer:
        case DeviceKind::label_printer:
            return has_class(device, kUsbClassPrinter) || has_class(device, kUsbClassVendor);
        case DeviceKind::other:
        case DeviceKind::printer:
        case DeviceKind::scanner:
        case DeviceKind::keyboard:
        case DeviceKind::scale:
        case DeviceKind::serial_port:
            return true;
    }
    return true;
}

DeviceKind kind_by_class(const UsbDevice& device) {
    if (has_class(device, kUsbClassPrinter)) return DeviceKind::printer;
    if (has_usage(device, kPageScanner, std::nullopt)) return DeviceKind::scanner;
    if (has_usage(device, kPageScale, std::nullopt)) return DeviceKind::scale;
    if (has_usage(device, kPageDesktop, kUsageKeyboard) || is_boot_keyboard(device))
        return DeviceKind::keyboard;
    const bool has_tty = std::ranges::any_of(
        device.interfaces, [](const UsbInterface& each) { return each.node.starts_with("tty"); });
    if (has_tty || has_class(device, kUsbClassCommunications)) return DeviceKind::serial_port;
    return DeviceKind::other;
}

}  // namespace

std::expected<DeviceTable, DeviceTableError> DeviceTable::parse(std::string_view text) {
    const json file = json::parse(text, nullptr, false);
    if (!file.is_object() || !file.contains("devices") || !file["devices"].is_array() ||
        !file.contains("models") || !file["models"].is_array())
        return std::unexpected{DeviceTableError{"it holds no lists \"devices\" and \"models\""}};
    DeviceTable table;
    for (const json& from : file["devices"]) {
        auto row = row_of(from);
        if (!row)
            return std::unexpected{
                DeviceTableError{fmt::format("this is no device: {}", from.dump())}};
        table.rows_.push_back(std::move(*row));
    }
    for (const json& from : file["models"]) {
        if (!from.is_object() || text_of(from, "begins").empty() ||
            text_of(from, "profile").empty())
            return std::unexpected{
                DeviceTableError{fmt::format("this is no model: {}", from.dump())}};
        table.models_.push_back({text_of(from, "begins"), text_of(from, "profile")});
    }
    std::ranges::stable_partition(table.rows_,
                                  [](const Row& row) { return row.product.has_value(); });
    return table;
}

KnownDevice DeviceTable::look_up(const UsbDevice& device) const {
    const auto row = std::ranges::find_if(rows_, [&](const Row& each) {
        if (each.vendor != device.vendor) return false;
        return each.product ? *each.product == device.product : suits(each.known.kind, device);
    });
    if (row != rows_.end()) {
        KnownDevice known = row->known;
        // Makers give one product id to several models: what the device calls itself is better.
        auto better = profile_of_model(device.name);
        if (known.kind == DeviceKind::receipt_printer && !better.empty())
            known.profile = std::move(better);
        return known;
    }
    KnownDevice known{.kind = kind_by_class(device), .name = device.name};
    if (known.kind == DeviceKind::printer) known.profile = profile_of_model(device.name);
    if (!known.profile.empty()) known.kind = DeviceKind::receipt_printer;
    return known;
}

std::string DeviceTable::profile_of_model(std::string_view model) const {
    const auto found = std::ranges::find_if(
        models_, [&](const Model& each) { return model.starts_with(each.begins); });
    return found == models_.end() ? std::string{} : found->profile;
}

UsbWanted printer_interface(const UsbDevice& device) {
    // Two ways where it has them, so that it can answer.
    for (const UsbWanted& wanted :
         {UsbWanted{.interface_class = kUsbClassPrinter, .out = true, .in = true},
          UsbWanted{.interface_class = kUsbClassPrinter, .out = true},
          UsbWanted{.interface_class = kUsbClassVendor, .out = true, .in = true},
          UsbWanted{.interface_class = kUsbClassVendor, .out = true}}) {
        if (const auto* found = find_interface(device, wanted)) {
            UsbWanted exact = wanted;
            exact.number = found->number;
            exact.protocol = found->protocol;
            return exact;
        }
    }
    return {.interface_class = kUsbClassPrinter, .out = true};
}

bool is_other_language(std::string_view commands) {
    std::string upper{commands};
    std::ranges::transform(upper, upper.begin(), [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    if (upper.find("ESC/POS") != upper.npos || upper.find("STAR") != upper.npos ||
        upper.find("EPOS") != upper.npos)
        return false;
    constexpr std::string_view kOthers[] = {
        "PCL",  "PJL",  "POSTSCRIPT", "PDF",  "ESCPL", "BDC", "URF",  "PWG", "ZPL",      "EPL",
        "TSPL", "CPCL", "XPS",        "HBPL", "SPL",   "UFR", "LIPS", "BJL", "BJRASTER", "GDI"};
    return std::ranges::any_of(
        kOthers, [&](std::string_view each) { return upper.find(each) != upper.npos; });
}

}  // namespace drivers::transport
