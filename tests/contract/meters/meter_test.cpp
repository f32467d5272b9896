// Goal: whichever protocol a meter speaks, its figures come right over a real line, its troubles
// come in words, and what passes is tried again until it is over. Method: the drivers against
// emulated meters on ports of this machine, with a clock that the test turns; each fault, once and
// for good; several meters behind one gateway.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <thread>

#include "drivers/meter/emulator/emulated_mbus.hpp"
#include "drivers/meter/emulator/emulated_modbus.hpp"
#include "drivers/meter/mbus/mbus_meter.hpp"
#include "drivers/meter/modbus/modbus_meter.hpp"
#include "pos/money/decimal.hpp"

using namespace drivers;
using namespace drivers::meter;
using drivers::meter::emulator::Disorder;
using drivers::meter::emulator::EmulatedMbus;
using drivers::meter::emulator::EmulatedModbus;
using drivers::meter::emulator::TickingCounter;
using Fault = drivers::meter::emulator::Fault;
using testing::HasSubstr;
using namespace std::chrono_literals;

namespace {

class TurnedClock : public pos::Clock {
public:
    pos::Instant now() override { return {now_ms_.load()}; }
    void turn(std::int64_t hours) { now_ms_ += hours * 3'600'000; }

private:
    std::atomic<std::int64_t> now_ms_{0};
};

TickingCounter counter(const char* start, const char* per_hour) {
    return {.since = {0},
            .start = pos::parse_exact(start).value(),
            .per_hour = pos::parse_exact(per_hour).value()};
}

constexpr Patience kPatience{.connect = 5s, .answer = 200ms, .tries = 3};

std::string told(const std::expected<Answer, ReadError>& answer) {
    if (!answer) return answer.error().words;
    std::string text;
    for (const Figure& figure : answer->figures) {
        text += (text.empty() ? "" : "; ") + figure.name + " " + to_string(figure.value) + " " +
                figure.unit + (figure.place.empty() ? "" : " (" + figure.place + ")");
    }
    return text;
}

/// One meter in one guise, and how it is disturbed.
class Guise {
public:
    virtual ~Guise() = default;
    virtual Meter& meter() = 0;
    virtual void disturb(const Disorder& disorder) = 0;
    virtual unsigned asked() const = 0;
    virtual void hang_up() = 0;
};

constexpr const char* kMap = R"({"kind": "electricity", "registers": [
    {"name": "energy", "table": "input", "address": 10, "type": "u32", "order": "low",
     "scale": "0.001", "unit": "kWh"},
    {"name": "power", "table": "input", "address": 12, "type": "float32", "unit": "W"},
    {"name": "energy out", "address": 0, "type": "s64", "unit": "Wh"}]})";

class ModbusGuise final : public Guise {
public:
    explicit ModbusGuise(pos::Clock& clock)
        : emulated_{modbus::read_register_map(kMap).value(),
                    {counter("1000.5", "2.25"), counter("230.5", "0"), counter("0", "0")},
                    clock} {
        host_ = emulator_host();
        meter_ = std::make_unique<modbus::ModbusMeter>(modbus::ModbusMeter::Options{
            .address = transport::parse_address(host_->address()).value(),
            .map = modbus::read_register_map(kMap).value(),
            .patience = kPatience});
    }
    Meter& meter() override { return *meter_; }
    void disturb(const Disorder& disorder) override { emulated_.disturb(disorder); }
    unsigned asked() const override { return emulated_.asked(); }
    void hang_up() override { host_.reset(); }

private:
    std::unique_ptr<drivers::emulator::Host> emulator_host() {
        return drivers::emulator::Host::start(emulated_, drivers::emulator::TcpPlace{}).value();
    }
    EmulatedModbus emulated_;
    std::unique_ptr<drivers::emulator::Host> host_;
    std::unique_ptr<modbus::ModbusMeter> meter_;
};

class MbusGuise final : public Guise {
public:
    MbusGuise(pos::Clock& clock, mbus::BusAddress address)
        : emulated_{{{.address = 5,
                      .identification = "12345678",
                      .energy_wh = counter("1000500", "2250"),
                      .telegrams = 3},
                     {.address = 6, .identification = "87654321", .energy_wh = counter("7", "0")}},
                    clock} {
        host_ = drivers::emulator::Host::start(emulated_, drivers::emulator::TcpPlace{}).value();
        meter_ = std::make_unique<mbus::MbusMeter>(
            mbus::MbusMeter::Options{.address = transport::parse_address(host_->address()).value(),
                                     .meter = std::move(address),
                                     .patience = kPatience});
    }
    Meter& meter() override { return *meter_; }
    void disturb(const Disorder& disorder) override { emulated_.disturb(disorder); }
    unsigned asked() const override { return emulated_.asked(); }
    void hang_up() override { host_.reset(); }

private:
    EmulatedMbus emulated_;
    std::unique_ptr<drivers::emulator::Host> host_;
    std::unique_ptr<mbus::MbusMeter> meter_;
};

