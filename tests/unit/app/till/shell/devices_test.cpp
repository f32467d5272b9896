// Goal: the screen of devices lists what is there, tries it out and gives it work with one tap, and
// a test is never a sale.
// Method: what is plugged in is made up; actions go in, and models and effects are looked at. What
// the effects then do is a matter of tests/unit/app/core and drivers/.
#include <gtest/gtest.h>

#include "app/till/shell/device_rows.hpp"
#include "app/till/shell/shell.hpp"
#include "tests/support/shell_driver.hpp"

using drivers::transport::DeviceKind;
using test::ShellDriver;
using till::devices::Deed;
using till::shell::DevicesSeen;
using till::shell::Role;
using till::shell::SeenDevice;

namespace {

const SeenDevice kEpson{DeviceKind::receipt_printer, "Epson TM-T88", "usb:04b8:0202:A", "", {}};
const SeenDevice kStar{DeviceKind::receipt_printer, "Star TSP100", "usb:0519:0003:B", "", {}};
const SeenDevice kPort{DeviceKind::serial_port, "FTDI FT232R", "usb@1-2", "/dev/ttyUSB0", {}};
const SeenDevice kKeyboard{DeviceKind::keyboard, "Logitech", "usb@1-3", "", {}};
const SeenDevice kHidScale{DeviceKind::scale, "Dymo M5", "usb:0922:8003", "", {}};

class DevicesShell : public testing::Test {
protected:
    DevicesShell() {
        till.open_till();
        till.press(till::sell::Key::settings);
        till.act(till::settings::Action{till::settings::DevicesPressed{}});
    }
    void plug_in(std::vector<SeenDevice> devices) { till.act(DevicesSeen{std::move(devices)}); }
    void printer_is(till::shell::PrinterState state, const SeenDevice& device) {
        till.act(till::shell::PrinterChanged{
            .state = state, .device = device.name, .address = device.address});
    }
    void act(till::devices::Action action) { till.act(till::shell::Action{std::move(action)}); }
    void choose(const std::string& name) {
        const auto& rows = till.model.devices_screen.rows;
        const auto at = std::ranges::find(rows, name, &till::devices::Row::name);
        ASSERT_NE(at, rows.end()) << name;
        act(till::devices::Chosen{static_cast<std::size_t>(at - rows.begin())});
    }
    void press(Deed deed) { act(till::devices::Pressed{deed}); }

    template <class Wanted>
    std::vector<Wanted> take() {
        std::vector<Wanted> found;
        for (const auto& effect : till.waiting) {
            if (const auto* one = std::get_if<Wanted>(&effect)) found.push_back(*one);
        }
        till.waiting.clear();
        return found;
    }
    std::string saved(const std::string& key) {
        std::string value = "(not saved)";
        for (const auto& effect : till.waiting) {
            const auto* one = std::get_if<till::shell::SaveSetting>(&effect);
            if (one != nullptr && one->key == key) value = one->value;
        }
        return value;
    }
    const till::shell::DeviceSetup& setup() const { return till.model.devices.setup; }
    std::vector<std::string> names() const {
        std::vector<std::string> all;
        for (const auto& row : till.model.devices_screen.rows) all.push_back(row.name);
        return all;
    }

    ShellDriver till;
};

}  // namespace

TEST_F(DevicesShell, looks_while_it_is_shown_and_no_longer) {
    EXPECT_EQ(take<till::shell::WatchDevices>().size(), 1U);
    act(till::devices::BackPressed{});
    EXPECT_EQ(till.model.screen, till::shell::Screen::settings);
    EXPECT_EQ(take<till::shell::LeaveDevices>().size(), 1U);
}

TEST_F(DevicesShell, what_is_used_stands_first_and_once) {
    plug_in({kKeyboard, kStar, kEpson});
    printer_is(till::shell::PrinterState::paper_low, kEpson);
    EXPECT_EQ(names(), (std::vector<std::string>{"Epson TM-T88", "Scanner", "Cash drawer",
                                                 "Customer window", "Logitech", "Star TSP100"}));
    EXPECT_TRUE(till.model.devices_screen.rows[0].in_use);
    EXPECT_NE(till.model.devices_screen.rows[0].note.find("Paper runs low"), std::string::npos);
    EXPECT_FALSE(till.model.devices_screen.rows[5].in_use);
}

