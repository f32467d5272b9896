// Goal: a scanner on the network or a serial line is heard; on the network also what it read before
// anybody listened. Method: the emulated scanner over real TCP and a real
// pseudo-terminal, the till's own listener.
#include "drivers/scanner/emulator/line_scanner.hpp"

#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>

#include "drivers/scanner/scanners.hpp"

using namespace drivers::scanner;
using namespace std::chrono_literals;
using drivers::emulator::Host;
using drivers::scanner::emulator::LineScanner;

namespace {

class Listener {
public:
    explicit Listener(const std::string& address)
        : scanners_{
              {.addresses = {drivers::transport::parse_address(address).value()}, .usb = false},
              [this](std::string code) {
                  const std::scoped_lock lock{mutex_};
                  codes_.push_back(std::move(code));
                  news_.notify_all();
              },
              [this](const std::vector<ScannerStatus>& all) {
                  const std::scoped_lock lock{mutex_};
                  ready_ = !all.empty() && all[0].state == ScannerState::ready;
                  news_.notify_all();
              }} {}

    void wait_until_ready() {
        std::unique_lock lock{mutex_};
        EXPECT_TRUE(news_.wait_for(lock, 60s, [&] { return ready_; }));
    }
    std::vector<std::string> wait_for(std::size_t count) {
        std::unique_lock lock{mutex_};
        EXPECT_TRUE(news_.wait_for(lock, 60s, [&] { return codes_.size() >= count; }));
        return codes_;
    }

private:
    std::mutex mutex_;
    std::condition_variable news_;
    std::vector<std::string> codes_;
    bool ready_{false};
    Scanners scanners_;
};

}  // namespace

TEST(LineScanner, over_the_network_to_one_till_after_the_other) {
    LineScanner scanner;
    const auto host = Host::start(scanner, drivers::emulator::TcpPlace{}).value();
    for (int till = 0; till < 2; ++till) {
        scanner.scan("before");
        Listener listener{host->address()};
        EXPECT_EQ(listener.wait_for(1), std::vector<std::string>{"before"});
        scanner.scan("]d201");
        scanner.scan("two");
        EXPECT_EQ(listener.wait_for(3), (std::vector<std::string>{"before", "]d201", "two"}));
    }
}

TEST(LineScanner, on_a_serial_line) {
    LineScanner scanner;
    const auto host = Host::start(scanner, drivers::emulator::SerialPlace{}).value();
    Listener listener{host->address()};
    listener.wait_until_ready();
    scanner.scan("]d201");
    scanner.scan("two");
    EXPECT_EQ(listener.wait_for(2), (std::vector<std::string>{"]d201", "two"}));
}
