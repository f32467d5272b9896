#include "tests/ui/stage.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "app/till/screens/customer/customer_view.hpp"
#include "app/till/screens/first_start/first_start_view.hpp"
#include "app/till/shell/device_rows.hpp"
#include "app/till/shell/present_customer.hpp"
#include "app/till/shell/shell_view.hpp"
#include "app/till/shell/updates.hpp"
#include "app/till/ui/assets.hpp"
#include "app/till/ui/languages.hpp"
#include "tests/support/shell_driver.hpp"
#include "tests/ui/stage_bills.hpp"
#include "tests/ui/stage_correct.hpp"
#include "tests/ui/stage_goods.hpp"
#include "tests/ui/stage_records.hpp"

namespace test {

namespace {

namespace sell = till::sell;
namespace prompt = till::prompt;
namespace goods = till::goods;
using sell::Key;
using Till = ShellDriver;

void type(Till& till, const std::string& text) {
    till.act(sell::Action{sell::InputTyped{text}});
}
void ask(Till& till, const std::string& text) {
    till.act(sell::Action{sell::Prompted{prompt::Typed{text}}});
}
void times(Till& till, const std::string& quantity, const std::string& code) {
    type(till, quantity);
    till.press(Key::times);
    till.scan(code);
}
void stored(Till& till, Key key) {
    till.press(key);
    till.answer_all();
}

// ---- goods in the cart ----

void usual(Till& till) {
    till.open_till();
    times(till, "2", "101");
    times(till, "1.204", "106");
    times(till, "3", "109");
    till.press(Key::discount);
    ask(till, "10");
    till.act(sell::Action{sell::Prompted{prompt::ReasonChosen{0}}});
    till.act(sell::Action{sell::Prompted{prompt::Confirmed{}}});
    till.scan("110");
    times(till, "0.312", "105");
}
void one_line(Till& till) {
    till.open_till();
    till.scan("101");
}
void scripts(Till& till) {
    till.open_till();
    for (const char* code : {"113", "114", "115", "116", "117", "118", "119", "120"})
        till.scan(code);
}
pos::customer::Party whoever(const std::string& number, const std::string& name) {
    pos::customer::Party party{.number = number, .name = name};
    party.id.bytes[15] = static_cast<std::uint8_t>(name.size());
    party.street = "Hauptstraße 1";
    party.postcode = "10115";
    party.city = "Berlin";
    party.country = "DE";
    party.email = "post@example.org";
    party.phone = "+49 30 1234567";
    return party;
}
void take_customer(Till& till) {
    till.press(Key::customer);
    till.answer_all();
    till.act(till::customers::Action{till::customers::Taken{}});
    till.answer_all();
}
void customers_shown(Till& till) {
    one_line(till);
    till.customers = {
        whoever("K71", "Otto Müller"), whoever("B01-T1-C0001", "Ada"),
        whoever("4000123456789", "Maximiliane von und zu Hohenlohe-Langenburg-Weikersheim")};
    take_customer(till);
    till.press(Key::customer);
    till.answer_all();
}
void long_names(Till& till) {
    till.open_till();
    till.scan("111");
    till.scan("121");
    times(till, "123.456", "123");
    times(till, "12", "122");
    till.press(Key::price);
    ask(till, "9999.99");
    till.act(sell::Action{sell::Prompted{prompt::ReasonChosen{2}}});
    till.act(sell::Action{sell::Prompted{prompt::Confirmed{}}});
    till.customers = {
        whoever("4000123456789", "Maximiliane von und zu Hohenlohe-Langenburg-Weikersheim")};
    take_customer(till);
}
void sixty_lines(Till& till) {
    till.open_till();
    for (int i = 0; i < 60; ++i) till.scan(std::to_string(101 + i % 11));
}

// ---- beside the cart ----

void search(Till& till) {
    usual(till);
    type(till, "a");
    till.answer_all();
}
void nothing_found(Till& till) {
    usual(till);
    type(till, "xyzzy");
    till.answer_all();
}
void prompted(Till& till, Key key) {
    usual(till);
    till.press(key);
}

// ---- paying ----

void pay(Till& till) {
    usual(till);
    till.press(Key::pay);
}
void key_in(Till& till, const std::string& digits) {
    till.act(till::pay::Action{till::pay::KeyedChanged{digits}});
}
void pay_with(Till& till, till::pay::Method method) {
    till.act(till::pay::Action{till::pay::MethodPressed{method}});
    till.answer_all();
}
void in_parts(Till& till) {
    pay(till);
    key_in(till, "500");
    pay_with(till, till::pay::Method::other);
    key_in(till, "300");
    pay_with(till, till::pay::Method::card);
    key_in(till, "2000");
}
void paid_with_change(Till& till) {
    pay(till);
    key_in(till, "5000");
    pay_with(till, till::pay::Method::cash);
}

// ---- other screens ----

void find_receipt(Till& till, const std::string& number) {
    till.press(Key::return_goods);
    till.act(till::returns::Action{till::returns::InputTyped{number}});
    till.act(till::returns::Action{till::returns::InputEntered{}});
}
void receipt_found(Till& till) {
    usual(till);
    stored(till, Key::exact_cash);
    find_receipt(till, "B01-T1-000001");
    till.answer_all();
    till.act(till::returns::Action{till::returns::MorePressed{0}});
    till.act(till::returns::Action{till::returns::MorePressed{1}});
}
void refund(Till& till) {
    receipt_found(till);
    till.act(till::returns::Action{till::returns::Confirmed{}});
    till.answer_all();
}
void held(Till& till) {
    one_line(till);
    stored(till, Key::hold);
    for (const char* code : {"106", "111", "109"}) till.scan(code);
    till.customers = {whoever("4711", "Otto Müller")};
    take_customer(till);
    stored(till, Key::hold);
    till.scan("122");
    stored(till, Key::hold);
    till.press(Key::recall);
}

pos::report::TakingsRow row(std::int64_t gross_minor, std::int64_t sales) {
    pos::report::TakingsRow row;
    row.figures.sales = sales;
    row.figures.gross_minor = gross_minor;
    return row;
}

void takings(Till& till, till::takings::Period period) {
    one_line(till);
    auto& read = till.takings;
    const pos::Date today = till.model.now.date;
    constexpr std::int64_t kHours[] = {3, 9, 15, 18, 24, 29, 25, 20, 22, 27, 33, 24, 10, 2};
    for (int i = 0; i < 8; ++i) {
        read.hours.push_back(row(kHours[i] * 2'311, kHours[i]));
        read.hours.back().hour = 7 + i;
    }
    for (int i = 0; i < 14; ++i) {
        read.hours_before.push_back(row(kHours[i] * 2'200, kHours[i]));
        read.hours_before.back().hour = 7 + i;
    }
    const auto days = till::shell::days_of(period, today);
    for (pos::Date day = days.from; day <= today;
         day.days += period == till::takings::Period::year ? 9 : 1) {
        read.days.push_back(row(481'240 + day.days % 7 * 43'000, 287));
        read.days.back().day = day;
        read.days.back().figures.refunds = 4;
        read.days.back().figures.refunded_minor = 6'410;
        read.days_before.push_back(row(453'100, 276));
    }
    const auto named = [](auto& rows, const char* name, std::int64_t minor, std::int64_t count) {
        rows.push_back(row(minor, count));
        rows.back().code = name;
        rows.back().name = name;
        rows.back().payments = count;
    };
    named(read.tenders, "Card", 320'418, 182);
    named(read.tenders, "Cash", 146'662, 98);
    named(read.tenders, "Voucher", 9'240, 5);
    named(read.departments, "Fruit & veg", 110'275, 160);
    named(read.departments, "Dairy", 87'431, 201);
    named(read.departments, "Household, cleaning and everything for the garden", 64'002, 12);
    named(read.cashiers, "Anna K.", 300'001, 170);
    named(read.cashiers, "Maximiliane von und zu Hohenlohe-Langenburg", 181'239, 117);
    till.press(Key::takings);
    till.act(till::takings::Action{till::takings::PeriodChosen{period}});
    till.answer_all();
}

void count(Till& till) {
    usual(till);
    stored(till, Key::exact_cash);
    till.scan("111");
    till.press(Key::card);
    till.answer_all();
    till.scan("101");
    stored(till, Key::hold);
    till.press(Key::close_day);
    till.act(till::closing::Action{till::closing::DigitsChanged{"6900"}});
}
void close(Till& till) {
    count(till);
    till.act(till::closing::Action{till::closing::TenderTapped{1}});
    till.act(till::closing::Action{till::closing::AsExpected{}});
    till.act(till::closing::Action{till::closing::Confirmed{}});
    till.answer_all();
}

// ---- head office ----

/// The screen of head office, with what it answered, if it did.
void head_office(Till& t, const till::shell::OfficeChanged& is,
                 const std::optional<till::shell::OutsideRead>& read) {
    t.open_till();
    t.act(is);
    t.act(till::office::Action{till::office::Opened{}});
    if (read) t.act(*read);
}

/// One of everything that head office may keep beside its books.
till::shell::OutsideRead outside() {
    const pos::Instant since{1'795'350'000'000};
    till::shell::OutsideRead read;
    read.items.push_back({.entries = 64,
                          .tickets = 31,
                          .total = {128'734, *pos::currency_of("GBP")},
                          .first_number = "B01-T1-001288",
                          .last_number = "B01-T1-001318",
                          .since = since});
    read.items.push_back({.ours = false, .entries = 12, .since = since});
    read.items.push_back({.parked = true,
                          .reason = "refused",
                          .detail = "UNIQUE constraint failed: sale.sale",
                          .entries = 1,
                          .tickets = 1,
                          .total = {1'234, *pos::currency_of("GBP")},
                          .first_number = "B01-T1-001290",
                          .last_number = "B01-T1-001290",
                          .since = since});
    read.items.push_back({.parked = true, .reason = "unknown_kind", .entries = 1, .since = since});
    read.items.push_back({.parked = true,
                          .reason = "other_place",
                          .detail = "B02-T1",
                          .entries = 1,
                          .since = since});
    return read;
}

// ---- devices ----

void card_says(Till& till, const drivers::card::Report& said) {
    till.act(till::shell::CardReported{said});
    till.answer_all();
}
pos::Ulid attempt(const Till& till) {
    return till.model.cash_register.state().cards.back().attempt;
}
void connect_card(Till& till) {
    till.model.card.there = true;
    usual(till);
    till.press(Key::card);
    till.answer_all();
}
void pay_by_card(Till& till) {
    connect_card(till);
    card_says(till, drivers::card::StateChanged{.state = drivers::card::State::ready, .last = "7"});
    card_says(till, drivers::card::Showing{attempt(till),
                                           drivers::card::Doing::show_card,
                                           {"Bitte Karte vorhalten", "oder einstecken"}});
}
void card_ends(Till& till, drivers::card::Outcome outcome, drivers::card::Reason reason) {
    pay_by_card(till);
    card_says(till, drivers::card::Ended{.attempt = attempt(till),
                                         .outcome = outcome,
                                         .reason = reason,
                                         .text = "Autorisierung nicht möglich"});
}
/// A payment that was found at the start, with nothing in the cart.
void card_left_over(Till& till) {
    till.model.card.there = true;
    till.open_till();
    till.scan("101");
    till.press(Key::card);
    card_says(till, drivers::card::StateChanged{.state = drivers::card::State::ready, .last = "7"});
    card_says(till, drivers::card::Ended{.attempt = attempt(till),
                                         .outcome = drivers::card::Outcome::unknown});
}
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

// ---- people ----

void hire(Till& till, std::vector<std::pair<const char*, pos::people::Role>> people) {
    till.model.people.signers.clear();
    for (const auto& [name, role] : people) {
        pos::people::User user{.id = {}, .name = name, .role = role};
        user.id.bytes[14] = static_cast<std::uint8_t>(1 + till.model.people.signers.size());
        till.model.people.signers.push_back({user, user.name != "Otto"});
        till.pins[user.name] = "2580";
    }
    till.model.people.asks = true;
}
void type_pin(Till& till, std::size_t person, const std::string& pin) {
    using namespace till::sign_on;
    till.act(Action{PersonChosen{person}});
    till.act(Action{Prompted{prompt::Typed{pin}}});
}
void enter_pin(Till& till, std::size_t person, const std::string& pin) {
    type_pin(till, person, pin);
    till.act(till::sign_on::Action{till::sign_on::Prompted{prompt::Confirmed{}}});
    till.answer_all();
}
constexpr auto kManager = pos::people::Role::manager;
constexpr auto kCashier = pos::people::Role::cashier;
void locked(Till& till) {
    hire(till, {{"Anna K.", kManager}, {"Max Mustermann", kCashier}, {"Otto", kCashier}});
    usual(till);
    till.act(till::shell::LockPressed{});
    till.answer_all();
}
void wrong_pins(Till& till) {
    locked(till);
    for (int i = 0; i < 4; ++i) enter_pin(till, 1, "9999");
}
void approval(Till& till) {
    locked(till);
    enter_pin(till, 1, "2580");
    till.press(Key::price);
    ask(till, "1.00");
    till.act(sell::Action{sell::Prompted{prompt::ReasonChosen{2}}});
    till.act(sell::Action{sell::Prompted{prompt::Confirmed{}}});
}

// ---- goods from a file ----

void goods_files(Till& till, bool some) {
    usual(till);
    till.press(Key::settings);
    till.act(till::settings::Action{till::settings::GoodsPressed{}});
    till::shell::GoodsFilesFound found;
    if (some) {
        found.files = {
            {"/media/anna/STICK/Preisliste Herbst 2026 (endgültig, mit Warengruppen).xlsx",
             "Preisliste Herbst 2026 (endgültig, mit Warengruppen).xlsx",
             "/media/anna/STICK",
             {1'790'000'000'000}},
            {"/media/anna/Downloads/goods.csv",
             "goods.csv",
             "/media/anna/Downloads",
             {1'789'000'000'000}},
            {"/media/anna/x.tsv", "x.tsv", "/media/anna", {1'700'000'000'000}}};
    }
    till.act(found);
}
app::core::imports::Refusal refusal(std::uint64_t line, const char* column,
                                    app::core::imports::RowRefusal reason, const char* text) {
    app::core::imports::Refusal refusal;
    refusal.line = line;
    refusal.column = column;
    refusal.reason = reason;
    refusal.text = text;
    refusal.other_line = 12;
    refusal.other = "4711";
    return refusal;
}
void goods_preview(Till& till, bool refused) {
    using enum app::core::imports::RowRefusal;
    goods_files(till, true);
    till.act(goods::Action{goods::Entered{}});
    till::shell::GoodsLooked looked{.ask = till.model.goods.asked, .preview = {}};
    auto& preview = looked.preview;
    preview.columns = {{"number", "Artikel-Nr."}, {"name", "Artikelbezeichnung"},
                       {"barcode", "EAN"},        {"price", "VK brutto"},
                       {"department", "Gruppe"},  {"tax", "MwSt"}};
    for (int i = 0; i < 10; ++i) {
        preview.rows.push_back({std::to_string(1001 + i),
                                i == 4 ? "Donaudampfschifffahrtsgesellschaftskapitänsmütze, blau"
                                       : "Vollkornbrot 750 g",
                                "4006381333931", "1.299,00", "Backwaren", "7 %"});
    }
    preview.counts = {.rows = 1'207, .added = 1'180, .changed = 20, .departments = 3};
    if (refused) {
        preview.counts.refused = 207;
        preview.refused = {refusal(4, "VK brutto", bad_price, "auf Anfrage"),
                           refusal(19, "EAN", rounded_barcode, "4,00E+12"),
                           refusal(20, "EAN", duplicate_barcode, "4006381333931"),
                           refusal(1'021, "EAN", number_of_another, "4006381333931")};
    }
    till.act(looked);
}

struct Act {
    const char* name;
    void (*play)(Till&);
    const char* currency{"EUR"};
};

constexpr Act kActs[] = {
    {"opening", [](Till&) {}},
    {"opening_typed",
     [](Till& t) {
         t.act(till::opening::Action{till::opening::Prompted{prompt::Typed{"150.00"}}});
     }},
    {"opening_after_close",
     [](Till& t) {
         close(t);
         t.act(till::closing::Action{till::closing::Confirmed{}});
     }},
    {"sell_empty", [](Till& t) { t.open_till(); }},
    {"sell_one_line", one_line},
    {"sell_usual", usual},
    {"sell_scripts", scripts},
    {"sell_long_names", long_names},
    {"sell_sixty_lines", sixty_lines},
    {"sell_yen", long_names, "JPY"},
    {"sell_dinar", long_names, "KWD"},
    {"sell_digits", [](Till& t) { usual(t), type(t, "5012345678900"); }},
    {"sell_times", [](Till& t) { usual(t), type(t, "12"), t.press(Key::times); }},
    {"sell_search", search},
    {"sell_searching", [](Till& t) { usual(t), type(t, "mil"); }},
    {"sell_nothing_found", nothing_found},
    {"sell_unknown_code", [](Till& t) { usual(t), t.scan("5012345678900"); }},
    {"sell_not_stored", [](Till& t) { usual(t), t.press(Key::exact_cash), t.fail_next_store(); }},
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
    {"sell_offline",
     [](Till& t) {
         usual(t);
         t.act(till::shell::OfficeChanged{.joined = true, .online = false, .to_send = 128'734});
     }},
    {"sell_office_revoked",
     [](Till& t) {
         usual(t);
         t.act(till::shell::OfficeChanged{
             .joined = true, .online = true, .refused = till::shell::OfficeRefusal::revoked});
     }},
    {"sell_office_join_again",
     [](Till& t) {
         usual(t);
         t.act(till::shell::OfficeChanged{
             .joined = true, .online = true, .refused = till::shell::OfficeRefusal::join_again});
     }},
    {"sell_office_set_aside",
     [](Till& t) {
         usual(t);
         t.act(till::shell::OfficeChanged{.joined = true, .online = true, .set_aside = 17});
     }},
    {"sell_office_beside",
     [](Till& t) {
         usual(t);
         t.act(till::shell::OfficeChanged{.joined = true,
                                          .online = true,
                                          .to_send = 4,
                                          .set_aside = 17,
                                          .parting = till::shell::Parting::still_sells});
     }},
    {"office_nothing",
     [](Till& t) { head_office(t, {.joined = true, .online = true}, till::shell::OutsideRead{}); }},
    {"office_asking", [](Till& t) { head_office(t, {.joined = true, .online = true}, {}); }},
    {"office_unreached",
     [](Till& t) {
         head_office(t,
                     {.joined = true,
                      .set_aside = 1'217,
                      .parked = 3,
                      .way = till::shell::OfficeWay::certificate},
                     till::shell::OutsideRead{{}, "no network"});
     }},
    {"office_put_back",
     [](Till& t) {
         head_office(t,
                     {.joined = true,
                      .online = true,
                      .parked = 2,
                      .origin = till::shell::Origin::put_back,
                      .name = "B01-T1b",
                      .since = pos::Instant{1'795'350'000'000}},
                     outside());
         t.act(till::shell::OutsideExported{
             "/var/lib/counterfoil/B01-T1b-head-office-2026-11-26-134501.journal", 31, {}});
     }},
    {"office_copy",
     [](Till& t) {
         head_office(t,
                     {.joined = true,
                      .online = true,
                      .set_aside = 64,
                      .parked = 2,
                      .parting = till::shell::Parting::still_sells},
                     outside());
     }},
    {"office_replaced",
     [](Till& t) {
         head_office(t,
                     {.joined = true,
                      .online = true,
                      .origin = till::shell::Origin::replaced,
                      .name = "B01-T1c",
                      .since = pos::Instant{1'795'350'000'000}},
                     till::shell::OutsideRead{});
     }},
    {"settings_office",
     [](Till& t) {
         usual(t);
         t.act(till::shell::OfficeChanged{.joined = true, .online = true});
         t.model.screen = till::shell::Screen::settings;
         t.act(till::shell::Restyled{});
     }},
    {"sell_last_change", [](Till& t) { paid_with_change(t), t.scan("101"); }},
    {"sell_refund", refund},
    {"sell_return_mode",
     [](Till& t) {
         usual(t);
         t.press(Key::return_goods);
         t.act(till::returns::Action{till::returns::WithoutReceiptPressed{}});
         t.act(sell::Action{sell::Prompted{prompt::ReasonChosen{0}}});
         t.act(sell::Action{sell::Prompted{prompt::Confirmed{}}});
     }},
    {"menu", [](Till& t) { prompted(t, Key::more); }},
    {"prompt_quantity", [](Till& t) { prompted(t, Key::quantity); }},
    {"prompt_price", [](Till& t) { prompted(t, Key::price), ask(t, "9.99"); }},
    {"prompt_discount", [](Till& t) { prompted(t, Key::discount), ask(t, "10"); }},
    {"prompt_refused",
     [](Till& t) {
         prompted(t, Key::discount);
         ask(t, "900");
         t.act(sell::Action{sell::Prompted{prompt::Confirmed{}}});
     }},
    {"prompt_basket_discount", [](Till& t) { prompted(t, Key::basket_discount); }},
    {"prompt_no_sale", [](Till& t) { prompted(t, Key::no_sale); }},
    {"prompt_cash", [](Till& t) { prompted(t, Key::cash_in_out), ask(t, "200"); }},
    {"customers", customers_shown},
    {"customers_none", [](Till& t) { usual(t), t.press(Key::customer), t.answer_all(); }},
    {"customers_unknown",
     [](Till& t) {
         customers_shown(t);
         t.act(till::customers::Action{till::customers::InputTyped{"4000123456789"}});
         t.answer_all();
     }},
    {"customers_form",
     [](Till& t) {
         customers_shown(t);
         t.act(till::customers::Action{till::customers::EditPressed{}});
     }},
    {"customers_refused",
     [](Till& t) {
         customers_shown(t);
         t.act(till::customers::Action{till::customers::NewPressed{}});
         t.act(till::customers::Action{till::customers::SavePressed{}});
     }},
    {"prompt_cancel", [](Till& t) { prompted(t, Key::cancel_sale); }},
    {"prompt_open_price", [](Till& t) { usual(t), t.scan("112"); }},
    {"prompt_return",
     [](Till& t) {
         usual(t);
         t.press(Key::return_goods);
         t.act(till::returns::Action{till::returns::WithoutReceiptPressed{}});
     }},
    {"pay", pay},
    {"pay_in_parts", in_parts},
    {"pay_yen", [](Till& t) { long_names(t), t.press(Key::pay); }, "JPY"},
    {"pay_dinar", [](Till& t) { long_names(t), t.press(Key::pay), key_in(t, "9999999999"); },
     "KWD"},
    {"pay_refused",
     [](Till& t) { pay(t), key_in(t, "9900"), pay_with(t, till::pay::Method::card); }},
    {"pay_refund", [](Till& t) { refund(t), t.press(Key::pay); }},
    {"done_change", paid_with_change},
    {"done_exact", [](Till& t) { usual(t), stored(t, Key::exact_cash); }},
    {"done_receipt_waits",
     [](Till& t) {
         paid_with_change(t);
         t.act(till::shell::PrinterChanged{.state = till::shell::PrinterState::cover_open,
                                           .waiting = 1});
     }},
    {"done_refund", [](Till& t) { refund(t), stored(t, Key::exact_cash); }},
    {"done_dinar", [](Till& t) { long_names(t), stored(t, Key::exact_cash); }, "KWD"},
    {"sell_corrected", [](Till& t) { usual(t), corrected(t); }},
    {"sell_correct_refused", [](Till& t) { usual(t), correction_refused(t); }},
    {"pay_corrected", [](Till& t) { usual(t), corrected_pay(t); }},
    {"pay_correcting", [](Till& t) { usual(t), correcting(t); }},
    {"prompt_payment", [](Till& t) { usual(t), payment_asked(t); }},
    {"sell_payment_corrected", [](Till& t) { usual(t), payment_corrected(t); }},
    {"held_none", [](Till& t) { t.open_till(), t.press(Key::recall); }},
    {"held", held},
    {"returns_question", [](Till& t) { usual(t), t.press(Key::return_goods); }},
    {"returns_looking", [](Till& t) { usual(t), find_receipt(t, "B01-T1-000099"); }},
    {"returns_unknown",
     [](Till& t) { usual(t), find_receipt(t, "B01-T1-000099"), t.answer_all(); }},
    {"returns_found", receipt_found},
    {"takings_loading", [](Till& t) { one_line(t), t.press(Key::takings); }},
    {"takings_nothing", [](Till& t) { one_line(t), t.press(Key::takings), t.answer_all(); }},
    {"takings_day", [](Till& t) { takings(t, till::takings::Period::day); }},
    {"takings_week", [](Till& t) { takings(t, till::takings::Period::week); }},
    {"takings_month", [](Till& t) { takings(t, till::takings::Period::month); }},
    {"takings_year", [](Till& t) { takings(t, till::takings::Period::year); }},
    {"takings_dinar", [](Till& t) { takings(t, till::takings::Period::day); }, "KWD"},
    {"settings", [](Till& t) { one_line(t), t.press(Key::settings); }},
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
    {"help", [](Till& t) { one_line(t), t.press(Key::help); }},
    {"closing", [](Till& t) { usual(t), t.press(Key::close_day); }},
    {"closing_counted", count},
    {"closing_closed", close},
    {"pay_card_connecting", connect_card},
    {"pay_card", pay_by_card},
    {"pay_card_cancelling",
     [](Till& t) {
         pay_by_card(t);
         t.act(till::pay::Action{till::pay::CardChosen{till::pay::CardChoice::cancel}});
     }},
    {"pay_card_refused",
     [](Till& t) {
         card_ends(t, drivers::card::Outcome::declined, drivers::card::Reason::not_enough_money);
     }},
    {"pay_card_unknown",
     [](Till& t) {
         card_ends(t, drivers::card::Outcome::unknown, drivers::card::Reason::no_connection);
     }},
    {"pay_card_left_over", card_left_over},
    {"sell_card_left_over",
     [](Till& t) {
         card_left_over(t);
         t.act(till::pay::Action{till::pay::BackPressed{}});
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
    {"sign_on", locked},
    {"sign_on_typed", [](Till& t) { locked(t), type_pin(t, 1, "258"); }},
    {"sign_on_wrong", wrong_pins},
    {"sign_on_many",
     [](Till& t) {
         hire(t, {{"Maximiliane von und zu Hohenlohe-Langenburg-Weikersheim", kManager},
                  {"Ada", kCashier},
                  {"Łukasz Żółkiewski", kCashier},
                  {"אנה כהן", kCashier},
                  {"محمد", kCashier},
                  {"प्रिया शर्मा", kCashier},
                  {"Otto", kCashier},
                  {"Al", kCashier},
                  {"Donaudampfschifffahrtsgesellschaftskapitän", kCashier},
                  {"Bo", kCashier},
                  {"Cy", kCashier},
                  {"Di", kCashier},
                  {"Eve", kManager}});
         t.act(till::shell::LockPressed{});
         t.answer_all();
     }},
    {"approve", approval},
    {"approve_wrong", [](Till& t) { approval(t), enter_pin(t, 0, "1111"); }},
    {"sell_signed_on", [](Till& t) { locked(t), enter_pin(t, 1, "2580"); }},
    {"more_people", [](Till& t) { locked(t), enter_pin(t, 1, "2580"), t.press(Key::more); }},
    {"settings_people",
     [](Till& t) { locked(t), enter_pin(t, 0, "2580"), t.press(Key::settings); }},
    {"sell_new_item", [](Till& t) { usual(t), t.scan("4006381333931"), t.press(Key::new_item); }},
    {"more_new_item", [](Till& t) { usual(t), t.scan("4006381333931"), t.press(Key::more); }},
    {"goods_files", [](Till& t) { goods_files(t, true); }},
    {"goods_no_files", [](Till& t) { goods_files(t, false); }},
    {"goods_preview", [](Till& t) { goods_preview(t, false); }},
    {"goods_refused", [](Till& t) { goods_preview(t, true); }},
    {"goods_trouble",
     [](Till& t) {
         goods_files(t, true);
         t.act(goods::Action{goods::Entered{}});
         t.act(till::shell::GoodsLooked{.ask = t.model.goods.asked,
                                        .preview = {},
                                        .trouble = till::shell::GoodsTrouble::no_code});
     }},
    {"customer_closed", [](Till&) {}},
    {"customer_welcome", [](Till& t) { t.open_till(); }},
    {"customer_cart", usual},
    {"customer_scripts", scripts},
    {"customer_long_names", long_names},
    {"customer_sixty_lines", sixty_lines},
    {"customer_pay", in_parts},
    {"customer_card", pay_by_card},
    {"customer_change", paid_with_change},
    {"customer_dinar", long_names, "KWD"},
    {"customer_refund", [](Till& t) { refund(t), stored(t, Key::exact_cash); }},
};

// ---- the first start ----

namespace first = till::first_start;

struct Question {
    const char* name;
    first::Step step;
    void (*play)(first::Model&);
};
constexpr Question kQuestions[] = {
    {"start_country", first::Step::country, [](first::Model&) {}},
    {"start_name", first::Step::name, [](first::Model&) {}},
    {"start_address", first::Step::address, [](first::Model& m) { m.capitals = false; }},
    {"start_manager", first::Step::manager, [](first::Model&) {}},
    {"start_pin", first::Step::pin, [](first::Model&) {}},
    {"start_printer", first::Step::printer, [](first::Model&) {}},
    {"start_goods", first::Step::goods, [](first::Model&) {}},
    {"start_goods_file", first::Step::goods,
     [](first::Model& m) {
         m.goods = first::Goods::file;
         m.refusal = "/media/anna/a folder/goods of this autumn.csv cannot be read: no such file.";
     }},
    {"start_ready", first::Step::ready, [](first::Model&) {}},
};

Scene first_start(const Question& question, const std::string& language) {
    const auto texts = till::ui::Assets{}.texts(language).value();
    auto model = first::begin("Europe/Zurich", till::ui::language_of(language));
    model.step = question.step;
    model.text(first::Field::name) = "Donaudampfschifffahrtsgesellschaftskapitänsmützenladen";
    model.text(first::Field::street) = "Marktgasse 1";
    model.text(first::Field::manager) = "Anna";
    model.pin = {.subject = prompt::Subject::pin,
                 .title = texts[till::ui::TextKey::start_pin],
                 .label = texts[till::ui::TextKey::sign_on_pin]};
    model.pin.secret = true;
    model.pin.may_be_empty = true;
    model.pin.confirm = texts[till::ui::TextKey::start_next];
    question.play(model);
    return [model](till::ui::Frame& frame) { (void)first::draw(frame, model); };
}

}  // namespace

std::vector<std::string> stage_names() {
    std::vector<std::string> names;
    for (const Act& act : kActs) names.emplace_back(act.name);
    for (const Question& question : kQuestions) names.emplace_back(question.name);
    for (const BillAct& act : bill_acts()) names.emplace_back(act.name);
    for (const RecordAct& act : record_acts()) names.emplace_back(act.name);
    return names;
}

Scene stage(std::string_view name, const std::string& language, till::sell::Pictures pictures) {
    const auto* const question = std::ranges::find(kQuestions, name, &Question::name);
    if (question != std::end(kQuestions)) return first_start(*question, language);
    const auto bills = std::ranges::find(bill_acts(), name, &BillAct::name);
    const bool of_bills = bills != bill_acts().end();
    const auto records = std::ranges::find(record_acts(), name, &RecordAct::name);
    const bool of_records = records != record_acts().end();
    const auto* const act =
        of_bills || of_records ? std::begin(kActs) : std::ranges::find(kActs, name, &Act::name);
    auto till =
        std::make_shared<Till>(ShellDriver::Shop{.language = language,
                                                 .locale = language == "en" ? "en-GB" : language,
                                                 .currency = act->currency,
                                                 .goods = awkward_goods()});
    till->answer_all();
    till->act(till::shell::PrinterChanged{.state = till::shell::PrinterState::ready});
    if (of_records) {
        records->play(*till);
    } else {
        of_bills ? bills->play(*till) : act->play(*till);
    }
    if (name.starts_with("customer_")) {
        const auto model = till::shell::customer_model(till->model, till->context());
        return [model, pictures = std::move(pictures)](till::ui::Frame& frame) {
            till::customer::draw(frame, model, pictures);
        };
    }
    return [till, pictures = std::move(pictures)](till::ui::Frame& frame) {
        (void)till::shell::draw(frame, till->model, pictures);
    };
}

}  // namespace test
