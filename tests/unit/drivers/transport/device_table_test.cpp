// Goal: a device is taken for what it is: by its ids, else by class and usage pages; and the rules
// that let a till use it without root know the same makers. Method: the table of the tree itself,
// made-up devices, and broken tables.
#include "drivers/transport/device_table.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "tests/support/temp_dir.hpp"

using namespace drivers::transport;

namespace {

const std::string kSource = COUNTERFOIL_SOURCE_DIR;

const DeviceTable& table() {
    static const DeviceTable parsed = [] {
        auto table = DeviceTable::parse(test::read_file(kSource + "/assets/devices/usb.json"));
        if (!table) ADD_FAILURE() << table.error().words;
        return table ? std::move(*table) : DeviceTable{};
    }();
    return parsed;
}

UsbDevice device(std::uint16_t vendor, std::uint16_t product, std::uint8_t interface_class,
                 std::string name = {}) {
    return {.vendor = vendor,
            .product = product,
            .name = std::move(name),
            .interfaces = {{.interface_class = interface_class,
                            .endpoints = {{0x01, UsbTransfer::bulk, 64}}}}};
}

DeviceKind kind_of(const UsbDevice& device) {
    return table().look_up(device).kind;
}

}  // namespace

TEST(DeviceTable, knows_printers_and_scanners_by_their_ids) {
    EXPECT_EQ(table().look_up(device(0x04b8, 0x0202, kUsbClassPrinter)),
              (KnownDevice{DeviceKind::receipt_printer, "Epson TM-T88", "epson-tm-t88"}));
    EXPECT_EQ(kind_of(device(0x0416, 0x5011, kUsbClassVendor)), DeviceKind::receipt_printer);
    EXPECT_EQ(kind_of(device(0x0a5f, 0x0080, kUsbClassPrinter)), DeviceKind::label_printer);
    EXPECT_EQ(kind_of(device(0x0c2e, 0x0b61, kUsbClassHid)), DeviceKind::scanner);
    EXPECT_EQ(kind_of(device(0x05e0, 0x0800, kUsbClassVendor)), DeviceKind::other);
}

TEST(DeviceTable, takes_no_maker_of_chips_for_a_maker_of_printers) {
    EXPECT_EQ(kind_of(device(0x0416, 0x3811, kUsbClassVendor)), DeviceKind::other);
    EXPECT_EQ(kind_of(device(0x0483, 0x5720, 8)), DeviceKind::other);
    EXPECT_EQ(kind_of(device(0x1504, 0x9999, 8)), DeviceKind::other) << "a maker's mass storage";
}

TEST(DeviceTable, class_and_usage_pages_decide_where_it_is_silent) {
    EXPECT_EQ(kind_of(device(0x9999, 1, kUsbClassPrinter)), DeviceKind::printer);
    EXPECT_EQ(table().look_up(device(0x9999, 1, kUsbClassPrinter, "TM-T88VII")).profile,
              "epson-tm-t88");
    EXPECT_EQ(kind_of(device(0x9999, 1, kUsbClassPrinter, "POS-58")), DeviceKind::receipt_printer);
    UsbDevice hid = device(0x9999, 1, kUsbClassHid);
    EXPECT_EQ(kind_of(hid), DeviceKind::other);
    hid.interfaces[0].usages = {{0x8C, 2}};
    EXPECT_EQ(kind_of(hid), DeviceKind::scanner);
    hid.interfaces[0].usages = {{0x8D, 0x20}};
    EXPECT_EQ(kind_of(hid), DeviceKind::scale);
    hid.interfaces[0].usages = {{0x01, 6}};
    EXPECT_EQ(kind_of(hid), DeviceKind::keyboard);
    hid.interfaces[0].usages = {};
    hid.interfaces[0].subclass = 1;
    hid.interfaces[0].protocol = 1;
    EXPECT_EQ(kind_of(hid), DeviceKind::keyboard);
    EXPECT_EQ(kind_of(device(0x1a86, 0x7523, kUsbClassCommunications)), DeviceKind::serial_port);
}

