// Goal: scanners come and go and every code they read arrives whole, once and in order.
// Method: emulated scanners on a made-up USB bus, real transfers; what happens is waited for.
#include "drivers/scanner/scanners.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <condition_variable>
#include <fstream>
#include <iterator>
#include <mutex>
#include <thread>

#include "drivers/scanner/emulator/usb/usb_scanner.hpp"
#include "drivers/transport/emulator/usb_bus.hpp"
#include "tests/support/usb_main.hpp"

using namespace drivers::scanner;
using namespace std::chrono_literals;
using drivers::scanner::emulator::UsbScanner;
using drivers::transport::emulator::UsbBus;

namespace {

UsbBus& bus() {
    static UsbBus one;
    return one;
}

drivers::transport::DeviceTable table() {
    std::ifstream file{std::string{COUNTERFOIL_SOURCE_DIR} + "/assets/devices/usb.json"};
    const std::string json{std::istreambuf_iterator<char>{file}, {}};
    return drivers::transport::DeviceTable::parse(json).value();
}

/// What the till hears of its scanners.
class Till {
public:
    explicit Till(ScannerSettings settings = {}, std::vector<drivers::transport::Address> more = {})
        : scanners_{
              {.settings = std::move(settings), .table = table(), .addresses = std::move(more)},
              [this](std::string code) {
                  const std::scoped_lock lock{mutex_};
                  codes_.push_back(std::move(code));
                  news_.notify_all();
              },
              [this](std::vector<ScannerStatus> all) {
                  const std::scoped_lock lock{mutex_};
                  states_ = std::move(all);
                  news_.notify_all();
              }} {}

    std::vector<std::string> wait_for_codes(std::size_t count) {
        std::unique_lock lock{mutex_};
        EXPECT_TRUE(news_.wait_for(lock, 60s, [&] { return codes_.size() >= count; }))
            << codes_.size() << " of " << count;
        return codes_;
    }
    /// Waits until so many are ready and nothing else.
    void wait_for_ready(std::size_t count) {
        std::unique_lock lock{mutex_};
        EXPECT_TRUE(news_.wait_for(lock, 60s, [&] {
            return states_.size() == count && std::ranges::all_of(states_, [](const auto& one) {
                       return one.state == ScannerState::ready;
                   });
        })) << states_.size();
    }
    std::vector<ScannerStatus> wait_for(ScannerState state) {
        std::unique_lock lock{mutex_};
        EXPECT_TRUE(news_.wait_for(lock, 60s, [&] {
            return std::ranges::any_of(states_,
                                       [&](const auto& one) { return one.state == state; });
        }));
        return states_;
    }
    std::size_t count() {
        const std::scoped_lock lock{mutex_};
        return codes_.size();
    }

private:
    std::mutex mutex_;
    std::condition_variable news_;
    std::vector<std::string> codes_;
    std::vector<ScannerStatus> states_;
    Scanners scanners_;  // last: it calls into the rest
};

}  // namespace

TEST(Scanners, each_language_is_read) {
    for (const Language language : {Language::pos, Language::keyboard, Language::lines}) {
        UsbScanner scanner{language, "S1"};
        bus().plug(scanner, {.port = "1-1"});
        {
            Till till;
            till.wait_for_ready(1);
            scanner.scan("]E04006381333931");
            scanner.scan(
                "a\x1d"
                "B");
            bus().changed("1-1");
            EXPECT_EQ(till.wait_for_codes(2), (std::vector<std::string>{"]E04006381333931",
                                                                        "a\x1d"
                                                                        "B"}));
        }
        bus().unplug("1-1");
    }
}

TEST(Scanners, a_keyboard_scanner_is_taken_from_the_system_and_given_back) {
    UsbScanner scanner{Language::keyboard, "S1"};
    bus().plug(scanner, {.port = "1-1", .kernel_driver = "usbhid"});
    {
        Till till;
        till.wait_for_ready(1);
        EXPECT_EQ(bus().kernel_driver("1-1"), "");
        EXPECT_TRUE(bus().is_claimed("1-1"));
    }
    EXPECT_EQ(bus().kernel_driver("1-1"), "usbhid");
    bus().unplug("1-1");
}

TEST(Scanners, several_at_once) {
    UsbScanner one{Language::pos, "S1"};
    UsbScanner two{Language::keyboard, "S2"};
    UsbScanner three{Language::lines, "S3"};
    bus().plug(one, {.port = "1-1"});
    Till till;
    till.wait_for_ready(1);
    bus().plug(two, {.port = "1-2"});
    bus().plug(three, {.port = "1-3"});
    till.wait_for_ready(3);
    for (int scan = 0; scan < 50; ++scan) {
        one.scan("one" + std::to_string(scan));
        two.scan("two" + std::to_string(scan));
        three.scan("three" + std::to_string(scan));
    }
    for (const char* port : {"1-1", "1-2", "1-3"}) bus().changed(port);
    const auto codes = till.wait_for_codes(150);
    for (const std::string name : {"one", "two", "three"}) {
        int next = 0;
        for (const std::string& code : codes) {
            if (!code.starts_with(name)) continue;
            EXPECT_EQ(code, name + std::to_string(next++));
        }
        EXPECT_EQ(next, 50) << name;
    }
    for (const char* port : {"1-1", "1-2", "1-3"}) bus().unplug(port);
}

