// What counters show, kept at head office: where they stand, their readings, and what was used.
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/billing/import_readings.hpp"
#include "app/core/billing/readings.hpp"
#include "app/core/meter/words.hpp"
#include "app/core/open_shop.hpp"
#include "app/counterfoil/billing/books_options.hpp"
#include "app/counterfoil/meter_commands.hpp"
#include "pos/money/decimal.hpp"

namespace app::counterfoil {

namespace {

namespace billing = core::billing;
namespace stored = pos::store::billing;

struct Options {
    BooksOptions books;
    billing::NewCounter counter;
    billing::NewReading reading;
    billing::ReadingsImport import;
    std::vector<std::string> files;
    std::string zone;
    bool customer{false};
    bool json{false};
};

void tell(const billing::ReadingTaken& taken, const Options& options, Context& context) {
    if (options.json) {
        nlohmann::ordered_json json{{"figure", to_string(taken.reading.figure)},
                                    {"at", core::meter::iso(taken.reading.at)},
                                    {"source", core::meter::name_of(taken.reading.source)},
                                    {"again", taken.again},
                                    {"usage_added", taken.added},
                                    {"usage_voided", taken.voided},
                                    {"late", taken.late},
                                    {"nobodys", taken.nobodys},
                                    {"remarks", taken.remarks}};
        context.out << json.dump(2) << '\n';
        return;
    }
    for (const std::string& remark : taken.remarks) context.err << remark << '\n';
    if (taken.again) {
        context.err << "That was known.\n";
        return;
    }
    context.out << to_string(taken.reading.figure) << " at " << utc(taken.reading.at) << ": "
                << counted(taken.added, "usage record", "usage records") << ", " << taken.voided
                << " taken back, " << taken.late << " of these late.\n";
    if (taken.nobodys > 0) {
        context.err << "Of " << counted(taken.nobodys, "piece", "pieces")
                    << " of time nobody has the service point: counterfoil subscription "
                       "start --point.\n";
    }
}

/// Work: core::Outcome<billing::ReadingTaken>(billing::BillingBooks&)
template <class Work>
void carry_out(const Options& options, Context& context, Work work) {
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        const auto done = work(books);
        if (!done) return std::unexpected{done.error()};
        tell(*done, options, context);
        return {};
    });
}

void import(const Options& options, Context& context) {
    billing::ReadingsImport import = options.import;
    import.on_refusal = [&](const std::string& reason) { context.err << reason << '\n'; };
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        for (const std::string& file : options.files) {
            const core::meter::ReadOptions read{.zone = options.zone};
            const auto said = file == "-" ? core::meter::read_stream(context.in, read)
                                          : core::meter::read_file(file, read);
            if (!said) return std::unexpected{said.error()};
            const auto done = billing::import_readings(books, *said, import, context.clock.now());
            if (!done) return std::unexpected{done.error()};
            if (options.json) {
                nlohmann::ordered_json json{{"file", file},
                                            {"readings", done->readings},
                                            {"again", done->again},
                                            {"added", done->added},
                                            {"voided", done->voided},
                                            {"late", done->late},
                                            {"nobodys", done->nobodys},
                                            {"refused", done->refused},
                                            {"kept", done->kept}};
                context.out << json.dump() << '\n';
            } else {
                context.out << file << ": " << counted(done->readings, "reading", "readings")
                            << ", " << counted(done->added, "usage record", "usage records") << ", "
                            << done->voided << " taken back, " << done->late << " of these late, "
                            << done->refused << " refused.\n";
            }
            if (!done->kept) {
                context.err << "Nothing of it was kept. Mend it, or keep the good readings with "
                               "--skip-bad.\n";
                context.exit = Exit::refused;
            }
        }
        return {};
    });
}

nlohmann::ordered_json json_of(const stored::StoredRegister& one) {
    nlohmann::ordered_json json{
        {"point", one.point}, {"meter", one.meter}, {"counters", nlohmann::ordered_json::array()}};
    for (const auto& installed : one.counters) {
        nlohmann::ordered_json counter{{"serial", installed.counter.serial},
                                       {"digits", installed.counter.digits},
                                       {"decimals", installed.counter.decimals},
                                       {"multiplier", to_string(installed.counter.multiplier)},
                                       {"removed", installed.removed},
                                       {"readings", nlohmann::ordered_json::array()}};
        for (const auto& reading : installed.readings) {
            counter["readings"].push_back({{"at", core::meter::iso(reading.at)},
                                           {"figure", to_string(reading.figure)},
                                           {"source", core::meter::name_of(reading.source)}});
        }
        json["counters"].push_back(std::move(counter));
    }
    return json;
}

void show(const Options& options, Context& context) {
    auto reader = core::OpenReader::open(options.books.db);
    if (!reader) return report(context, reader.error());
    constexpr std::int64_t kMost = 10'000;
    const auto found = stored::registers_at((*reader)->connection(), options.reading.point, kMost);
    if (!found) return report(context, core::failure(pos::store::to_store_error(found.error())));
    if (options.json) {
        auto json = nlohmann::ordered_json::array();
        for (const auto& one : *found) json.push_back(json_of(one));
        context.out << json.dump(2) << '\n';
        return;
    }
    if (found->empty()) {
        context.err << "No meter stands there.\n";
        return;
    }
    Table table{{{"point"}, {"meter"}, {"serial"}, {"at"}, {"figure", true}, {"source"}, {""}}, {}};
    for (const auto& one : *found) {
        for (const auto& installed : one.counters) {
            for (const auto& reading : installed.readings) {
                const bool last = installed.removed && &reading == &installed.readings.back();
                table.rows.push_back({one.point, one.meter, installed.counter.serial,
                                      utc(reading.at), to_string(reading.figure),
                                      core::meter::name_of(reading.source), last ? "removed" : ""});
            }
        }
    }
    write_table(context.out, table);
}

