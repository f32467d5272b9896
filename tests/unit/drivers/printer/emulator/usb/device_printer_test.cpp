// Goal: a document sent to a printer is on paper once and whole, or it is known that it is not, or
// that it cannot be said; and the printer's state is what it told. Method: the real driver over an
// emulated USB printer that speaks real bytes, with a hand that opens covers and pulls plugs in the
// middle of a receipt.
#include "drivers/printer/device_printer.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "drivers/printer/emulator/usb/usb_printer.hpp"
#include "drivers/printer/paper/text.hpp"
#include "drivers/transport/emulator/usb_bus.hpp"
#include "drivers/transport/usb_pipe.hpp"
#include "tests/support/usb_main.hpp"

using namespace drivers::printer;
using namespace drivers::printer::emulator;
using namespace drivers::transport;
using namespace pos::document;
using namespace std::chrono_literals;
using drivers::transport::emulator::UsbBus;

int main(int argc, char** argv) {
    return test::run_tests_with_made_up_usb(argc, argv);
}

namespace {

UsbBus& bus() {
    static UsbBus one;
    return one;
}

const Document kReceipt{Direction::ltr,
                        "en",
                        {Text{"Corner Shop", Align::centre, kBold}, Row{"Milk", "1.19"},
                         Row{"Bread", "2.49"}, Rule{}, Row{"TOTAL", "3.68", kBold}, Cut{}}};
constexpr std::string_view kText =
    "                  Corner Shop\n"
    "Milk                                        1.19\n"
    "Bread                                       2.49\n"
    "------------------------------------------------\n"
    "TOTAL                                       3.68\n"
    "\n\n\n------------------------------------------------\n";

Profile profile() {
    Profile made{.name = "Test", .cutter = Cutter::partial};
    made.process_ids = true;
    return made;
}

struct OneLogo final : Pictures {
    std::optional<Ink> find(std::string_view name) const override {
        if (name != "logo") return std::nullopt;
        Ink ink{200, 80};
        for (unsigned i = 0; i < ink.dots.size(); ++i) ink.dots[i] = i % 3 == 0 ? 255 : 0;
        return ink;
    }
};

std::size_t pictures_on(const Strip& strip) {
    return static_cast<std::size_t>(std::ranges::count_if(strip.paper.marks, [](const auto& mark) {
        return std::holds_alternative<paper::Dots>(mark.what);
    }));
}

/// An emulated printer in port 1-1 and the driver that looks after it.
class DevicePrinterTest : public testing::Test {
protected:
    void plug(Manner manner = {}) {
        bus();
        printer_ = std::make_unique<EmulatedPrinter>(std::move(manner));
        usb_ = std::make_unique<UsbPrinter>(*printer_, UsbPrinter::epson("SN1"));
        printer_->on_change([] { bus().changed("1-1"); });
        replug();
    }
    void replug() {
        bus().plug(*usb_, {.port = "1-1"});
        plugged_ = true;
    }
    void unplug() {
        bus().unplug("1-1");
        plugged_ = false;
    }
    void start(DevicePrinterOptions options = {.patience = 3s}) {
        driver_ = std::make_unique<DevicePrinter>(
            [this](Deadline) -> std::expected<PrinterConnection, Error> {
                auto pipe = open_usb(UsbAddress{}, {.interface_class = kUsbClassPrinter});
                if (!pipe) return std::unexpected{pipe.error()};
                return PrinterConnection{std::move(*pipe), "Test", profile_};
            },
            options, pictures_,
            [this](const PrinterReport& report) { states_.push_back(report.state); },
            stop_.get_token());
    }
    void TearDown() override {
        driver_.reset();
        if (plugged_) bus().unplug("1-1");
    }
    /// Looks after the printer until it is in that state.
    void attend_until(PrinterState state) {
        const auto until = after(20s);
        while (driver_->attend(after(50ms)).state != state) {
            ASSERT_LT(std::chrono::steady_clock::now(), until);
        }
    }
    PrintResult print() { return driver_->print(kReceipt, "1"); }
    std::vector<std::string> printed() {
        std::vector<std::string> texts;
        for (const auto& strip : printer_->take_strips())
            texts.push_back(paper::text_of(strip.paper));
        return texts;
    }
    /// Prints with a hand at the printer once so many bytes are on paper.
    PrintResult print_with_hand(std::size_t bytes, const std::function<void()>& hand) {
        printer_->freeze_after(bytes);
        std::thread other{[&] {
            ASSERT_TRUE(printer_->wait_until_frozen(20s));
            hand();
            printer_->go_on();
        }};
        auto result = print();
        other.join();
        return result;
    }