struct Kind {
    std::string name;
    std::string before;  // what it tells at first
    std::string after;   // and two hours later
    std::function<std::unique_ptr<Guise>(pos::Clock&)> make;
};

std::vector<Kind> kinds() {
    const std::string mbus_before =
        "energy 1000500 Wh; energy 1000500 Wh (storage 1); energy 1000500 Wh (storage 2)";
    const std::string mbus_after =
        "energy 1005000 Wh; energy 1005000 Wh (storage 1); energy 1005000 Wh (storage 2)";
    return {{"Modbus", "energy 1000.5 kWh; power 230.5 W; energy out 0 Wh",
             "energy 1005 kWh; power 230.5 W; energy out 0 Wh",
             [](pos::Clock& clock) { return std::make_unique<ModbusGuise>(clock); }},
            {"MbusPrimary", mbus_before, mbus_after,
             [](pos::Clock& clock) { return std::make_unique<MbusGuise>(clock, std::uint8_t{5}); }},
            {"MbusSecondary", mbus_before, mbus_after, [](pos::Clock& clock) {
                 return std::make_unique<MbusGuise>(clock, mbus::Secondary{"12345678"});
             }}};
}

class MeterContract : public testing::TestWithParam<Kind> {
protected:
    TurnedClock clock;
    std::unique_ptr<Guise> guise = GetParam().make(clock);

    std::string read() { return told(guise->meter().read()); }
    Trouble trouble() {
        const auto answer = guise->meter().read();
        EXPECT_FALSE(answer.has_value());
        return answer ? Trouble::cancelled : answer.error().trouble;
    }
};

}  // namespace

TEST_P(MeterContract, figures_go_on_with_the_clock) {
    EXPECT_EQ(read(), GetParam().before);
    EXPECT_EQ(read(), GetParam().before);
    clock.turn(2);
    EXPECT_EQ(read(), GetParam().after);
}

TEST_P(MeterContract, what_passes_is_tried_again) {
    for (const Fault fault :
         {Fault::silent, Fault::cut_off, Fault::wrong_sum, Fault::other_meter}) {
        if (fault == Fault::other_meter && GetParam().name == "MbusSecondary") continue;
        guise->disturb({.fault = fault, .questions = 2});
        EXPECT_EQ(read(), GetParam().before) << static_cast<int>(fault);
    }
}

TEST_P(MeterContract, an_answer_that_comes_twice_is_not_that_to_the_next_question) {
    guise->disturb({.fault = Fault::twice, .questions = 100});
    EXPECT_EQ(read(), GetParam().before);
    clock.turn(2);
    EXPECT_EQ(read(), GetParam().after);
}

TEST_P(MeterContract, what_stays_is_told) {
    guise->disturb({.fault = Fault::silent, .questions = 100});
    EXPECT_THAT(read(), HasSubstr("does not answer in time."));
    EXPECT_EQ(trouble(), Trouble::silent);
    guise->disturb({.fault = Fault::cut_off, .questions = 100});
    EXPECT_THAT(read(), HasSubstr("stops in the middle of an answer"));
    guise->disturb({.fault = Fault::wrong_sum, .questions = 100});
    EXPECT_EQ(trouble(), Trouble::garbled);
    if (GetParam().name != "MbusSecondary") {  // who was selected answers under any address
        guise->disturb({.fault = Fault::other_meter, .questions = 100});
        EXPECT_EQ(trouble(), Trouble::garbled);
    }
    guise->disturb({});
    EXPECT_EQ(read(), GetParam().before);
}

TEST_P(MeterContract, a_refusal_is_final) {
    EXPECT_EQ(read(), GetParam().before);
    const unsigned before = guise->asked();
    guise->disturb({.fault = Fault::exception, .questions = 100, .code = 1});
    EXPECT_EQ(trouble(), Trouble::refused);
    EXPECT_LE(guise->asked() - before, 2U);  // M-Bus asks for order first
}

TEST_P(MeterContract, a_meter_that_is_gone_is_told) {
    EXPECT_EQ(read(), GetParam().before);
    guise->hang_up();
    EXPECT_EQ(trouble(), Trouble::not_reached);
}

INSTANTIATE_TEST_SUITE_P(Meters, MeterContract, testing::ValuesIn(kinds()),
                         [](const auto& one) { return one.param.name; });

TEST(ModbusMeter, exceptions_in_words_and_a_busy_meter_is_asked_again) {
    TurnedClock clock;
    ModbusGuise guise{clock};
    guise.disturb({.fault = Fault::exception, .questions = 100, .code = 2});
    EXPECT_THAT(told(guise.meter().read()), HasSubstr("it has no such register (exception 2)."));
    guise.disturb({.fault = Fault::exception, .questions = 100, .code = 11});
    EXPECT_THAT(told(guise.meter().read()),
                HasSubstr("the gateway gets no answer from it (exception 11)."));
    guise.disturb({.fault = Fault::exception, .questions = 2, .code = 6});
    EXPECT_THAT(told(guise.meter().read()), HasSubstr("energy 1000.5 kWh"));
}

