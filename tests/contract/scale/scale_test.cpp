// Goal: whichever protocol a scale speaks, the till hears of its load, its moods and its absence
// alike. Method: the driver against emulated scales over a serial line, TCP and USB; each load in
// turn; a scale that falls silent, talks nonsense, is unplugged and comes back.
#include "drivers/scale/scale.hpp"

#include <gtest/gtest.h>

#include <condition_variable>
#include <deque>
#include <mutex>

#include "drivers/scale/emulator/usb/hid_scale.hpp"
#include "drivers/transport/emulator/usb_bus.hpp"
#include "drivers/transport/open.hpp"
#include "tests/support/seeded_random.hpp"
#include "tests/support/usb_main.hpp"

using namespace drivers;
using namespace drivers::scale;
using drivers::scale::emulator::EmulatedScale;
using drivers::scale::emulator::HidScale;
using drivers::scale::emulator::Load;
using namespace std::chrono_literals;

namespace {

transport::emulator::UsbBus& bus() {
    static transport::emulator::UsbBus one;
    return one;
}

/// One scale in one guise.
class Guise {
public:
    virtual ~Guise() = default;
    virtual std::string address() const = 0;
    virtual void put(const Load& load) = 0;
    virtual bool tares_itself() const { return true; }
};

class LineGuise final : public Guise {
public:
    LineGuise(const EmulatedScale::Options& options, bool serial) : scale_{options} {
        host_ =
            serial
                ? drivers::emulator::Host::start(scale_, drivers::emulator::SerialPlace{}).value()
                : drivers::emulator::Host::start(scale_, drivers::emulator::TcpPlace{}).value();
    }
    std::string address() const override { return host_->address(); }
    void put(const Load& load) override { scale_.put(load); }

private:
    EmulatedScale scale_;
    std::unique_ptr<drivers::emulator::Host> host_;
};

class UsbGuise final : public Guise {
public:
    UsbGuise() { bus().plug(scale_, {.port = "1-1"}); }
    ~UsbGuise() override { bus().unplug("1-1"); }
    std::string address() const override { return "usb"; }
    void put(const Load& load) override {
        scale_.put(load);
        bus().changed("1-1");
    }

private:
    HidScale scale_;
};

struct Kind {
    std::string name;
    ProtocolOptions protocol;
    std::function<std::unique_ptr<Guise>()> make;
};

constexpr std::uint16_t kPolynomial = 0x8BB7;

std::vector<Kind> kinds() {
    const auto line = [](Protocol protocol, bool serial,
                         std::optional<std::uint16_t> polynomial = {}) {
        return [=]() -> std::unique_ptr<Guise> {
            return std::make_unique<LineGuise>(
                EmulatedScale::Options{
                    .protocol = protocol, .polynomial = polynomial, .proof_every = 3},
                serial);
        };
    };
    return {{"Toledo8217Serial", {Protocol::toledo_8217}, line(Protocol::toledo_8217, true)},
            {"NciTcp", {Protocol::nci}, line(Protocol::nci, false)},
            {"Dialog06Serial", {Protocol::dialog06}, line(Protocol::dialog06, true)},
            {"Dialog06WithProof",
             {.protocol = Protocol::dialog06, .polynomial = kPolynomial},
             line(Protocol::dialog06, false, kPolynomial)},
            {"HidUsb", {Protocol::hid}, [] { return std::make_unique<UsbGuise>(); }}};
}

class ScaleContract : public testing::TestWithParam<Kind> {
protected:
    std::unique_ptr<Guise> guise = GetParam().make();
    test::SeededRandom random{5};
    std::mutex mutex;
    std::condition_variable changed;
    std::deque<Reading> readings;
    std::unique_ptr<Scale> scale;

    void start() {
        scale = std::make_unique<Scale>(
            Scale::Options{.address = transport::parse_address(guise->address()).value(),
                           .protocol = GetParam().protocol,
                           .between = 1ms,
                           .resting = 1ms,
                           .patience = 500ms,
                           .retry = 10ms},
            random, [this](const Reading& reading) {
                {
                    const std::scoped_lock lock{mutex};
                    readings.push_back(reading);
                }
                changed.notify_all();
            });
    }
    /// Waits until the scale says that; what it says before does not count.
    void expect(Condition condition, std::optional<std::int64_t> grams = {}, bool net = false) {
        std::unique_lock lock{mutex};
        std::string heard;
        for (;;) {
            while (!readings.empty()) {
                const Reading reading = readings.front();
                readings.pop_front();
                heard += " " + std::to_string(static_cast<int>(reading.condition)) + ":" +
                         std::to_string(reading.weight.millionths);
                const auto weight = converted(reading.weight, reading.unit, Unit::gram);
                const bool fits = !grams || (weight && weight->millionths == *grams * 1'000'000 &&
                                             reading.net == net);
                if (reading.condition == condition && fits) return;
            }
            if (!changed.wait_for(lock, 30s, [&] { return !readings.empty(); })) {
                FAIL() << "the scale never said " << static_cast<int>(condition) << ", but"
                       << heard;
            }
        }
    }
    void TearDown() override { scale.reset(); }
};

}  // namespace

