#include <algorithm>
#include <chrono>
#include <memory>
#include <ostream>

#include "app/core/ending.hpp"
#include "app/core/meter/live.hpp"
#include "app/core/meter/words.hpp"
#include "app/counterfoil/meter_commands.hpp"
#include "pos/money/decimal.hpp"

namespace app::counterfoil {

namespace {

namespace meter = core::meter;
using std::chrono::steady_clock;

struct Options {
    std::vector<std::string> meters;
    std::string map;
    bool modbus{false};
    bool mbus{false};
    bool once{false};
    unsigned every_s{0};
    unsigned rounds{0};
    unsigned answer_ms{2'000};
    unsigned tries{3};
    bool json{false};
};

class Printed final : public meter::ReadingSink {
public:
    Printed(std::ostream& out, bool json) : out_{out}, json_{json} {}

    core::Outcome<void> take(const meter::LiveReading& reading) override {
        if (json_) {
            out_ << json_of(reading).dump(-1, ' ', false,
                                          nlohmann::ordered_json::error_handler_t::replace)
                 << std::endl;
        } else {
            print(reading);
        }
        if (out_) return {};
        return std::unexpected{core::Failure{core::FailureKind::environment,
                                             "Standard output takes nothing any more."}};
    }

private:
    void print(const meter::LiveReading& reading) {
        const auto& answer = reading.answer;
        out_ << meter::iso(reading.at) << "  " << reading.meter;
        for (const std::string& part : {answer.identification, answer.kind, answer.status}) {
            if (!part.empty()) out_ << "  " << part;
        }
        out_ << '\n';
        for (const auto& figure : answer.figures) {
            out_ << "  " << figure.name << ' ' << to_string(figure.value);
            if (!figure.unit.empty()) out_ << ' ' << figure.unit;
            if (!figure.place.empty()) out_ << " (" << figure.place << ')';
            out_ << '\n';
        }
        out_.flush();
    }

    std::ostream& out_;
    bool json_;
};

core::Outcome<std::vector<meter::LiveMeter>> meters_of(const Options& options) {
    meter::LiveOptions live{.patience = {.answer = std::chrono::milliseconds{options.answer_ms},
                                         .tries = options.tries}};
    if (options.modbus) live.protocol = meter::Protocol::modbus;
    if (options.mbus) live.protocol = meter::Protocol::mbus;
    if (!options.map.empty()) {
        auto map = meter::register_map_of(options.map);
        if (!map) return std::unexpected{map.error()};
        live.map = std::move(*map);
    }
    std::vector<meter::LiveMeter> found;
    for (const std::string& where : options.meters) {
        auto one = meter::live_meter(where, live);
        if (!one) return std::unexpected{one.error()};
        found.push_back(std::move(*one));
    }
    return found;
}

/// One round, cut short where the program is told to end; whether every meter told.
core::Outcome<bool> round(std::span<const meter::LiveMeter> meters, Printed& printed, bool& ended,
                          Context& context) {
    const auto troubles = meter::collect(meters, context.clock, printed, [&] {
        ended = ended || core::told_to_end();
        return !ended;
    });
    if (!troubles) return std::unexpected{troubles.error()};
    for (const meter::LiveTrouble& trouble : *troubles) {
        context.err << meter::iso(trouble.at) << "  " << trouble.meter << ": "
                    << trouble.error.words << std::endl;
    }
    return troubles->empty();
}

void run(const Options& options, Context& context) {
    const auto meters = meters_of(options);
    if (!meters) return report(context, meters.error());
    core::hold_signals();
    Printed printed{context.out, options.json};
    const std::chrono::seconds every{options.every_s};
    auto next = steady_clock::now();
    bool ended = false;
    for (unsigned done = 1;; ++done) {
        const auto good = round(*meters, printed, ended, context);
        if (!good) return report(context, good.error());
        context.exit = *good ? Exit::done : Exit::environment;
        const bool last = options.rounds != 0 ? done >= options.rounds : options.every_s == 0;
        if (last || ended) return;
        // A round that took longer than planned is not made up for.
        next = std::max(next + every, steady_clock::now());
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(next - steady_clock::now());
        if (core::told_to_end_within(left)) return;
    }
}

}  // namespace

void add_collect(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto* command = program.add_subcommand(
        "collect", "Asks live meters what they show, once or again and again");
    command->footer(
        "A meter is [modbus@|mbus@]tcp:HOST:PORT[/WHICH]: WHICH is a Modbus unit, or on an M-Bus "
        "the "
        "address or the number of eight digits. A meter that does not tell is reported, and the "
        "others are asked all the same; the exit code is then 3.\n\n"
        "A map of registers is a file as in\n"
        "{\"kind\": \"electricity\", \"registers\": [{\"name\": \"energy\", \"table\": \"input\", "
        "\"address\": 0, \"type\": \"u32\", \"order\": \"low\", \"scale\": \"0.001\", \"unit\": "
        "\"kWh\"}]}\n"
        "type: u16 s16 u32 s32 u64 s64 float32 float64; table: holding (function 3) or input (4); "
        "order: which word comes first, high or low.");
    command->add_option("--meter", options->meters, "A meter; once for each")
        ->type_name("METER")
        ->required();
    auto* modbus = command->add_flag("--modbus", options->modbus,
                                     "Meters speak Modbus TCP unless their names say otherwise");
    command->add_flag("--mbus", options->mbus, "Likewise M-Bus")->excludes(modbus);
    command->add_option("--map", options->map, "Modbus: which registers the meters have")
        ->type_name("FILE");
    auto* once = command->add_flag("--once", options->once, "Ask once, which is usual");
    command->add_option("--every", options->every_s, "Ask every so many seconds, until Ctrl-C")
        ->type_name("SECONDS")
        ->check(CLI::Range(1U, 86'400U))
        ->excludes(once);
    command->add_option("--rounds", options->rounds, "End after so many rounds");
    command->add_option("--patience", options->answer_ms, "Wait so long for an answer")
        ->type_name("MS")
        ->check(CLI::Range(1U, 600'000U))
        ->capture_default_str();
    command->add_option("--tries", options->tries, "Ask so often before giving up")
        ->check(CLI::Range(1U, 100U))
        ->capture_default_str();
    add_json(*command, options->json);
    command->callback([options, &context] { run(*options, context); });
}

}  // namespace app::counterfoil