    bool plugged_{false};
    std::unique_ptr<EmulatedPrinter> printer_;
    std::unique_ptr<UsbPrinter> usb_;
    Profile profile_{profile()};
    OneLogo pictures_;
    std::stop_source stop_;
    std::vector<PrinterState> states_;
    std::unique_ptr<DevicePrinter> driver_;
};

}  // namespace

TEST_F(DevicePrinterTest, prints_a_receipt_and_hears_that_it_is_out) {
    plug();
    start();
    EXPECT_EQ(print(), (PrintResult{Outcome::printed, {}}));
    EXPECT_EQ(printed(), (std::vector<std::string>{std::string{kText}}));
    EXPECT_EQ(driver_->attend(after(0s)).state, PrinterState::ready);
}

TEST_F(DevicePrinterTest, tells_each_state_as_the_printer_does) {
    plug();
    start();
    attend_until(PrinterState::ready);
    printer_->set_paper_low(true);
    attend_until(PrinterState::paper_low);
    printer_->load_paper(false);
    attend_until(PrinterState::paper_out);
    printer_->set_cover_open(true);
    attend_until(PrinterState::cover_open);
    printer_->set_cover_open(false);
    printer_->set_cutter_jammed(true);
    attend_until(PrinterState::cutter_error);
    printer_->set_cutter_jammed(false);
    printer_->load_paper(true);
    printer_->set_paper_low(false);
    attend_until(PrinterState::ready);
    unplug();
    attend_until(PrinterState::gone);
    replug();
    driver_->wake();
    attend_until(PrinterState::ready);
}

TEST_F(DevicePrinterTest, sends_nothing_while_it_cannot_print) {
    plug();
    start();
    printer_->load_paper(false);
    EXPECT_EQ(print().outcome, Outcome::not_printed);
    EXPECT_EQ(driver_->attend(after(0s)).state, PrinterState::paper_out);
    printer_->load_paper(true);
    attend_until(PrinterState::ready);
    EXPECT_EQ(print().outcome, Outcome::printed);
    EXPECT_EQ(printed().size(), 1U);
}

TEST_F(DevicePrinterTest, goes_on_after_paper_cover_and_cutter_in_the_middle) {
    plug();
    start();
    ASSERT_TRUE(print());
    printed();
    EXPECT_EQ(print_with_hand(60,
                              [&] {
                                  printer_->load_paper(false);
                                  std::thread{[&] { printer_->load_paper(true); }}.join();
                              })
                  .outcome,
              Outcome::printed);
    EXPECT_EQ(print_with_hand(60,
                              [&] {
                                  printer_->set_cover_open(true);
                                  printer_->set_cover_open(false);
                              })
                  .outcome,
              Outcome::printed);
    EXPECT_EQ(printed(), (std::vector<std::string>(2, std::string{kText})));
}

TEST_F(DevicePrinterTest, is_unsure_where_it_is_unplugged_in_the_middle_and_clears_up_afterwards) {
    plug();
    start();
    ASSERT_TRUE(print());
    printed();
    EXPECT_EQ(print_with_hand(60, [&] { unplug(); }).outcome, Outcome::unsure);
    EXPECT_EQ(driver_->attend(after(0s)).state, PrinterState::gone);
    replug();
    driver_->wake();
    attend_until(PrinterState::ready);
    EXPECT_EQ(print().outcome, Outcome::printed);
    const auto texts = printed();
    ASSERT_FALSE(texts.empty());
    EXPECT_TRUE(texts.back().ends_with(kText)) << texts.back();
}

