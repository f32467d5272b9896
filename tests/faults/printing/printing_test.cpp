// Goal: whatever happens to a printer, every receipt comes out whole: once, or marked as a possible
// duplicate; and nothing of a sale changes.
// Method: the spool and the real driver over an emulated USB printer (and a network one) that
// speaks real bytes. A hand unplugs it, switches it off, takes its paper, opens its cover, at
// random bytes of random receipts, from a printed seed. What lies in the tray afterwards is
// counted.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <random>
#include <thread>

#include "app/core/find_printer.hpp"
#include "drivers/emulator/host.hpp"
#include "drivers/printer/emulator/line_printer.hpp"
#include "drivers/printer/emulator/usb/usb_printer.hpp"
#include "drivers/printer/escpos_encoder.hpp"
#include "drivers/printer/paper/text.hpp"
#include "drivers/transport/emulator/usb_bus.hpp"
#include "tests/faults/printing/printing_shop.hpp"
#include "tests/faults/store/shop_under_test.hpp"
#include "tests/support/usb_main.hpp"

using namespace drivers::printer;
using namespace drivers::printer::emulator;
using namespace std::chrono_literals;
using drivers::transport::emulator::UsbBus;

int main(int argc, char** argv) {
    return test::run_tests_with_made_up_usb(argc, argv);
}

namespace {

constexpr auto kPatience = 60s;
constexpr std::size_t kReceipts = 500;

UsbBus& bus() {
    static UsbBus one;
    return one;
}

/// The text of a receipt on paper, up to its cut.
class ExpectedPaper {
public:
    explicit ExpectedPaper(const Profile& profile) : profile_{profile} {}

    std::string operator()(const pos::document::Document& document) {
        paper::Interpreter interpreter{{}};
        interpreter.feed(encode_escpos(document, profile_, painter_));
        interpreter.finish();
        auto text = paper::text_of(interpreter.paper());
        return text.substr(0, text.find_last_not_of("-\n ") + 1);
    }

private:
    Profile profile_;
    NoPictures no_pictures_;
    PaperPainter painter_{profile_.dots, no_pictures_};
};

std::size_t count_in(const std::string& tray, const std::string& text) {
    std::size_t count = 0;
    for (auto at = tray.find(text); at != tray.npos; at = tray.find(text, at + 1)) ++count;
    return count;
}

app::core::PrintSpool::OpenPrinter device_at(drivers::transport::Address address, bool shared) {
    return [address, shared](auto on_report,
                             auto stop) -> app::core::Outcome<app::core::OpenedPrinter> {
        static const NoPictures kNone;
        DevicePrinterOptions options{.look_every = 200ms, .ask_every = 100ms, .patience = 5s};
        options.stay_connected = !shared;
        auto printer = std::make_unique<DevicePrinter>(
            app::core::printer_connector(address, std::nullopt, stop), options, kNone,
            std::move(on_report), stop);
        auto* device = printer.get();
        return app::core::OpenedPrinter{
            .printer = std::move(printer), .device = device, .on_usb = !shared};
    };
}

enum class Trouble { none, unplug, power, paper, cover, cutter, stall };

/// A printer on the bus with a hand beside it.
class Counter {
public:
    explicit Counter(std::uint64_t seed) : random_{seed} { bus(); }
    ~Counter() { take_away(); }

    void put(Manner manner) {
        take_away();
        printer_ = std::make_unique<EmulatedPrinter>(std::move(manner));
        usb_ = std::make_unique<UsbPrinter>(*printer_, UsbPrinter::epson("SN1"));
        printer_->on_change([] { bus().changed("1-1"); });
        plug();
    }

    /// Makes that trouble at a random byte of what is printed by `print`, mends it, and waits for
    /// the print's end.
    void trouble(Trouble what, std::size_t bytes, const std::function<void()>& print) {
        if (what == Trouble::stall) usb_->stall_next();
        const bool frozen = what != Trouble::none && what != Trouble::stall;
        if (frozen) printer_->freeze_after(random_() % bytes);
        print();
        if (!frozen || !printer_->wait_until_frozen(kPatience)) return;
        make(what);
        printer_->go_on();
        mend(what);
    }

    std::string tray() {
        for (auto& strip : printer_->take_strips()) tray_ += paper::text_of(strip.paper);
        return tray_;
    }
    std::mt19937_64& random() { return random_; }

private:
    void plug() {
        bus().plug(*usb_, {.port = "1-1", .kernel_driver = "usblp"});
        plugged_ = true;
    }
    void take_away() {
        if (!printer_) return;
        if (plugged_) bus().unplug("1-1");
        plugged_ = false;
        tray();
        tray_ += paper::text_of(printer_->tear_off().paper);
        printer_->on_change({});
    }
    void make(Trouble what) {
        switch (what) {
            case Trouble::unplug:
                return unplug();
            case Trouble::power:
                unplug();
                return printer_->power_cycle();
            case Trouble::paper:
                return printer_->load_paper(false);
            case Trouble::cover:
                return printer_->set_cover_open(true);
            case Trouble::cutter:
                return printer_->set_cutter_jammed(true);
            case Trouble::none:
            case Trouble::stall:
                return;
        }
    }
    void mend(Trouble what) {
        switch (what) {
            case Trouble::unplug:
            case Trouble::power:
                return plug();
            case Trouble::paper:
                return printer_->load_paper(true);
            case Trouble::cover:
                return printer_->set_cover_open(false);
            case Trouble::cutter:
                return printer_->set_cutter_jammed(false);
            case Trouble::none:
            case Trouble::stall:
                return;
        }
    }
    void unplug() {
        bus().unplug("1-1");
        plugged_ = false;
    }