TEST_F(DevicesShell, another_printer_is_taken_by_one_tap_and_kept_for_the_next_start) {
    plug_in({kEpson, kStar});
    printer_is(till::shell::PrinterState::ready, kEpson);
    choose("Star TSP100");
    till.waiting.clear();
    press(Deed::use_as_printer);
    EXPECT_EQ(setup().printer, kStar.address);
    EXPECT_EQ(saved("printer"), kStar.address);
    const auto used = take<till::shell::UseDevice>();
    ASSERT_EQ(used.size(), 1U);
    EXPECT_EQ(used[0].role, Role::printer);
    printer_is(till::shell::PrinterState::ready, kStar);
    EXPECT_EQ(till.model.devices_screen.title, "Star TSP100");
    press(Deed::stop);
    EXPECT_EQ(setup().printer, "");
}

TEST_F(DevicesShell, a_test_page_goes_to_the_printer_in_use) {
    plug_in({kEpson});
    printer_is(till::shell::PrinterState::ready, kEpson);
    till.waiting.clear();
    press(Deed::test_page);
    const auto pages = take<till::shell::PrintTestPage>();
    ASSERT_EQ(pages.size(), 1U);
    EXPECT_EQ(pages[0].device, "Epson TM-T88");
    EXPECT_EQ(pages[0].address, kEpson.address);
}

TEST_F(DevicesShell, without_any_printer_there_is_nothing_to_test) {
    till.act(till::shell::PrinterChanged{});
    EXPECT_TRUE(till.model.devices_screen.buttons.empty());
    till.waiting.clear();
    press(Deed::test_page);
    EXPECT_TRUE(till.waiting.empty());
}

TEST_F(DevicesShell, a_scan_is_shown_and_goes_into_no_sale) {
    till.scan("101");
    EXPECT_EQ(till.model.devices_screen.figure, "101");
    EXPECT_EQ(till.model.devices_screen.figure_note, "The shop knows it: Milk 1 l");
    till.scan("999");
    EXPECT_EQ(till.model.devices_screen.figure, "999");
    EXPECT_NE(till.model.devices_screen.figure_note.find("no goods"), std::string::npos);
    EXPECT_TRUE(till.model.cash_register.state().cart.lines.empty());
    EXPECT_EQ(till.model.screen, till::shell::Screen::devices);
}

TEST_F(DevicesShell, a_bills_code_is_known_where_bills_are_taken) {
    till.codes["B-7"] = {
        .found = till::shell::OtherFound{pos::catalog::CodeKind::bill, "I2026-000007"},
        .code = "B-7"};
    till.scan("B-7");
    EXPECT_EQ(till.model.devices_screen.figure_note,
              "This is a bill. This till takes no payments of bills.");
    till.model.bill_desk.there = true;
    till.scan("B-7");
    EXPECT_EQ(till.model.devices_screen.figure_note, "The shop knows it: I2026-000007");
}

TEST_F(DevicesShell, an_answer_that_comes_after_the_screen_is_left_sells_nothing) {
    till.act(till::shell::Scanned{"101", true});
    act(till::devices::BackPressed{});
    till.answer_all();
    EXPECT_TRUE(till.model.cash_register.state().cart.lines.empty());
}

TEST_F(DevicesShell, a_test_that_could_not_be_looked_up_takes_no_scan_of_a_sale) {
    till.act(till::shell::Scanned{"101", true});
    till.act(
        till::shell::ReadFailed{till.model.test_asked, {pos::store::StoreErrorKind::busy, {}, {}}});
    till.waiting.clear();
    act(till::devices::BackPressed{});
    till.act(till::settings::Action{till::settings::BackPressed{}});
    till.scan("101");
    EXPECT_EQ(till.model.cash_register.state().cart.lines.size(), 1U);
}

TEST_F(DevicesShell, of_two_test_scans_the_later_is_shown) {
    till.act(till::shell::Scanned{"101", true});
    till.act(till::shell::Scanned{"102", true});
    till.answer_all();
    EXPECT_EQ(till.model.devices_screen.figure, "102");
    EXPECT_EQ(till.model.devices_screen.figure_note, "The shop knows it: Bananas");
}