TEST_F(DevicePrinterTest, a_slow_printer_with_a_small_buffer_gets_it_all) {
    plug({.buffer_bytes = 45, .bytes_per_second = 5000});
    start();
    EXPECT_EQ(print().outcome, Outcome::printed);
    EXPECT_EQ(printed(), (std::vector<std::string>{std::string{kText}}));
}

TEST_F(DevicePrinterTest, a_stall_is_overcome) {
    plug();
    start();
    ASSERT_TRUE(print());
    usb_->stall_next();
    EXPECT_EQ(print().outcome, Outcome::printed);
    EXPECT_EQ(printed(), (std::vector<std::string>(2, std::string{kText})));
}

TEST_F(DevicePrinterTest, one_that_answers_nothing_is_sent_receipts_and_stays_unknown) {
    plug({.real_time = false, .automatic = false, .transmits = false, .process_ids = false});
    start({.patience = 3s, .settling = 1ms});
    EXPECT_EQ(print().outcome, Outcome::sent);
    EXPECT_EQ(printed(), (std::vector<std::string>{std::string{kText}}));
    EXPECT_EQ(driver_->attend(after(0s)).state, PrinterState::unknown);
    printer_->load_paper(false);
    EXPECT_EQ(print().outcome, Outcome::not_printed);
    EXPECT_EQ(driver_->attend(after(0s)).state, PrinterState::paper_out);
}

TEST_F(DevicePrinterTest, one_without_process_ids_confirms_by_its_status) {
    plug({.automatic = false, .process_ids = false});
    start({.ask_every = 20ms, .patience = 3s});
    EXPECT_EQ(print().outcome, Outcome::printed);
    printer_->load_paper(false);
    attend_until(PrinterState::paper_out);
    printer_->load_paper(true);
    attend_until(PrinterState::ready);
}

TEST_F(DevicePrinterTest, opens_the_drawer) {
    plug();
    start();
    EXPECT_TRUE(driver_->kick_drawer(2));
    EXPECT_EQ(printer_->take_kicks(), 1U);
}

TEST_F(DevicePrinterTest, says_so_where_there_is_no_drawer) {
    profile_.drawer_on_ms = 0;
    plug();
    start();
    const auto kicked = driver_->kick_drawer(2);
    ASSERT_FALSE(kicked);
    EXPECT_NE(kicked.error().detail.find("drawer"), std::string::npos);
    EXPECT_EQ(printer_->take_kicks(), 0U);
}

TEST_F(DevicePrinterTest, stores_a_logo_once_in_a_printer_that_keeps_them) {
    const Document with_logo{Direction::ltr, "en", {Picture{"logo", ""}, Text{"Milk"}, Cut{}}};
    profile_.keeps_pictures = true;
    plug();
    start();
    for (int i = 0; i < 2; ++i) EXPECT_EQ(driver_->print(with_logo, "1").outcome, Outcome::printed);
    unplug();
    attend_until(PrinterState::gone);
    replug();
    driver_->wake();
    attend_until(PrinterState::ready);
    EXPECT_EQ(driver_->print(with_logo, "1").outcome, Outcome::printed);

    const auto strips = printer_->take_strips();
    ASSERT_EQ(strips.size(), 3U);
    constexpr std::size_t kLogoBytes = 576 / 8 * 80;
    EXPECT_GT(strips[0].bytes.size(), kLogoBytes);  // with the bytes that store it
    EXPECT_LT(strips[1].bytes.size(), 200U);
    EXPECT_LT(strips[2].bytes.size(), 200U);  // it was asked again, and has it still
    for (const auto& strip : strips) {
        EXPECT_EQ(pictures_on(strip), 1U);
        EXPECT_EQ(strip.paper.remarks_count, 0U);
    }
}

TEST_F(DevicePrinterTest, sends_a_logo_as_dots_where_nobody_knows_what_is_kept) {
    const Document with_logo{Direction::ltr, "en", {Picture{"logo", ""}, Text{"Milk"}, Cut{}}};
    profile_.keeps_pictures = true;
    plug({.tells_pictures = false});
    start({.patience = 1s});
    EXPECT_EQ(driver_->print(with_logo, "1").outcome, Outcome::printed);
    const auto strips = printer_->take_strips();
    ASSERT_EQ(strips.size(), 1U);
    EXPECT_EQ(pictures_on(strips[0]), 1U);
}

