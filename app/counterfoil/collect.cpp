#include <algorithm>
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <ostream>

#include "app/core/billing/import_readings.hpp"
#include "app/core/ending.hpp"
#include "app/core/meter/live.hpp"
#include "app/core/meter/words.hpp"
#include "app/counterfoil/billing/books_options.hpp"
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
    BooksOptions books;  // a database: readings are kept there too
    std::vector<std::string> serials;
    std::string figure;
    std::string scale{"1"};
    std::string counts;
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

/// Prints readings and keeps each at its counter. One that cannot be kept stops no other.
class Kept final : public meter::ReadingSink {
public:
    Kept(Printed& printed, core::billing::BillingBooks* books,
         std::map<std::string, core::billing::LiveKept> which, Context& context)
        : printed_{printed}, books_{books}, which_{std::move(which)}, context_{context} {}

    core::Outcome<void> take(const meter::LiveReading& reading) override {
        auto printed = printed_.take(reading);
        if (!printed || books_ == nullptr) return printed;
        const auto kept =
            core::billing::keep_live(*books_, reading, which_[reading.meter], context_.clock.now());
        if (!kept) {
            context_.err << meter::iso(reading.at) << "  " << reading.meter
                         << ": not kept: " << kept.error().words << std::endl;
            any_refused_ = true;
        }
        return {};
    }
    bool any_refused() const { return any_refused_; }

private:
    Printed& printed_;
    core::billing::BillingBooks* books_;
    std::map<std::string, core::billing::LiveKept> which_;
    Context& context_;
    bool any_refused_{false};
};

/// Which figure of each meter is kept for which counter.
core::Outcome<std::map<std::string, core::billing::LiveKept>> kept_of(const Options& options) {
    std::map<std::string, core::billing::LiveKept> which;
    if (!options.serials.empty() && options.serials.size() != options.meters.size()) {
        return core::misuse("Say --as once for each --meter, in their order.");
    }
    const auto scale = pos::parse_exact(options.scale);
    if (!scale || scale->e14 <= 0) {
        return core::misuse("\"" + options.scale + "\" is no scale above zero, such as 0.001.");
    }
    for (std::size_t i = 0; i < options.meters.size(); ++i) {
        which[options.meters[i]] = {options.serials.empty() ? "" : options.serials[i],
                                    options.figure, *scale, options.counts};
    }
    return which;
}

/// One round, cut short where the program is told to end; whether every meter told.
core::Outcome<bool> round(std::span<const meter::LiveMeter> meters, Kept& printed, bool& ended,
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
    auto which = kept_of(options);
    if (!which) return report(context, which.error());
    std::optional<core::billing::BillingBooks> books;
    if (!options.books.db.empty()) {
        auto opened = core::billing::BillingBooks::open(
            options.books.db, {.program = kProgram, .key_file = options.books.key_file},
            options.books.by, context.clock.now(), context.random);
        if (!opened) return report(context, opened.error());
        books.emplace(std::move(*opened));
    }
    core::hold_signals();
    Printed printed{context.out, options.json};
    Kept kept{printed, books ? &*books : nullptr, std::move(*which), context};
    const std::chrono::seconds every{options.every_s};
    auto next = steady_clock::now();
    bool ended = false;
    for (unsigned done = 1;; ++done) {
        const auto good = round(*meters, kept, ended, context);
        if (!good) return report(context, good.error());
        context.exit = !*good ? Exit::environment : kept.any_refused() ? Exit::refused : Exit::done;
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
    command
        ->add_option("--db", options->books.db,
                     "Head office: keep what they show as readings of its meters")
        ->type_name("DB");
    add_key(*command, options->books.key_file);
    command->add_option("--by", options->books.by, "Who does it; else the first manager")
        ->type_name("NAME");
    command
        ->add_option("--as", options->serials,
                     "The serial number of a meter; once for each --meter. Else what "
                     "the meter says")
        ->type_name("SERIAL");
    command
        ->add_option("--figure", options->figure,
                     "Which figure is kept; else the first one of what is shown now")
        ->type_name("NAME");
    command
        ->add_option("--counts", options->counts,
                     "What they count, where several have the same number: kwh")
        ->type_name("NAME");
    command
        ->add_option("--scale", options->scale,
                     "What it is multiplied by: 0.001 where a meter shows Wh and kWh are kept")
        ->capture_default_str();
    command->callback([options, &context] { run(*options, context); });
}

}  // namespace app::counterfoil
