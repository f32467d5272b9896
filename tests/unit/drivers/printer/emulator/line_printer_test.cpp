// Goal: the emulated printer at the end of a line serves one till after another, answers and takes
// what a full one takes later; its tray holds what was cut off, and a hand does what words say.
// Method: the real driver over real TCP, a folder, and the words.
#include "drivers/printer/emulator/line_printer.hpp"

#include <gtest/gtest.h>

#include "drivers/printer/device_printer.hpp"
#include "drivers/printer/emulator/hand.hpp"
#include "drivers/printer/emulator/tray.hpp"
#include "drivers/transport/open.hpp"
#include "tests/support/temp_dir.hpp"

using namespace drivers;
using namespace drivers::printer;
using namespace drivers::printer::emulator;
using namespace pos::document;
using namespace std::chrono_literals;

namespace {

const Document kReceipt{Direction::ltr, "en", {Text{"Corner Shop"}, Row{"Milk", "1.19"}, Cut{}}};

const Profile kProfile{.name = "Test", .cutter = Cutter::partial};

class LinePrinterTest : public testing::Test {
protected:
    void start(Manner manner) {
        host_.reset();
        machine_.reset();
        printer_ = std::make_unique<EmulatedPrinter>(std::move(manner));
        machine_ = std::make_unique<LinePrinter>(*printer_);
        host_ = drivers::emulator::Host::start(*machine_, drivers::emulator::TcpPlace{}).value();
    }
    DevicePrinter till() {
        return DevicePrinter{
            [this](
                transport::Deadline until) -> std::expected<PrinterConnection, transport::Error> {
                auto pipe =
                    transport::open_pipe(*transport::parse_address(host_->address()), {}, until);
                if (!pipe) return std::unexpected{pipe.error()};
                return PrinterConnection{std::move(*pipe), "Test", kProfile};
            },
            {},
            no_pictures_,
            [](const PrinterReport&) {},
            {}};
    }

    NoPictures no_pictures_;
    std::unique_ptr<EmulatedPrinter> printer_;
    std::unique_ptr<LinePrinter> machine_;
    std::unique_ptr<drivers::emulator::Host> host_;
};

}  // namespace

TEST_F(LinePrinterTest, serves_one_till_after_another) {
    start({});
    for (int round = 0; round < 3; ++round) {
        DevicePrinter driver = till();
        EXPECT_EQ(driver.print(kReceipt, "1").outcome, Outcome::printed);
    }
    EXPECT_EQ(printer_->take_strips().size(), 3U);
}

TEST_F(LinePrinterTest, takes_later_what_does_not_fit_now) {
    start({.buffer_bytes = 45, .bytes_per_second = 20'000});
    DevicePrinter driver = till();
    EXPECT_EQ(driver.print(kReceipt, "1").outcome, Outcome::printed);
    EXPECT_EQ(printer_->take_strips().size(), 1U);
}

TEST_F(LinePrinterTest, tells_what_a_hand_does_and_lays_strips_into_the_tray) {
    start({});
    DevicePrinter driver = till();
    EXPECT_EQ(driver.attend(transport::after(20s)).state, PrinterState::ready);
    ASSERT_TRUE(obey(*printer_, "cover open"));
    EXPECT_EQ(driver.attend(transport::after(20s)).state, PrinterState::cover_open);
    ASSERT_TRUE(obey(*printer_, "cover closed"));
    EXPECT_EQ(driver.attend(transport::after(20s)).state, PrinterState::ready);
    EXPECT_FALSE(obey(*printer_, "kick it"));
    for (const auto words : hand_words()) EXPECT_TRUE(obey(*printer_, words)) << words;

    start({});
    DevicePrinter other = till();
    const test::TempDir folder;
    Tray tray{folder.file("")};
    EXPECT_EQ(other.print(kReceipt, "1").outcome, Outcome::printed);
    EXPECT_FALSE(tray.take(*printer_));
    EXPECT_EQ(tray.count(), 1U);
    EXPECT_NE(test::read_file(folder.file("1.txt")).find("Milk"), std::string::npos);
    EXPECT_EQ(test::read_file(folder.file("1.png")).substr(1, 3), "PNG");
    EXPECT_FALSE(test::read_file(folder.file("1.bin")).empty());
    Tray nowhere{folder.file("missing")};
    EXPECT_EQ(other.print(kReceipt, "2").outcome, Outcome::printed);
    EXPECT_TRUE(nowhere.take(*printer_));
}