TEST(Scanners, unplugged_in_the_middle_of_a_code_and_back) {
    for (const Language language : {Language::pos, Language::keyboard, Language::lines}) {
        UsbScanner scanner{language, "S1"};
        bus().plug(scanner, {.port = "1-1"});
        Till till;
        till.wait_for_ready(1);
        const std::string long_code(200, '7');
        if (language == Language::lines) {
            scanner.send(long_code);  // a line without its end
        } else {
            scanner.scan_part(long_code, 2);
        }
        bus().changed("1-1");
        while (!scanner.is_sent()) std::this_thread::yield();
        bus().unplug("1-1");
        till.wait_for_ready(0);
        scanner.forget();
        bus().plug(scanner, {.port = "1-1"});
        till.wait_for_ready(1);
        scanner.scan("96385074");
        bus().changed("1-1");
        EXPECT_EQ(till.wait_for_codes(1), (std::vector<std::string>{"96385074"}));
        bus().unplug("1-1");
    }
}

TEST(Scanners, one_that_another_program_holds_is_named_and_taken_when_it_is_free) {
    UsbScanner scanner{Language::pos, "S1"};
    bus().plug(scanner, {.port = "1-1"});
    bus().hold("1-1", true);
    Till till;
    const auto states = till.wait_for(ScannerState::in_use);
    EXPECT_EQ(states[0].name, "Point-of-sale scanner");
    bus().hold("1-1", false);
    till.wait_for_ready(1);
    scanner.scan("1");
    bus().changed("1-1");
    till.wait_for_codes(1);
    bus().unplug("1-1");
}

TEST(Scanners, of_makers_that_nobody_knows) {
    const UsbScanner::Ids unknown{0x1234, 0x5678};
    const auto us = KeyLayout::named("us").value();
    UsbScanner pos{Language::pos, "S1", us, unknown};
    UsbScanner keyboard{Language::keyboard, "S2", us, unknown};
    UsbScanner wanted{Language::keyboard, "S3", us, {0x1234, 0x9999}};
    Till till{{}, {drivers::transport::parse_address("usb:1234:9999").value()}};
    bus().plug(keyboard, {.port = "1-1", .kernel_driver = "usbhid"});
    bus().plug(wanted, {.port = "1-2", .kernel_driver = "usbhid"});
    bus().plug(pos, {.port = "1-3", .kernel_driver = "usbhid"});
    till.wait_for_ready(2);
    EXPECT_FALSE(bus().is_claimed("1-1")) << "it may be a person's";
    EXPECT_EQ(bus().kernel_driver("1-1"), "usbhid");
    wanted.scan("told");
    pos.scan("says so itself");
    for (const char* port : {"1-2", "1-3"}) bus().changed(port);
    auto codes = till.wait_for_codes(2);
    std::ranges::sort(codes);
    EXPECT_EQ(codes, (std::vector<std::string>{"says so itself", "told"}));
    for (const char* port : {"1-1", "1-2", "1-3"}) bus().unplug(port);
}

TEST(Scanners, a_layout_by_setting) {
    UsbScanner scanner{Language::keyboard, "S1", KeyLayout::named("fr").value()};
    bus().plug(scanner, {.port = "1-1"});
    Till till{{.layout = "fr"}};
    till.wait_for_ready(1);
    scanner.scan("Code-1.5;z");
    bus().changed("1-1");
    EXPECT_EQ(till.wait_for_codes(1), (std::vector<std::string>{"Code-1.5;z"}));
    bus().unplug("1-1");
}

TEST(Scanners, a_minute_of_fifty_scans_a_second) {
    UsbScanner scanner{Language::pos, "S1"};
    bus().plug(scanner, {.port = "1-1"});
    Till till;
    till.wait_for_ready(1);
    constexpr std::size_t kScans = 3'000;
    std::vector<std::string> sent;
    for (std::size_t scan = 0; scan < kScans; ++scan) {
        sent.push_back("]E0" + std::to_string(1'000'000 + scan));
        scanner.scan(sent.back());
        bus().changed("1-1");
    }
    EXPECT_EQ(till.wait_for_codes(kScans), sent);
    bus().unplug("1-1");
}

int main(int argc, char** argv) {
    return test::run_tests_with_made_up_usb(argc, argv);
}