void add_face(CLI::App& command, Options& options) {
    auto& counter = options.counter;
    command.add_option("--serial", counter.serial, "The meter's own number");
    command.add_option("--digits", counter.digits, "Before the point, on its face")
        ->check(CLI::Range(1U, 12U))
        ->capture_default_str();
    command.add_option("--decimals", counter.decimals, "Behind the point")
        ->check(CLI::Range(0U, 6U));
    command
        .add_option("--multiplier", counter.multiplier,
                    "What one unit of its face is worth, with transformers")
        ->capture_default_str();
    command.add_option("--figure", counter.figure, "That it shows when it is fitted")
        ->capture_default_str();
}

void add_point(CLI::App& command, Options& options) {
    command.add_option("POINT", options.reading.point, "The service point")->required();
    add_books(command, options.books);
    command.add_option("--meter", options.reading.meter,
                       "What is counted, where several sorts are at the point");
    command.add_option("--at", options.reading.at, "When; else now")->type_name("TIME");
    add_json(command, options.json);
}

void add_counters(CLI::App& meters, const std::shared_ptr<Options>& options, Context& context) {
    auto* fitting =
        meters.add_subcommand("fit", "At head office: a meter stands at a service point");
    fitting->add_option("POINT", options->counter.point, "The service point")->required();
    fitting->add_option("METER", options->counter.meter, "What it counts, as charges say it: kwh")
        ->required();
    add_books(*fitting, options->books);
    fitting->add_option("--at", options->counter.at, "When; else now")->type_name("TIME");
    add_face(*fitting, *options);
    add_json(*fitting, options->json);
    fitting->callback([options, &context] {
        carry_out(*options, context, [&](auto& books) {
            return billing::fit_counter(books, options->counter, context.clock.now(),
                                        context.random);
        });
    });

    auto* exchanging = meters.add_subcommand(
        "exchange", "At head office: a meter is removed, and another one fitted");
    add_point(*exchanging, *options);
    exchanging->add_option("--final", options->reading.figure, "That the old one showed last")
        ->required();
    exchanging->add_flag("--sure", options->reading.sure, "Somebody has looked twice");
    add_face(*exchanging, *options);
    exchanging->callback([options, &context] {
        carry_out(*options, context, [&](auto& books) {
            return billing::exchange_counter(books, options->reading, options->counter,
                                             context.clock.now(), context.random);
        });
    });
}

void add_readings(CLI::App& meters, const std::shared_ptr<Options>& options, Context& context) {
    auto* entering = meters.add_subcommand("enter", "At head office: what a meter showed");
    add_point(*entering, *options);
    entering->add_option("FIGURE", options->reading.figure, "As on its face")->required();
    entering->add_flag("--customer", options->customer, "The customer read it");
    entering->add_flag("--last", options->reading.last, "The meter is removed");
    entering->add_flag("--sure", options->reading.sure,
                       "Somebody has looked twice: what is only odd is taken");
    entering->callback([options, &context] {
        if (options->customer) {
            options->reading.source = pos::billing::meter::Source::customer;
        }
        carry_out(*options, context, [&](auto& books) {
            return billing::take_reading(books, options->reading, context.clock.now());
        });
    });

    auto* estimating = meters.add_subcommand(
        "estimate", "At head office: what a meter may show, by the use in the time before");
    add_point(*estimating, *options);
    estimating->callback([options, &context] {
        carry_out(*options, context, [&](auto& books) {
            return billing::estimate_reading(books, options->reading, context.clock.now());
        });
    });

    auto* importing =
        meters.add_subcommand("import", "At head office: files of readings become usage");
    importing->add_option("FILE", options->files, "As of meter read; - is standard input")
        ->required();
    add_books(*importing, options->books);
    importing->add_option("--point", options->import.point, "Of channels that name none");
    importing->add_option("--meter", options->import.meter,
                          "What they count, as charges say it; else their unit: kwh");
    importing->add_option("--zone", options->zone, "Of times without an offset");
    importing->add_flag("--skip-bad", options->import.skip_bad, "Keep the good readings");
    add_json(*importing, options->json);
    importing->callback([options, &context] { import(*options, context); });

    auto* showing = meters.add_subcommand("show", "At head office: meters and their readings");
    showing->add_option("POINT", options->reading.point, "The service point; else all");
    add_db(*showing, options->books.db);
    add_json(*showing, options->json);
    showing->callback([options, &context] { show(*options, context); });
}

}  // namespace

void add_meter_books(CLI::App& meters, Context& context) {
    auto options = std::make_shared<Options>();
    add_counters(meters, options, context);
    add_readings(meters, options, context);
}

}  // namespace app::counterfoil
