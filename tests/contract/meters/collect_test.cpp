// Goal: `counterfoil collect` hands on what live meters show, says which did not tell, and ends
// when it is told to; `counterfoil emulate meter` is such a meter. Method: the command against
// emulated meters on ports of this machine; the use case with a sink that breaks; the built program
// against itself, by a shell.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>

#include "app/core/ending.hpp"
#include "app/core/meter/live.hpp"
#include "app/counterfoil/command.hpp"
#include "drivers/meter/emulator/emulated_mbus.hpp"
#include "drivers/meter/emulator/emulated_modbus.hpp"
#include "pos/money/decimal.hpp"
#include "tests/support/seeded_random.hpp"
#include "tests/support/temp_dir.hpp"

using app::counterfoil::Exit;
using drivers::meter::emulator::EmulatedMbus;
using drivers::meter::emulator::EmulatedModbus;
using drivers::meter::emulator::Fault;
using testing::HasSubstr;

namespace {

class FixedClock : public pos::Clock {
public:
    pos::Instant now() override { return {1'763'800'000'000}; }
};

constexpr const char* kMap =
    R"({"kind": "electricity", "registers": [{"name": "energy", "address": 0, "type": "u32",)"
    R"( "scale": "0.001", "unit": "kWh"}]})";

class Collect : public testing::Test {
protected:
    Collect() {
        app::core::hold_signals();  // ahead of the first thread
        test::write_file(folder.file("map.json"), kMap);
        mbus_host = drivers::emulator::Host::start(mbus, drivers::emulator::TcpPlace{}).value();
        modbus_host = drivers::emulator::Host::start(modbus, drivers::emulator::TcpPlace{}).value();
    }
    std::string mbus_name(const std::string& which) const {
        return "mbus@" + mbus_host->address() + "/" + which;
    }
    std::string modbus_name() const { return "modbus@" + modbus_host->address(); }

    Exit run(std::vector<std::string> words) {
        words.insert(words.begin(), "collect");
        words.insert(words.end(), {"--map", folder.file("map.json")});
        std::istringstream in;
        std::ostringstream out_stream;
        std::ostringstream err_stream;
        test::SeededRandom random{1};
        app::counterfoil::Context context{in, out_stream, err_stream, clock, random};
        const Exit exit = app::counterfoil::run(words, context);
        out = out_stream.str();
        err = err_stream.str();
        return exit;
    }
    static drivers::meter::emulator::TickingCounter showing(std::int64_t start) {
        return {.since = {0}, .start = pos::exactly(start), .per_hour = {}};
    }

