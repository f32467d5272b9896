// Goal: drivers come and go at a machine, over TCP and over a serial line, and the host ends at
// once. Method: a machine that answers each byte with the next one, real sockets and a real
// pseudo-terminal.
#include "drivers/emulator/host.hpp"

#include <gtest/gtest.h>

#include <array>

#include "drivers/transport/open.hpp"

using namespace drivers;

namespace {

constexpr std::chrono::seconds kLong{20};

class Counting final : public emulator::Machine {
public:
    void serve(transport::Pipe& line) override {
        std::array<std::byte, 64> room{};
        while (const auto got = line.read(room, transport::Deadline::max())) {
            for (std::size_t at = 0; at < *got; ++at) {
                room[at] = static_cast<std::byte>(std::to_integer<unsigned>(room[at]) + 1);
            }
            if (!line.write(pos::BytesView{room}.first(*got), transport::after(kLong))) return;
        }
    }
};

std::byte asked(const std::string& address, std::byte what) {
    const auto parsed = transport::parse_address(address);
    auto pipe = transport::open_pipe(*parsed, {}, transport::after(kLong));
    EXPECT_TRUE(pipe) << address;
    EXPECT_TRUE((*pipe)->write({&what, 1}, transport::after(kLong)));
    std::byte answer{};
    EXPECT_TRUE((*pipe)->read({&answer, 1}, transport::after(kLong)));
    return answer;
}

}  // namespace

TEST(EmulatorHost, drivers_come_and_go_over_tcp) {
    Counting machine;
    const auto host = emulator::Host::start(machine, emulator::TcpPlace{}).value();
    EXPECT_TRUE(host->address().starts_with("tcp:127.0.0.1:"));
    for (unsigned round = 0; round < 5; ++round) {
        EXPECT_EQ(asked(host->address(), std::byte(round)), std::byte(round + 1));
    }
}

TEST(EmulatorHost, and_over_a_serial_line) {
    Counting machine;
    const auto host = emulator::Host::start(machine, emulator::SerialPlace{}).value();
    EXPECT_TRUE(host->address().starts_with("serial:/dev/"));
    for (unsigned round = 0; round < 5; ++round) {
        EXPECT_EQ(asked(host->address(), std::byte(round)), std::byte(round + 1));
    }
}

TEST(EmulatorHost, a_port_that_is_taken_is_said) {
    Counting machine;
    const auto host = emulator::Host::start(machine, emulator::TcpPlace{}).value();
    const auto port = static_cast<std::uint16_t>(std::stoi(host->address().substr(14)));
    const auto second = emulator::Host::start(machine, emulator::TcpPlace{port});
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().fault, transport::Fault::in_use);
}