    std::mt19937_64 random_;
    std::unique_ptr<EmulatedPrinter> printer_;
    std::unique_ptr<UsbPrinter> usb_;
    bool plugged_{false};
    std::string tray_;
};

/// Kinds of printers that a shop may have, from the best to the poorest that still answers.
const std::vector<Manner>& manners() {
    static const std::vector<Manner> all{
        {},
        {.buffer_bytes = 45, .bytes_per_second = 200'000},
        {.automatic = false},
        {.process_ids = false},
        {.buffer_bytes = 45, .bytes_per_second = 200'000, .real_time_when_full = false},
        {.buffer_bytes = 64U << 10U, .bytes_per_second = 400'000},
    };
    return all;
}

Trouble pick(std::mt19937_64& random) {
    constexpr Trouble kAll[] = {Trouble::unplug, Trouble::power,  Trouble::paper,
                                Trouble::cover,  Trouble::cutter, Trouble::stall};
    return random() % 3 != 0 ? Trouble::none : kAll[random() % std::size(kAll)];
}

/// How many receipts came out marked.
std::size_t check(const std::string& tray, const test::PrintingShop& shop,
                  ExpectedPaper& expected) {
    std::size_t marked_ones = 0;
    for (std::size_t i = 0; i < shop.sales(); ++i) {
        const auto all = count_in(tray, expected(shop.receipt(i, false)));
        const auto marked = count_in(tray, expected(shop.receipt(i, true)));
        EXPECT_GE(all, 1U) << shop.number(i) << " is nowhere whole";
        EXPECT_LE(all, marked + 1) << shop.number(i) << " came out twice without a mark";
        marked_ones += marked > 0 ? 1 : 0;
    }
    return marked_ones;
}

/// A day of so many receipts.
void print_a_day(std::uint64_t seed) {
    SCOPED_TRACE("COUNTERFOIL_SEED=" + std::to_string(seed));
    test::PrintingShop shop{"T1", kReceipts, seed};
    const auto head = shop.head();
    Counter counter{seed};
    counter.put(manners()[0]);
    shop.start(device_at(drivers::transport::UsbAddress{}, false));
    for (std::size_t i = 0; i < kReceipts; ++i) {
        if (i % 50 == 49) counter.put(manners()[counter.random()() % manners().size()]);
        const auto what = pick(counter.random());
        counter.trouble(what, 400, [&] { shop.print(i); });
        ASSERT_TRUE(shop.wait_until_printed(i, kPatience))
            << shop.number(i) << " after trouble " << static_cast<int>(what);
    }
    EXPECT_EQ(shop.head(), head);
    ExpectedPaper expected{*app::core::named_profile("epson-tm-t88")};
    const auto marked = check(counter.tray(), shop, expected);
    EXPECT_GT(marked, 0U) << "no trouble came in the middle of a receipt";
    EXPECT_LT(marked, kReceipts / 5) << "receipts are marked for no reason";
}

}  // namespace

TEST(Printing, five_hundred_receipts_through_every_trouble_come_out_whole_once_or_marked) {
    for (std::uint64_t day = 0; day < test::fault_rounds(1); ++day)
        print_a_day(test::fault_seed() + day);
}

TEST(Printing, two_tills_share_a_network_printer_without_mixing_their_receipts) {
    constexpr std::size_t kShared = 20;
    EmulatedPrinter printer{{.buffer_bytes = 512, .bytes_per_second = 400'000}};
    LinePrinter machine{printer};
    const auto network =
        drivers::emulator::Host::start(machine, drivers::emulator::TcpPlace{}).value();
    const auto address = drivers::transport::parse_address(network->address()).value();
    test::PrintingShop shops[] = {{"T1", kShared, 1}, {"T2", kShared, 2}};
    std::vector<std::thread> tills;
    for (auto& shop : shops) {
        shop.start(device_at(address, true));
        tills.emplace_back([&shop] {
            for (std::size_t i = 0; i < kShared; ++i) shop.print(i);
            EXPECT_TRUE(shop.wait_until_printed(kShared - 1, kPatience));
        });
    }
    for (auto& till : tills) till.join();
    std::string tray;
    for (const auto& strip : printer.take_strips()) tray += paper::text_of(strip.paper);
    ExpectedPaper expected{app::core::built_in_profile(80)};
    for (const auto& shop : shops) {
        EXPECT_EQ(check(tray, shop, expected), 0U);
        for (std::size_t i = 0; i < kShared; ++i)
            EXPECT_EQ(count_in(tray, expected(shop.receipt(i, false))), 1U) << shop.number(i);
    }
}