TEST(DeviceTable, asks_for_the_interface_that_can_answer) {
    UsbDevice printer = device(1, 2, kUsbClassPrinter);
    printer.interfaces[0].protocol = 1;
    EXPECT_EQ(printer_interface(printer).protocol, 1);
    printer.interfaces.push_back(
        {.number = 0,
         .alternate = 1,
         .interface_class = kUsbClassPrinter,
         .protocol = 2,
         .endpoints = {{0x01, UsbTransfer::bulk, 64}, {0x82, UsbTransfer::bulk, 64}}});
    EXPECT_EQ(printer_interface(printer).protocol, 2);
    EXPECT_EQ(printer_interface(device(1, 2, kUsbClassVendor)).interface_class, kUsbClassVendor);
}

TEST(DeviceTable, tells_languages_of_pages_and_labels_from_receipts) {
    for (const char* commands : {"", "ESC/POS", "ESC/POS;PJL", "STAR", "EPSON"})
        EXPECT_FALSE(is_other_language(commands)) << commands;
    for (const char* commands : {"PJL,PCL6,PDF", "ESCPL2,BDC", "zpl", "EPL2"})
        EXPECT_TRUE(is_other_language(commands)) << commands;
}

TEST(DeviceTable, broken_tables_are_named) {
    for (const char* json :
         {"", "[]", "{}", R"({"devices": [], "models": [{}]})",
          R"({"devices": [{"vendor": "04b8"}], "models": []})",
          R"({"devices": [{"vendor": "4b8", "kind": "scanner", "name": "x"}], "models": []})",
          R"({"devices": [{"vendor": "04b8", "product": "x", "kind": "scanner", "name": "x"}],
              "models": []})",
          R"({"devices": [{"vendor": "04b8", "kind": "toaster", "name": "x"}], "models": []})"}) {
        const auto table = DeviceTable::parse(json);
        ASSERT_FALSE(table) << json;
        EXPECT_FALSE(table.error().words.empty());
    }
}

TEST(DeviceTable, tells_the_models_of_a_maker_apart) {
    const auto profile = [](std::uint16_t vendor, std::uint16_t product, std::string name) {
        UsbDevice device{.vendor = vendor, .product = product};
        device.name = std::move(name);
        device.interfaces.push_back({.interface_class = kUsbClassPrinter});
        return table().look_up(device).profile;
    };
    EXPECT_EQ(profile(0x0519, 0x0003, "whatever"), "star-tsp100");
    EXPECT_EQ(profile(0x0519, 0x0017, "Star TSP143IIIU"), "star-tsp100");
    EXPECT_EQ(profile(0x0519, 0x0017, "TSP654"), "star-tsp650");
    EXPECT_EQ(profile(0x0519, 0x0017, "mC-Print3"), "star-mc-print3");
    EXPECT_EQ(profile(0x0519, 0x0017, ""), "star-tsp650");
    EXPECT_EQ(profile(0x04b8, 0x0202, "TM-m30II"), "epson-tm-m30");
    EXPECT_EQ(profile(0x04b8, 0x0202, "TM-T88VI"), "epson-tm-t88");
}

TEST(DeviceTable, names_profiles_that_exist) {
    for (const auto& row : table().rows()) {
        const bool printer = row.known.kind == DeviceKind::receipt_printer;
        EXPECT_EQ(row.known.profile.empty(), !printer) << row.known.name;
        if (!printer) continue;
        EXPECT_TRUE(
            std::filesystem::exists(kSource + "/assets/printers/" + row.known.profile + ".json"))
            << row.known.profile;
    }
}

TEST(DeviceTable, udev_rules_cover_every_row) {
    const auto rules = test::read_file(kSource + "/packaging/udev/70-counterfoil.rules");
    for (const auto& row : table().rows()) {
        if (row.known.kind == DeviceKind::other) continue;
        EXPECT_NE(rules.find(fmt::format("{:04x}", row.vendor)), rules.npos) << row.known.name;
        // Class 7 is let in whatever its ids.
        const bool any_epson = row.vendor == 0x04b8;
        if (row.product && !any_epson &&
            rules.find(fmt::format("|{:04x}", row.vendor)) == rules.npos &&
            rules.find(fmt::format("\"{:04x}|", row.vendor)) == rules.npos) {
            EXPECT_NE(rules.find(fmt::format("{:04x}", *row.product)), rules.npos)
                << row.known.name;
        }
    }
}
