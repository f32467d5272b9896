#include "app/core/ring/ring.hpp"

#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/init.hpp"
#include "app/counterfoil/command.hpp"
#include "app/counterfoil/file_options.hpp"

namespace app::counterfoil {

namespace {

struct Options {
    std::string db;
    std::string key_file;
    FileOptions file;
    core::ring::RingOptions ring;
    std::string date_format{"%Y-%m-%d %H:%M:%S"};
    bool json{false};
};

void print(const core::ring::RingReport& done, const Options& options, Context& context) {
    for (const auto& refusal : done.refusals) {
        std::string of = refusal.receipt.empty() ? "" : "receipt " + refusal.receipt;
        if (!refusal.column.empty()) of += (of.empty() ? "column " : ", column ") + refusal.column;
        if (!of.empty()) of += ": ";
        context.err << at_line(options.file.file, refusal.line, of + refusal.reason) << '\n';
    }
    if (options.json) {
        nlohmann::ordered_json json;
        json["rows"] = done.rows;
        json["receipts"] = done.receipts;
        json["sales"] = done.sales;
        json["refunds"] = done.refunds;
        json["stock_adjustments"] = done.stock_adjustments;
        json["refused"] = done.refused;
        json["skipped"] = done.skipped;
        json["items_added"] = done.items_added;
        json["refusals"] = nlohmann::ordered_json::array();
        for (const auto& r : done.refusals) {
            nlohmann::ordered_json one;
            one["line"] = r.line;
            one["receipt"] = r.receipt;
            one["reason"] = r.reason;
            one["column"] = r.column;
            json["refusals"].push_back(std::move(one));
        }
        context.out << json.dump(2) << '\n';
        return;
    }
    context.out << counted(done.sales, "sale", "sales") << ", "
                << counted(done.refunds, "refund", "refunds") << " and "
                << counted(done.stock_adjustments, "stock adjustment", "stock adjustments")
                << " were rung up; " << counted(done.skipped, "was", "were")
                << " in the books already, " << counted(done.refused, "was", "were")
                << " refused.\n";
}

void report_read(const core::ring::ReadError& error, const Options& options, Context& context) {
    if (const auto* input = std::get_if<core::tabular::InputError>(&error)) {
        context.err << to_string(*input) << '\n';
        context.exit = Exit::environment;
    } else if (const auto* map = std::get_if<core::tabular::MapError>(&error)) {
        context.err << options.file.file << ": " << to_string(*map) << '\n';
        context.exit = map->is_of_an_empty_file() ? Exit::refused : Exit::usage;
    } else {
        context.err << options.file.file << ": "
                    << header_words(std::get<core::tabular::RowDefect>(error)) << '\n';
        context.exit = Exit::refused;
    }
}

void run(const Options& options, Context& context) {
    const auto mapping = mapping_of(options.file);
    if (!mapping) return report(context, mapping.error());
    if (!core::ring::is_time_format(options.date_format)) {
        context.err << "--date-format " << options.date_format
                    << ": it needs %Y or %y, %m and %d, and may have %H, %M and %S.\n";
        context.exit = Exit::usage;
        return;
    }
    auto store = core::open_shop(options.db, {.program = kProgram, .key_file = options.key_file},
                                 context.clock.now());
    if (!store) return report(context, store.error());
    auto file = open_file(options.file);
    if (!file) return report(context, file.error());
    const auto settings = core::read_settings((*store)->reader());
    if (!settings) return report(context, settings.error());
    core::ring::ReadOptions how{.mapping = *mapping,
                                .date_format = options.date_format,
                                .decimal_sign = options.file.decimal_sign,
                                .currency = (*store)->journal().currency};
    for (const auto& tax_class : settings->taxes.classes) how.tax_classes.insert(tax_class.code);
    auto read = [&] {
        Progress progress{"Reading", terminal_on_stderr()};
        return core::ring::read(*file, how,
                                [&](const core::tabular::Progress& p, std::uint64_t rows) {
                                    progress.update(p.bytes_read, p.bytes_total.value_or(0), rows);
                                });
    }();
    if (!read) return report_read(read.error(), options, context);
    auto done = [&] {
        Progress trying{"Trying", terminal_on_stderr(), "receipts"};
        Progress ringing{"Ringing up", terminal_on_stderr(), "receipts"};
        return core::ring::ring(*read, options.ring, **store, context.random,
                                [&](const core::ring::RingProgress& p) {
                                    (p.trying ? trying : ringing).update(p.done, p.total, p.done);
                                });
    }();
    if (!done) return report(context, done.error());
    print(*done, options, context);
    if (done->refused > 0 && !options.ring.skip_bad) {
        context.err
            << "Nothing was rung up. Mend these, or keep the good receipts with --skip-bad.\n";
        context.exit = Exit::refused;
    }
}

}  // namespace

void add_ring(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto* command =
        program.add_subcommand("ring", "Ring up a file of sales, one receipt after the other");
    add_file(*command, options->file,
             "receipt, sku, name, quantity, price, at, customer, department, tax, unit");
    add_db(*command, options->db);
    add_key(*command, options->key_file);
    command->add_option("--refund-prefix", options->ring.refund_prefix,
                        "What the numbers of refunds begin with");
    command
        ->add_option("--date-format", options->date_format,
                     "How the file writes times, in the shop's zone")
        ->capture_default_str();
    command->add_option("--cashier", options->ring.cashier,
                        "Who rings them up; else the first manager");
    command->add_flag("--skip-bad", options->ring.skip_bad,
                      "Keep the good receipts where others are refused");
    add_json(*command, options->json);
    command->callback([options, &context] { run(*options, context); });
}

}  // namespace app::counterfoil
