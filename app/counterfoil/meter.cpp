#include <memory>
#include <ostream>

#include "app/core/meter/read_file.hpp"
#include "app/counterfoil/meter_commands.hpp"
#include "app/counterfoil/meter_output.hpp"

namespace app::counterfoil {

namespace {

namespace meter = core::meter;
using core::imports::DecimalSign;

constexpr Choices<meter::FileFormat, 5> kFormats{{{"auto", meter::FileFormat::automatic},
                                                  {"nem", meter::FileFormat::nem},
                                                  {"espi", meter::FileFormat::espi},
                                                  {"mbus", meter::FileFormat::mbus},
                                                  {"csv", meter::FileFormat::csv}}};
constexpr Choices<DecimalSign, 3> kDecimalSigns{
    {{"auto", DecimalSign::either}, {"point", DecimalSign::point}, {"comma", DecimalSign::comma}}};
constexpr Choices<meter::DateOrder, 3> kDates{{{"auto", meter::DateOrder::automatic},
                                               {"dmy", meter::DateOrder::day_first},
                                               {"mdy", meter::DateOrder::month_first}}};
constexpr Choices<meter::Figures, 3> kFigures{{{"auto", meter::Figures::automatic},
                                               {"amounts", meter::Figures::amounts},
                                               {"counter", meter::Figures::counter}}};

struct Options {
    std::vector<std::string> files;
    std::vector<std::string> maps;
    meter::ReadOptions read{};
    MeterOutput output{};
    bool json{false};
};

void run(Options options, Context& context) {
    for (const std::string& text : options.maps) {
        auto entry = core::tabular::parse_map_entry(text);
        if (!entry) {
            return report(context, {core::FailureKind::usage,
                                    "--map " + text + ": " + to_string(entry.error())});
        }
        options.read.table.maps.push_back(std::move(*entry));
    }
    bool first = true;
    for (const std::string& file : options.files) {
        const auto said = file == "-" ? meter::read_stream(context.in, options.read)
                                      : meter::read_file(file, options.read);
        if (!said) {
            report(context, said.error());
            continue;
        }
        if (options.json) {
            context.out << json_of(*said, file, options.output)
                               .dump(-1, ' ', false,
                                     nlohmann::ordered_json::error_handler_t::replace)
                        << '\n';
            continue;
        }
        if (!first) context.out << '\n';
        if (options.files.size() > 1) context.out << file << ":\n";
        first = false;
        write(context.out, *said, options.output);
    }
}

void add_read(CLI::App& meters, Context& context) {
    auto options = std::make_shared<Options>();
    auto* command = meters.add_subcommand(
        "read", "What files of meter readings say: channels, their sums by day, registers");
    command->footer(
        "NEM12 and NEM13, Green Button (ESPI), M-Bus frames in bytes or hexadecimal digits, and "
        "tables with a row an instant or a row a reading. A file that is not as its format has it "
        "is refused with the line; the others are read all the same.");
    command
        ->add_option("FILE", options->files,
                     "The files; - is standard input; .gz, .zst and .zip are unpacked")
        ->required();
    add_choice(*command, "--format", options->read.format, kFormats, "Else told by its contents");
    command->add_option("--zone", options->read.zone,
                        "The time zone of days, and of times without an offset; else the market's "
                        "of NEM, what a Green Button file says, or UTC");
    command->add_flag("--readings", options->output.readings, "Every reading in place of days");
    add_choice(*command, "--decimal", options->read.table.decimal_sign, kDecimalSigns,
               "Tables: which sign parts the decimals of its figures");
    add_choice(*command, "--dates", options->read.table.dates, kDates,
               "Tables: whether dates have the day or the month first");
    add_choice(*command, "--figures", options->read.table.figures, kFigures,
               "Tables: amounts of intervals, or what a meter showed");
    command
        ->add_option("--digits", options->output.digits,
                     "How many digits of a meter stand before the point, so that a lower figure "
                     "may be a rollover")
        ->check(CLI::Range(1U, 12U));
    command
        ->add_option("--map", options->maps,
                     "Tables: field=Column, once for each; fields: time, date, clock, meter, "
                     "value, unit")
        ->type_name("FIELD=COLUMN");
    add_json(*command, options->json);
    command->callback([options, &context] { run(*options, context); });
}

}  // namespace

void add_meter(CLI::App& program, Context& context) {
    auto* meters = program.add_subcommand("meter", "Meter readings");
    meters->require_subcommand(1);
    add_read(*meters, context);
    add_meter_books(*meters, context);
    add_meter_noted(*meters, context);
    add_collect(program, context);
}

}  // namespace app::counterfoil