TEST_P(ScaleContract, loads_and_moods) {
    guise->put({});
    start();
    expect(Condition::zero);
    guise->put({.grams = 700, .moving = true});
    expect(Condition::moving);
    guise->put({.grams = 1'234});
    expect(Condition::stable, 1'234);
    guise->put({.grams = 20'000, .over = true});
    expect(Condition::over);
    guise->put({.grams = -20});
    expect(Condition::under);
    guise->put({});
    expect(Condition::zero);
    for (std::int64_t grams = 10; grams < 200; grams += 10) {
        guise->put({.grams = grams});
        expect(Condition::stable, grams);
    }
}

TEST_P(ScaleContract, a_container_is_taken_off) {
    guise->put({.grams = 50});
    start();
    expect(Condition::stable, 50);
    scale->tare();
    expect(Condition::zero);  // it is taken off before anything moves
    guise->put({.grams = 50, .moving = true});
    expect(Condition::moving);
    guise->put({.grams = 550});
    expect(Condition::stable, 500, true);
    guise->put({});
    expect(Condition::under);
    scale->clear_tare();
    expect(Condition::zero);
    guise->put({.grams = 550});
    expect(Condition::stable, 550);
}

TEST_P(ScaleContract, one_that_falls_silent_is_gone_until_it_speaks) {
    if (GetParam().protocol.protocol == Protocol::hid) GTEST_SKIP() << "it speaks only of changes";
    guise->put({.grams = 100});
    start();
    expect(Condition::stable, 100);
    guise->put({.grams = 100, .silent = true});
    expect(Condition::gone);
    guise->put({.grams = 100, .garbled = true});
    guise->put({.grams = 150});
    expect(Condition::stable, 150);
}

TEST_P(ScaleContract, one_that_is_not_there_is_waited_for) {
    const std::string address = guise->address();
    start();
    expect(Condition::zero);
    if (GetParam().protocol.protocol != Protocol::hid) return;
    guise.reset();
    expect(Condition::gone);
    guise = GetParam().make();
    guise->put({.grams = 30});
    expect(Condition::stable, 30);
}

INSTANTIATE_TEST_SUITE_P(Scales, ScaleContract, testing::ValuesIn(kinds()),
                         [](const auto& kind) { return kind.param.name; });

TEST(Dialog06Proof, without_the_polynomial_the_scale_is_not_ready) {
    EmulatedScale emulated{{.protocol = Protocol::dialog06, .polynomial = kPolynomial}};
    emulated.put({.grams = 500});
    const auto host =
        drivers::emulator::Host::start(emulated, drivers::emulator::TcpPlace{}).value();
    test::SeededRandom random{5};
    for (const auto polynomial :
         {std::optional<std::uint16_t>{}, std::optional<std::uint16_t>{0x1021}}) {
        auto weigher =
            make_weigher({.protocol = Protocol::dialog06, .polynomial = polynomial}, random);
        auto line = transport::open_pipe(transport::parse_address(host->address()).value(), {},
                                         transport::after(20s))
                        .value();
        const auto reading = weigher->weigh(*line, transport::after(20s));
        ASSERT_TRUE(reading);
        EXPECT_EQ(reading->condition, Condition::not_ready);
    }
    auto weigher =
        make_weigher({.protocol = Protocol::dialog06, .polynomial = kPolynomial}, random);
    auto line = transport::open_pipe(transport::parse_address(host->address()).value(), {},
                                     transport::after(20s))
                    .value();
    weigher->set_price(299);
    EXPECT_EQ(weigher->weigh(*line, transport::after(20s))->condition, Condition::stable);
    EXPECT_EQ(emulated.price_minor(), 299U);
}

int main(int argc, char** argv) {
    return test::run_tests_with_made_up_usb(argc, argv);
}