    FixedClock clock;
    test::TempDir folder;
    EmulatedMbus mbus{{{.address = 5, .identification = "11223344", .energy_wh = showing(1'234)}},
                      clock};
    EmulatedModbus modbus{
        drivers::meter::modbus::read_register_map(kMap).value(), {showing(56)}, clock};
    std::unique_ptr<drivers::emulator::Host> mbus_host;
    std::unique_ptr<drivers::emulator::Host> modbus_host;
    std::string out;
    std::string err;
};

}  // namespace

TEST_F(Collect, figures_as_lines_for_machines) {
    EXPECT_EQ(run({"--meter", mbus_name("5"), "--meter", modbus_name(), "--json"}), Exit::done)
        << err;
    std::istringstream lines{out};
    std::string line;
    std::getline(lines, line);
    const auto first = nlohmann::json::parse(line);
    EXPECT_EQ(first.at("meter"), mbus_name("5"));
    EXPECT_EQ(first.at("at"), "2025-11-22T08:26:40Z");
    EXPECT_EQ(first.at("identification"), "CFL 11223344");
    EXPECT_EQ(first.at("kind"), "electricity");
    EXPECT_EQ(first.at("figures").at(0).at("value"), "1234");
    EXPECT_EQ(first.at("figures").at(0).at("unit"), "Wh");
    std::getline(lines, line);
    EXPECT_EQ(nlohmann::json::parse(line).at("figures").at(0).at("value"), "56");
}

TEST_F(Collect, figures_for_people_and_meters_by_number) {
    EXPECT_EQ(run({"--mbus", "--meter", mbus_host->address() + "/11223344"}), Exit::done) << err;
    EXPECT_EQ(out, "2025-11-22T08:26:40Z  " + mbus_host->address() +
                       "/11223344  CFL 11223344  electricity\n  energy 1234 Wh\n");
    std::string slashes = mbus_name("5");
    slashes.replace(slashes.find("tcp:"), 4, "tcp://");
    EXPECT_EQ(run({"--meter", slashes}), Exit::done) << err;
    EXPECT_EQ(run({"--meter", "mbus@" + mbus_host->address()}), Exit::done) << err;  // alone there
}

TEST_F(Collect, one_that_does_not_tell_keeps_no_other_back) {
    EXPECT_EQ(run({"--meter", "mbus@tcp:127.0.0.1:1/1", "--meter", modbus_name(), "--json"}),
              Exit::environment);
    EXPECT_THAT(out, HasSubstr("\"value\":\"56\""));
    EXPECT_THAT(err, HasSubstr("mbus@tcp:127.0.0.1:1/1: tcp:127.0.0.1:1 takes no connection."));
    modbus.disturb({.fault = Fault::exception, .questions = 1, .code = 2});
    EXPECT_EQ(run({"--meter", modbus_name()}), Exit::environment);
    EXPECT_THAT(err, HasSubstr("register 0: it has no such register (exception 2)."));
}

TEST_F(Collect, what_cannot_be_meant) {
    EXPECT_EQ(run({}), Exit::usage);
    for (const char* meter :
         {"tcp:127.0.0.1:5", "dlms@tcp:127.0.0.1:5", "mbus@serial:/dev/ttyS0", "mbus@tcp:127.0.0.1",
          "mbus@tcp:127.0.0.1:5/251", "mbus@tcp:127.0.0.1:5/x", "modbus@tcp:127.0.0.1:5/256",
          "modbus@tcp:127.0.0.1:99999"}) {
        EXPECT_EQ(run({"--meter", meter}), Exit::usage) << meter;
        EXPECT_THAT(err, HasSubstr("Name it as in ")) << meter;
        EXPECT_EQ(out, "");
    }
    test::write_file(folder.file("map.json"), "{}");
    EXPECT_EQ(run({"--meter", modbus_name()}), Exit::refused);
    EXPECT_THAT(err, HasSubstr("map.json: it has no \"registers\"."));
}

TEST_F(Collect, again_and_again_until_it_is_told_to_end) {
    std::thread ends{[&] {
        while (modbus.asked() == 0) std::this_thread::yield();
        ::kill(::getpid(), SIGTERM);
    }};
    EXPECT_EQ(run({"--meter", modbus_name(), "--every", "3600"}), Exit::done) << err;
    ends.join();
    EXPECT_EQ(modbus.asked(), 1U);
}

TEST_F(Collect, a_sink_that_breaks_ends_the_round) {
    struct Broken final : app::core::meter::ReadingSink {
        app::core::Outcome<void> take(const app::core::meter::LiveReading&) override {
            return app::core::refuse("full");
        }
    } broken;
    std::vector<app::core::meter::LiveMeter> meters;
    const app::core::meter::LiveOptions options{
        .map = drivers::meter::modbus::read_register_map(kMap).value()};
    meters.push_back(app::core::meter::live_meter(modbus_name(), options).value());
    meters.push_back(app::core::meter::live_meter(mbus_name("5"), options).value());
    const auto done = app::core::meter::collect(meters, clock, broken, [] { return true; });
    EXPECT_EQ(done.error().words, "full");
    EXPECT_EQ(mbus.asked(), 0U);
}

TEST(Program, emulates_a_meter_that_it_collects_from) {
    const test::TempDir folder;
    test::write_file(folder.file("map.json"), kMap);
    const auto shell = [&](const std::string& command) {
        test::write_file(folder.file("script.sh"), "cf=" COUNTERFOIL_BINARY_DIR
                                                   "/bin/counterfoil\ncd '" +
                                                       folder.path().string() + "'\n" + command);
        const int status = std::system(("bash '" + folder.file("script.sh") + "'").c_str());
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    };
    EXPECT_EQ(shell("coproc $cf emulate meter --mbus --start 77 --telegrams 2\n"
                    "read -r option address <&${COPROC[0]}\n"
                    "$cf collect --meter $address/12345678 >out; code=$?\n"
                    "kill $COPROC_PID; wait $COPROC_PID; exit $code"),
              0);
    EXPECT_EQ(shell("grep -q 'energy 77 Wh (storage 1)' out"), 0);
    EXPECT_EQ(shell("coproc $cf emulate meter --modbus --map map.json --start 5.5\n"
                    "read -r option address <&${COPROC[0]}\n"
                    "$cf collect --meter $address --map map.json >out; code=$?\n"
                    "kill $COPROC_PID; wait $COPROC_PID; exit $code"),
              0);
    EXPECT_EQ(shell("grep -q 'energy 5.5 kWh' out"), 0);
    EXPECT_EQ(shell("$cf emulate meter 2>err"), 2);
    EXPECT_EQ(shell("$cf emulate meter --modbus 2>err"), 2);
    EXPECT_EQ(shell("$cf emulate meter --mbus --number 1 2>err"), 2);
    EXPECT_EQ(shell("$cf emulate meter --modbus --map none.json 2>err"), 3);
}