TEST(ModbusMeter, an_answer_with_too_few_registers_is_none) {
    TurnedClock clock;
    ModbusGuise guise{clock};
    guise.disturb({.fault = Fault::too_few, .questions = 2});
    EXPECT_THAT(told(guise.meter().read()), HasSubstr("energy 1000.5 kWh"));
    guise.disturb({.fault = Fault::too_few, .questions = 100});
    EXPECT_THAT(told(guise.meter().read()), HasSubstr("it answers 3 registers for 4."));
}

TEST(ModbusMeter, a_late_answer_is_told_from_the_next_by_its_transaction) {
    TurnedClock clock;
    const auto map =
        modbus::read_register_map(R"({"registers": [{"name": "a", "address": 0}]})").value();
    EmulatedModbus emulated{map, {counter("1", "1")}, clock};
    emulated.disturb({.fault = Fault::twice, .questions = 100});
    const auto host =
        drivers::emulator::Host::start(emulated, drivers::emulator::TcpPlace{}).value();
    modbus::ModbusMeter meter{{.address = transport::parse_address(host->address()).value(),
                               .map = map,
                               .patience = kPatience}};
    EXPECT_EQ(told(meter.read()), "a 1 ");
    clock.turn(4);
    EXPECT_EQ(told(meter.read()), "a 5 ");
    EXPECT_EQ(emulated.asked(), 2U);
}

TEST(ModbusMeter, another_unit_behind_the_gateway_does_not_answer) {
    TurnedClock clock;
    EmulatedModbus emulated{modbus::read_register_map(kMap).value(),
                            {counter("1", "0"), counter("1", "0"), counter("1", "0")},
                            clock,
                            7};
    const auto host =
        drivers::emulator::Host::start(emulated, drivers::emulator::TcpPlace{}).value();
    const auto address = transport::parse_address(host->address()).value();
    {  // the gateway takes one connection at a time
        modbus::ModbusMeter wrong{{.address = address,
                                   .map = modbus::read_register_map(kMap).value(),
                                   .patience = kPatience}};
        EXPECT_EQ(wrong.read().error().trouble, Trouble::refused);
    }
    modbus::ModbusMeter right{{.address = address,
                               .unit = 7,
                               .map = modbus::read_register_map(kMap).value(),
                               .patience = kPatience}};
    EXPECT_TRUE(right.read().has_value());
}

TEST(ModbusMeter, a_register_that_the_meter_lacks_is_refused) {
    TurnedClock clock;
    ModbusGuise guise{clock};
    EmulatedModbus emulated{modbus::read_register_map(kMap).value(),
                            {counter("1", "0"), counter("1", "0"), counter("1", "0")},
                            clock};
    const auto host =
        drivers::emulator::Host::start(emulated, drivers::emulator::TcpPlace{}).value();
    modbus::ModbusMeter meter{
        {.address = transport::parse_address(host->address()).value(),
         .map =
             modbus::read_register_map(R"({"registers": [{"name": "a", "address": 99}]})").value(),
         .patience = kPatience}};
    EXPECT_THAT(told(meter.read()), HasSubstr("register 99: it has no such register"));
}

TEST(MbusMeter, says_who_it_is_and_the_other_one_on_the_bus_too) {
    TurnedClock clock;
    MbusGuise first{clock, std::uint8_t{5}};
    const auto answer = first.meter().read();
    ASSERT_TRUE(answer.has_value());
    EXPECT_EQ(answer->identification, "CFL 12345678");
    EXPECT_EQ(answer->kind, "electricity");
    EXPECT_EQ(answer->status, "");
    MbusGuise second{clock, mbus::Secondary{"8765FFFF"}};
    EXPECT_EQ(told(second.meter().read()), "energy 7 Wh");
    MbusGuise none{clock, std::uint8_t{9}};
    EXPECT_EQ(none.meter().read().error().trouble, Trouble::silent);
    MbusGuise unknown{clock, mbus::Secondary{"00000000"}};
    EXPECT_EQ(unknown.meter().read().error().trouble, Trouble::silent);
}

TEST(MbusMeter, the_program_may_end_while_it_waits) {
    TurnedClock clock;
    EmulatedMbus emulated{{{.address = 1}}, clock};
    emulated.disturb({.fault = Fault::silent, .questions = 1'000});
    const auto host =
        drivers::emulator::Host::start(emulated, drivers::emulator::TcpPlace{}).value();
    std::stop_source stop;
    mbus::MbusMeter meter{{.address = transport::parse_address(host->address()).value(),
                           .meter = std::uint8_t{1},
                           .patience = {.answer = 60s, .tries = 3}},
                          stop.get_token()};
    std::jthread ends{[&] {
        while (emulated.asked() < 2) std::this_thread::yield();
        stop.request_stop();
    }};
    EXPECT_EQ(meter.read().error().trouble, Trouble::cancelled);
}