TEST_F(DevicesShell, a_badge_is_named_and_its_code_not_shown) {
    till.act(till::shell::Scanned{"8-secret", true});
    till.waiting.clear();
    till.act(till::shell::CodeAnswered{till.model.test_asked,
                                       till::shell::PersonFound{{.id = {}, .name = "Otto M."}}});
    EXPECT_EQ(till.model.devices_screen.figure, "Otto M.");
    EXPECT_EQ(till.model.cash_register.state().user.name, "Anna K.");
}

TEST_F(DevicesShell, what_is_weighed_to_try_the_scale_is_not_sold) {
    till.model.scale.there = true;
    act(till::devices::BackPressed{});
    till.act(till::settings::Action{till::settings::BackPressed{}});
    till.act(till::shell::ScaleChanged{{.condition = drivers::scale::Condition::zero}});
    till.scan("102");  // by the kilogram: waits for a weight
    ASSERT_TRUE(till.model.weighing);
    till.press(till::sell::Key::settings);
    till.act(till::settings::Action{till::settings::DevicesPressed{}});
    till.act(till::shell::ScaleChanged{
        {.condition = drivers::scale::Condition::stable, .weight = {500'000}}});
    till.answer_all();
    EXPECT_TRUE(till.model.cash_register.state().cart.lines.empty());
}

TEST_F(DevicesShell, a_page_is_not_sent_to_a_printer_that_cannot_print) {
    plug_in({kEpson});
    for (const auto state : {till::shell::PrinterState::gone, till::shell::PrinterState::cover_open,
                             till::shell::PrinterState::paper_out}) {
        printer_is(state, kEpson);
        till.waiting.clear();
        press(Deed::test_page);
        EXPECT_TRUE(take<till::shell::PrintTestPage>().empty());
    }
}

TEST_F(DevicesShell, printers_are_asked_anew_once_another_is_in_use) {
    till.waiting.clear();
    printer_is(till::shell::PrinterState::ready, kEpson);
    const auto watched = take<till::shell::WatchDevices>();
    ASSERT_EQ(watched.size(), 1U);
    EXPECT_EQ(watched[0].printer_in_use, kEpson.address);
    printer_is(till::shell::PrinterState::paper_low, kEpson);
    EXPECT_TRUE(take<till::shell::WatchDevices>().empty());
}

TEST_F(DevicesShell, the_keyboard_is_not_taken_by_a_press_of_enter) {
    plug_in({kKeyboard});
    choose("Logitech");
    ASSERT_EQ(till.model.devices_screen.buttons.size(), 1U);
    EXPECT_FALSE(till.model.devices_screen.buttons[0].likely);
    EXPECT_TRUE(till.model.devices_screen.buttons[0].tapped_only);
}

TEST_F(DevicesShell, a_serial_scanner_is_taken_once_and_let_go_without_being_missed) {
    plug_in({kPort});
    choose("FTDI FT232R");
    till.waiting.clear();
    press(Deed::use_as_scanner);
    EXPECT_EQ(saved("scanners"), "serial:/dev/ttyUSB0\n");
    till.act(till::shell::ScannersChanged{
        {{"Honeywell", drivers::scanner::ScannerState::ready, "", "usb@1-1"},
         {"serial:/dev/ttyUSB0:9600", drivers::scanner::ScannerState::ready, "",
          "serial:/dev/ttyUSB0:9600"}}});
    EXPECT_EQ(till.model.devices_screen.title, "serial:/dev/ttyUSB0:9600");
    press(Deed::stop);
    EXPECT_TRUE(setup().scanners.empty());
    till.act(till::shell::ScannersChanged{.scanners = {}, .anew = true});
    till.act(till::shell::ScannersChanged{
        {{"Honeywell", drivers::scanner::ScannerState::ready, "", "usb@1-1"}}});
    EXPECT_FALSE(till.model.scanner_missed);
    EXPECT_FALSE(till.model.said);
}

TEST_F(DevicesShell, a_card_terminal_stays_while_it_closes_its_day) {
    till.model.devices.setup.card = "zvt:192.168.1.60";
    till.model.card.closing = true;
    press(Deed::add_card);
    EXPECT_FALSE(till.model.devices_screen.prompt);
    till.act(till::shell::CardReported{drivers::card::DayClosed{}});
    press(Deed::add_card);
    EXPECT_TRUE(till.model.devices_screen.prompt);
}

TEST_F(DevicesShell, the_drawer_is_tried_out_on_the_books) {
    choose("Cash drawer");
    till.waiting.clear();
    press(Deed::open_drawer);
    std::size_t stored = 0;
    for (const auto& effect : till.waiting) {
        const auto* told = std::get_if<pos::sale::Effect>(&effect);
        if (told != nullptr && std::holds_alternative<pos::sale::Store>(*told)) ++stored;
    }
    EXPECT_EQ(stored, 1U);
}

TEST_F(DevicesShell, a_serial_port_becomes_what_it_is_told_to_be) {
    plug_in({kPort});
    choose("FTDI FT232R");
    till.waiting.clear();
    press(Deed::use_as_scale);
    EXPECT_EQ(saved("scale_at"), "8217@serial:/dev/ttyUSB0");
    EXPECT_TRUE(till.model.scale.there);
    ASSERT_EQ(till.model.devices_screen.choices.size(), 1U);
    act(till::devices::ChoiceMade{0, 2});
    EXPECT_EQ(saved("scale_at"), "dialog06@serial:/dev/ttyUSB0");
    EXPECT_EQ(till.model.devices_screen.choices[0].chosen, 2U);
    press(Deed::stop);
    EXPECT_EQ(saved("scale_at"), "");
    EXPECT_FALSE(till.model.scale.there);
    choose("FTDI FT232R");
    press(Deed::use_as_printer);
    EXPECT_EQ(setup().printer, "serial:/dev/ttyUSB0");
}

TEST_F(DevicesShell, a_scale_says_what_lies_on_it) {
    plug_in({kHidScale});
    choose("Dymo M5");
    press(Deed::use_as_scale);
    EXPECT_EQ(setup().scale, kHidScale.address);
    till.act(till::shell::ScaleChanged{
        {.condition = drivers::scale::Condition::stable, .weight = {1'235'000}}});
    EXPECT_EQ(till.model.devices_screen.figure, "1.235 kg");
    EXPECT_TRUE(till.model.devices_screen.choices.empty());  // of its class there is one protocol
    till.waiting.clear();
    press(Deed::zero);
    EXPECT_EQ(take<till::shell::ZeroScale>().size(), 1U);
}

TEST_F(DevicesShell, a_keyboard_that_is_a_scanner_is_taken_and_given_back) {
    plug_in({kKeyboard});
    choose("Logitech");
    till.waiting.clear();
    press(Deed::use_as_scanner);
    EXPECT_EQ(saved("scanners"), "usb@1-3\n");
    till.act(till::shell::ScannersChanged{
        {{"Logitech", drivers::scanner::ScannerState::ready, "", "usb@1-3"}}});
    choose("Logitech");
    press(Deed::stop);
    EXPECT_EQ(saved("scanners"), "");
}

TEST_F(DevicesShell, an_address_is_asked_for_and_checked) {
    press(Deed::add_printer);
    ASSERT_TRUE(till.model.devices_screen.prompt);
    for (const char* wrong : {"192.168.1", "192.168.1.256", "1.2.3.4.5", "1..2.3", ".1.2.3"}) {
        act(till::devices::Prompted{till::prompt::Typed{wrong}});
        act(till::devices::Prompted{till::prompt::Confirmed{}});
        ASSERT_TRUE(till.model.devices_screen.prompt) << wrong;
        EXPECT_FALSE(till.model.devices_screen.prompt->refusal.empty()) << wrong;
    }
    act(till::devices::Prompted{till::prompt::Typed{"192,168.1.50"}});
    EXPECT_EQ(till.model.devices_screen.prompt->text, "192.168.1.50");
    till.waiting.clear();
    act(till::devices::Prompted{till::prompt::Confirmed{}});
    EXPECT_FALSE(till.model.devices_screen.prompt);
    EXPECT_EQ(saved("printer"), "tcp:192.168.1.50");
}

TEST_F(DevicesShell, a_card_terminal_is_not_exchanged_while_a_payment_is_open) {
    press(Deed::add_card);
    act(till::devices::Prompted{till::prompt::Typed{"192.168.1.60"}});
    act(till::devices::Prompted{till::prompt::Confirmed{}});
    EXPECT_EQ(setup().card, "zvt:192.168.1.60");
    EXPECT_TRUE(till.model.card.there);
    till.model.card.ordered = true;
    press(Deed::stop);
    EXPECT_EQ(setup().card, "zvt:192.168.1.60");
    EXPECT_TRUE(till.model.said);
    press(Deed::add_card);
    EXPECT_FALSE(till.model.devices_screen.prompt);
}

TEST_F(DevicesShell, the_customers_window_and_display_do_not_know_of_each_other) {
    plug_in({kPort});
    choose("FTDI FT232R");
    press(Deed::use_as_display);
    EXPECT_EQ(setup().display, "serial:/dev/ttyUSB0");
    choose("Customer window");
    act(till::devices::ChoiceMade{0, 1});
    EXPECT_EQ(setup().display, "window,serial:/dev/ttyUSB0");
    choose("FTDI FT232R");
    press(Deed::stop);
    EXPECT_EQ(setup().display, "window");
    choose("Customer window");
    act(till::devices::ChoiceMade{0, 0});
    EXPECT_EQ(setup().display, "");
}

TEST_F(DevicesShell, the_customers_window_stays_off_where_it_would_cover_the_till) {
    choose("Customer window");
    act(till::devices::ChoiceMade{0, 1});
    till.waiting.clear();
    till.act(till::shell::CustomerWindowRefused{});
    EXPECT_EQ(setup().display, "");
    EXPECT_EQ(saved("display"), "");
    ASSERT_TRUE(till.model.said);
    EXPECT_NE(till.model.said->words.find("second screen"), std::string::npos);
}

TEST_F(DevicesShell, a_device_that_is_not_taken_is_told_of_in_the_words_of_the_till) {
    using app::core::Failure;
    using app::core::FailureKind;
    using app::core::Why;
    till.act(till::shell::DeviceNotTaken{
        Failure{FailureKind::refused, "In English.", Why::unknown_device, "what@ever"}});
    ASSERT_TRUE(till.model.said);
    EXPECT_EQ(till.model.said->words,
              "This till knows no device called what@ever. Choose it anew under Devices.");
    till.act(till::shell::CustomerWindowRefused{
        Failure{FailureKind::environment, "In English.", Why::no_customer_window}});
    ASSERT_TRUE(till.model.said);
    EXPECT_EQ(till.model.said->words.find("In English."), std::string::npos);
    EXPECT_NE(till.model.said->words.find("customer window"), std::string::npos);
}

TEST_F(DevicesShell, the_drawer_hangs_where_it_is_said_to) {
    choose("Cash drawer");
    act(till::devices::ChoiceMade{0, 1});
    EXPECT_EQ(setup().drawer, "printer:5");
    act(till::devices::ChoiceMade{0, 2});
    EXPECT_EQ(setup().drawer, "none");
    EXPECT_TRUE(till.model.devices_screen.buttons.empty());
}

TEST(DeviceAddresses, protocol_and_place_are_told_apart) {
    using till::shell::split_protocol;
    EXPECT_EQ(split_protocol("nci@tcp:10.0.0.1:40"),
              (std::pair<std::string, std::string>{"nci", "tcp:10.0.0.1:40"}));
    EXPECT_EQ(split_protocol("serial:/dev/ttyS0"),
              (std::pair<std::string, std::string>{"", "serial:/dev/ttyS0"}));
    EXPECT_EQ(split_protocol("usb@1-2"), (std::pair<std::string, std::string>{"", "usb@1-2"}));
}

TEST(DeviceAddresses, a_setting_may_leave_out_what_a_device_says) {
    using till::shell::is_same_place;
    EXPECT_TRUE(is_same_place("usb:0c2e:0b61", "usb:0c2e:0b61:A17"));
    EXPECT_FALSE(is_same_place("usb:0c2e:0b61:A17", "usb:0c2e:0b61"));
    EXPECT_TRUE(is_same_place("serial:/dev/ttyUSB0", "serial:/dev/ttyUSB0:9600"));
    EXPECT_FALSE(is_same_place("serial:/dev/ttyUSB0", "serial:/dev/ttyUSB1"));
    EXPECT_TRUE(is_same_place("tcp:10.0.0.7", "tcp:10.0.0.7:9100"));
}
