// Goal: in either language of displays the customer reads what the till wants shown, also after the
// display was gone. Method: the driver against the emulated display over TCP and a serial line.
#include "drivers/display/pole.hpp"

#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "drivers/display/emulator/emulated_pole.hpp"

using namespace drivers::display;
using drivers::display::emulator::EmulatedPole;
using drivers::emulator::Host;
using namespace std::chrono_literals;

namespace {

class PoleContract : public testing::TestWithParam<PoleProtocol> {
protected:
    std::mutex mutex;
    std::condition_variable changed;
    std::string now;
    EmulatedPole display{[this](const std::string& upper, const std::string& lower) {
        {
            const std::scoped_lock lock{mutex};
            now = upper + "|" + lower;
        }
        changed.notify_all();
    }};

    void expect(const std::string& lines) {
        std::unique_lock lock{mutex};
        EXPECT_TRUE(changed.wait_for(lock, 30s, [&] { return now == lines; })) << now;
    }
    Pole::Options options(const Host& host) const {
        return {.address = drivers::transport::parse_address(host.address()).value(),
                .protocol = GetParam(),
                .page = pole_page("cp858"),
                .retry = 10ms};
    }
};

}  // namespace

TEST_P(PoleContract, shows_what_is_wanted_last) {
    const auto host = Host::start(display, drivers::emulator::SerialPlace{}).value();
    Pole pole{options(*host), [](bool) {}};
    pole.show({{"Welcome", "", true}, {"Corner shop", "", true}});
    expect("      Welcome       |    Corner shop     ");
    pole.show({{"K\u00e4se", "2,49 \u20ac"}, {"Summe", "12,34"}});
    expect("K\u00e4se          2,49 \u20ac|Summe          12,34");
    for (int count = 0; count <= 200; ++count) {
        pole.show({{"Milk", std::to_string(count)}, {"Total", std::to_string(count * 2)}});
    }
    expect("Milk             200|Total            400");
    EXPECT_EQ(display.unknown(), 0U);
}

TEST_P(PoleContract, a_display_that_was_gone_is_set_up_anew) {
    std::mutex states_mutex;
    std::vector<bool> states;
    auto host = Host::start(display, drivers::emulator::TcpPlace{}).value();
    const auto port = static_cast<std::uint16_t>(std::stoi(host->address().substr(14)));
    {
        Pole pole{options(*host), [&](bool there) {
                      const std::scoped_lock lock{states_mutex};
                      states.push_back(there);
                  }};
        pole.show({{"one", "1"}, {}});
        expect("one                1|" + std::string(20, ' '));
        host.reset();
        const auto is_gone = [&] {
            const std::scoped_lock lock{states_mutex};
            return !states.back();
        };
        // A line that broke is found out by the next write or two.
        for (int count = 2; count < 100 && !is_gone(); ++count) {
            pole.show({{"more", std::to_string(count)}, {}});
            std::this_thread::sleep_for(20ms);
        }
        EXPECT_TRUE(is_gone());
        auto again = Host::start(display, drivers::emulator::TcpPlace{port});
        ASSERT_TRUE(again);
        for (int count = 2; count < 100 && display.lines()[0].find("last") == std::string::npos;
             ++count) {
            pole.show({{"last", std::to_string(count)}, {}});
            std::unique_lock lock{mutex};
            changed.wait_for(lock, 100ms, [&] { return now.find("last") != std::string::npos; });
        }
        EXPECT_NE(display.lines()[0].find("last"), std::string::npos);
        host = std::move(*again);
    }
    expect(std::string(20, ' ') + "|" + std::string(20, ' '));  // cleared when the till ends
    const std::scoped_lock lock{states_mutex};
    EXPECT_EQ(states.front(), true);
    EXPECT_EQ(states.back(), true);
    EXPECT_EQ(states.size(), 3U);
}

INSTANTIATE_TEST_SUITE_P(Displays, PoleContract,
                         testing::Values(PoleProtocol::escpos, PoleProtocol::cd5220),
                         [](const auto& protocol) {
                             return protocol.param == PoleProtocol::escpos ? "Escpos" : "Cd5220";
                         });

TEST(EmulatedPole, draws_a_picture) {
    const auto png = emulator::picture_of("K\u00e4se          2,49 \u20ac", "Summe          12,34");
    EXPECT_EQ(pos::to_hex(pos::BytesView{png}.first(4)), "89504e47");
}
