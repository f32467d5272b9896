#include "tests/ui/stage_act.hpp"

#include <algorithm>

#include "app/till/shell/device_rows.hpp"
#include "tests/ui/stage_moves.hpp"

namespace test {

namespace {

using till::sell::Key;

void weigh(Till& till, drivers::scale::Condition condition, std::int64_t millionths) {
    till.model.scale.there = true;
    usual(till);
    till.act(till::shell::ScaleChanged{{.condition = condition, .weight = {millionths}}});
}
std::vector<till::shell::SeenDevice> many_devices() {
    using drivers::transport::DeviceKind;
    drivers::printer::PrinterReport no_paper{.state = drivers::printer::PrinterState::paper_out};
    return {
        {DeviceKind::receipt_printer, "Epson TM-T88", "usb:04b8:0202:J2XY012345", "", {}},
        {DeviceKind::receipt_printer, "Star TSP143IIIU ECO futurePRNT", "usb:0519:0003:25-1", "",
         no_paper},
        {DeviceKind::label_printer, "Zebra ZD420 Healthcare Label Printer", "usb@1-2.3", "", {}},
        {DeviceKind::keyboard, "Logitech USB Receiver", "usb@1-2.4", "", {}},
        {DeviceKind::serial_port,
         "Prolific PL2303 USB Serial Port",
         "usb@1-2.1",
         "/dev/ttyUSB0",
         {}},
        {DeviceKind::serial_port, "FTDI FT232R", "usb@1-2.2", "/dev/ttyUSB1", {}}};
}
void devices(Till& till, std::vector<till::shell::SeenDevice> seen) {
    till.press(Key::settings);
    if (till.model.screen == till::shell::Screen::opening)
        till.act(till::opening::Action{till::opening::SettingsPressed{}});
    till.act(till::settings::Action{till::settings::DevicesPressed{}});
    if (till.model.printer.state == till::shell::PrinterState::ready) {
        till.act(till::shell::PrinterChanged{.state = till::shell::PrinterState::ready,
                                             .device = "Epson TM-T88",
                                             .address = "usb:04b8:0202:J2XY012345",
                                             .last = "B01-T1-000123"});
        till.act(till::shell::ScannersChanged{
            {{"Honeywell Voyager 1450g", drivers::scanner::ScannerState::ready, "", "usb@1-1"},
             {"tcp:192.168.1.77:2101", drivers::scanner::ScannerState::gone, "",
              "tcp:192.168.1.77:2101"}}});
        till.model.said.reset();
    }
    till.act(till::shell::DevicesSeen{std::move(seen)});
}
void choose_device(Till& till, till::shell::Role role) {
    const auto rows = till::shell::device_rows(till.model);
    const auto at = std::ranges::find(rows, role, &till::shell::DeviceRow::role);
    till.act(
        till::devices::Action{till::devices::Chosen{static_cast<std::size_t>(at - rows.begin())}});
}

constexpr Act kActs[] = {
    {"sell_printer_failed",
     [](Till& t) {
         usual(t);
         t.act(till::shell::PrinterChanged{
             .state = till::shell::PrinterState::failed,
             .why = drivers::printer::PrintError{drivers::printer::PrintFailure::directory_missing,
                                                 "/media/receipts"}});
     }},
    {"sell_paper_out",
     [](Till& t) {
         usual(t);
         t.act(till::shell::PrinterChanged{.state = till::shell::PrinterState::paper_out,
                                           .waiting = 3});
     }},
    {"sell_printer_in_use",
     [](Till& t) {
         usual(t);
         t.act(till::shell::PrinterChanged{
             .state = till::shell::PrinterState::gone,
             .trouble = drivers::transport::Error{drivers::transport::Fault::in_use, "cupsd (812)"},
             .waiting = 1});
     }},
    {"sell_receipts_wait",
     [](Till& t) {
         t.open_till();
         t.act(till::shell::PrinterChanged{.state = till::shell::PrinterState::ready,
                                           .waiting = 12,
                                           .asked = 12,
                                           .asked_since = "14:02"});
     }},
    {"done_receipt_waits",
     [](Till& t) {
         paid_with_change(t);
         t.act(till::shell::PrinterChanged{.state = till::shell::PrinterState::cover_open,
                                           .waiting = 1});
     }},
    {"devices_none",
     [](Till& t) {
         t.act(till::shell::PrinterChanged{});
         devices(t, {});
     }},
    {"devices", [](Till& t) { devices(t, many_devices()); }},
    {"devices_printer_gone",
     [](Till& t) {
         t.act(till::shell::PrinterChanged{
             .state = till::shell::PrinterState::gone,
             .address = "usb:04b8:0202:J2XY012345",
             .trouble = drivers::transport::Error{drivers::transport::Fault::in_use, "cupsd (812)"},
             .waiting = 12});
         t.model.devices.setup.printer = "usb:04b8:0202:J2XY012345";
         devices(t, many_devices());
     }},
    {"devices_scanned",
     [](Till& t) {
         devices(t, many_devices());
         t.scan("]d20109521101530001172911301021AB~09");
         t.answer_all();
     }},
    {"devices_scale",
     [](Till& t) {
         weigh(t, drivers::scale::Condition::stable, 1'235'000);
         t.model.devices.setup.scale = "8217@serial:/dev/ttyUSB0";
         devices(t, many_devices());
         choose_device(t, till::shell::Role::scale);
     }},
    {"devices_drawer",
     [](Till& t) {
         devices(t, many_devices());
         choose_device(t, till::shell::Role::drawer);
     }},
    {"devices_unused",
     [](Till& t) {
         devices(t, many_devices());
         t.act(till::devices::Action{till::devices::Chosen{99}});
     }},
    {"devices_address",
     [](Till& t) {
         using namespace till::devices;
         devices(t, many_devices());
         t.act(Action{Pressed{Deed::add_card}});
         t.act(Action{Prompted{till::prompt::Typed{"192.168.1.300"}}});
         t.act(Action{Prompted{till::prompt::Confirmed{}}});
     }},
    {"sell_weight", [](Till& t) { weigh(t, drivers::scale::Condition::stable, 1'235'000); }},
    {"sell_weighing",
     [](Till& t) {
         weigh(t, drivers::scale::Condition::zero, 0);
         t.scan("106");
     }},
    {"sell_scale_gone", [](Till& t) { weigh(t, drivers::scale::Condition::gone, 0); }},
    {"sell_drawer_left_open",
     [](Till& t) { usual(t), t.act(till::shell::DrawerChanged{true, true}); }},
    {"sell_display_gone", [](Till& t) { usual(t), t.act(till::shell::PoleChanged{false}); }},
};

}  // namespace

std::span<const Act> device_acts() {
    return kActs;
}

}  // namespace test
