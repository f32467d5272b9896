#include <charconv>
#include <memory>
#include <ostream>
#include <sstream>

#include "app/core/meter/live.hpp"
#include "app/counterfoil/emulate/emulate.hpp"
#include "drivers/meter/emulator/emulated_mbus.hpp"
#include "drivers/meter/emulator/emulated_modbus.hpp"
#include "pos/money/decimal.hpp"

namespace app::counterfoil {

namespace {

using drivers::meter::emulator::Disorder;
using drivers::meter::emulator::EmulatedMbus;
using drivers::meter::emulator::EmulatedModbus;
using drivers::meter::emulator::Fault;
using drivers::meter::emulator::TickingCounter;

struct Options {
    EmulateOptions host;
    bool modbus{false};
    bool mbus{false};
    std::string map;
    unsigned address{1};
    std::string number{"12345678"};
    unsigned telegrams{1};
    std::string start{"0"};
    std::string per_hour{"0"};
};

/// "silent 3", "cut", "sum", "exception 2 5": what goes wrong, for how many questions (1 unless
/// said, and of an exception behind its number); "well": nothing.
std::optional<Disorder> disorder_of(const std::string& text) {
    std::istringstream words{text};
    std::string what;
    words >> what;
    Disorder disorder{.questions = 1};
    if (what == "well") return Disorder{};
    if (what == "silent")
        disorder.fault = Fault::silent;
    else if (what == "cut")
        disorder.fault = Fault::cut_off;
    else if (what == "sum")
        disorder.fault = Fault::wrong_sum;
    else if (what == "exception")
        disorder.fault = Fault::exception;
    else
        return std::nullopt;
    unsigned number = 0;
    if (disorder.fault == Fault::exception) {
        if (!(words >> number) || number == 0 || number > 255) return std::nullopt;
        disorder.code = static_cast<std::uint8_t>(number);
    }
    if (words >> number) disorder.questions = number;
    std::string more;
    words.clear();
    if (words >> more) return std::nullopt;
    return disorder;
}

std::string no_figure(const std::string& text) {
    const auto figure = pos::parse_exact(text);
    return figure && figure->e14 >= 0 ? std::string{} : "no figure of a meter: " + text;
}

/// Hosts the meter; what is typed disturbs it.
template <class Meter>
void host_meter(Meter& meter, const Options& options, const std::string& protocol,
                Context& context) {
    host(meter, options.host, "--meter " + protocol + '@', context, [&](const std::string& line) {
        if (const auto disorder = disorder_of(line)) {
            meter.disturb(*disorder);
        } else {
            context.err << "Type silent, cut, sum or exception NUMBER, and for how many questions; "
                           "or well.\n";
        }
    });
}

void run(const Options& options, Context& context) {
    const TickingCounter counter{.since = context.clock.now(),
                                 .start = pos::parse_exact(options.start).value(),
                                 .per_hour = pos::parse_exact(options.per_hour).value()};
    const auto address = static_cast<std::uint8_t>(options.address);
    if (options.mbus) {
        EmulatedMbus meter{{{.address = address,
                             .identification = options.number,
                             .energy_wh = counter,
                             .telegrams = options.telegrams}},
                           context.clock};
        return host_meter(meter, options, "mbus", context);
    }
    auto map = core::meter::register_map_of(options.map);
    if (!map) return report(context, map.error());
    std::vector<TickingCounter> counters(map->registers.size(), counter);
    EmulatedModbus meter{std::move(*map), std::move(counters), context.clock, address};
    host_meter(meter, options, "modbus", context);
}

}  // namespace

void add_emulate_meter(CLI::App& emulate, Context& context) {
    auto options = std::make_shared<Options>();
    auto* command = emulate.add_subcommand(
        "meter",
        "A meter whose figures go on by the clock; type silent, cut, sum, exception "
        "NUMBER (and for how many questions) to disturb it, or well");
    add_host_options(*command, options->host, false);
    auto* map =
        command->add_option("--map", options->map, "Modbus: which registers it has; each counts")
            ->type_name("FILE");
    auto* modbus =
        command->add_flag("--modbus", options->modbus, "It speaks Modbus TCP")->needs(map);
    auto* mbus = command->add_flag("--mbus", options->mbus,
                                   "It is alone on an M-Bus, and counts watt-hours");
    mbus->excludes(modbus);
    command->add_option("--address", options->address, "Its unit (Modbus) or primary address")
        ->check(CLI::Range(0U, 250U))
        ->capture_default_str();
    command->add_option("--number", options->number, "M-Bus: its number of eight digits")
        ->check([](const std::string& text) {
            const bool good =
                text.size() == 8 && text.find_first_not_of("0123456789") == std::string::npos;
            return good ? std::string{} : "not eight digits: " + text;
        })
        ->capture_default_str();
    command->add_option("--telegrams", options->telegrams, "M-Bus: how many it has to send")
        ->check(CLI::Range(1U, 60U))
        ->capture_default_str();
    command->add_option("--start", options->start, "What it shows at first")
        ->check(no_figure)
        ->capture_default_str();
    command->add_option("--per-hour", options->per_hour, "How much goes by in an hour")
        ->check(no_figure)
        ->capture_default_str();
    command->callback([options, &context] {
        if (!options->modbus && !options->mbus) {
            throw CLI::RequiredError("--modbus or --mbus");
        }
        run(*options, context);
    });
}

}  // namespace app::counterfoil