TEST_F(DevicePrinterTest, speaks_with_star_printers_in_their_language) {
    profile_ = Profile{.name = "Star", .language = PrinterLanguage::star_line};
    profile_.cutter = Cutter::partial;
    plug({.model = {.language = paper::Language::star_line}});
    start({.ask_every = 20ms, .patience = 3s});
    for (int i = 0; i < 3; ++i) EXPECT_EQ(print(), (PrintResult{Outcome::printed, {}}));
    EXPECT_EQ(driver_->attend(after(0s)).state, PrinterState::ready);
    const auto strips = printer_->take_strips();
    ASSERT_EQ(strips.size(), 3U);
    for (const auto& strip : strips) {
        EXPECT_EQ(text_of(strip.paper), kText);
        EXPECT_EQ(strip.paper.remarks_count, 0U);
    }
    printer_->set_paper_low(true);
    attend_until(PrinterState::paper_low);
    printer_->set_cover_open(true);
    attend_until(PrinterState::cover_open);
    printer_->set_cover_open(false);
    printer_->load_paper(false);
    attend_until(PrinterState::paper_out);
    EXPECT_EQ(print().outcome, Outcome::not_printed);
}

TEST_F(DevicePrinterTest, a_star_printer_that_does_not_count_is_believed) {
    profile_ = Profile{.name = "Star", .language = PrinterLanguage::star_line};
    profile_.cutter = Cutter::partial;
    plug({.model = {.language = paper::Language::star_line}, .process_ids = false});
    start({.patience = 1s, .settling = 1ms});
    EXPECT_EQ(print().outcome, Outcome::sent);
    EXPECT_EQ(driver_->attend(after(0s)).state, PrinterState::ready);
}

TEST_F(DevicePrinterTest, a_star_printer_that_says_nothing_stays_unknown) {
    profile_ = Profile{.name = "Star", .language = PrinterLanguage::star_line};
    profile_.cutter = Cutter::partial;
    plug({.model = {.language = paper::Language::star_line}, .real_time = false});
    start({.patience = 1s, .settling = 1ms});
    EXPECT_EQ(print().outcome, Outcome::sent);
    EXPECT_EQ(driver_->attend(after(0s)).state, PrinterState::unknown);
    const auto strips = printer_->take_strips();
    ASSERT_EQ(strips.size(), 1U);
    EXPECT_EQ(text_of(strips[0].paper), kText);
    EXPECT_EQ(strips[0].paper.remarks_count, 0U);
    printer_->load_paper(false);
    EXPECT_EQ(print().outcome, Outcome::not_printed);
}

TEST_F(DevicePrinterTest, a_stop_ends_the_wait_for_paper) {
    plug();
    start();
    ASSERT_TRUE(print());
    EXPECT_EQ(print_with_hand(60,
                              [&] {
                                  printer_->load_paper(false);
                                  driver_->give_up();
                              })
                  .outcome,
              Outcome::unsure);
}

TEST_F(DevicePrinterTest, is_woken_also_while_it_finds_the_printer) {
    plug();
    DevicePrinter* driver = nullptr;
    driver_ = std::make_unique<DevicePrinter>(
        [&](Deadline) -> std::expected<PrinterConnection, Error> {
            auto pipe = open_usb(UsbAddress{}, {.interface_class = kUsbClassPrinter});
            if (!pipe) return std::unexpected{pipe.error()};
            driver->wake();
            return PrinterConnection{std::move(*pipe), "Test", profile()};
        },
        DevicePrinterOptions{}, pictures_, [](const PrinterReport&) {}, stop_.get_token());
    driver = driver_.get();
    const auto late = after(300s);
    EXPECT_EQ(driver_->attend(late).state, PrinterState::ready);
    EXPECT_EQ(driver_->attend(late).state, PrinterState::ready);
    EXPECT_LT(std::chrono::steady_clock::now(), late);
}
