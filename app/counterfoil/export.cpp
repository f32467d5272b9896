#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/export/export_shop.hpp"
#include "app/core/office/head_office.hpp"
#include "app/core/open_shop.hpp"
#include "app/counterfoil/export_command.hpp"

namespace app::counterfoil {

namespace {

namespace exports = core::exports;

struct Options {
    std::string db;
    std::string to;
    bool json{false};
};

void run(const Options& options, Context& context) {
    auto reader = core::OpenReader::open(options.db);
    if (!reader) return report(context, reader.error());
    auto writer = options.to.ends_with(".xlsx")   ? exports::workbook_writer(options.to)
                  : options.to.ends_with(".json") ? exports::json_writer(options.to)
                                                  : exports::csv_writer(options.to);
    if (!writer) return report(context, writer.error());
    const auto done = [&] {
        Progress progress{"Exporting", terminal_on_stderr()};
        return exports::export_all(
            (*reader)->connection(), **writer,
            {.on_row = [&](std::uint64_t rows) { progress.update(0, 0, rows); }});
    }();
    if (!done) return report(context, done.error());
    const auto noted =
        core::note_export(options.db, options.to, context.clock.now(), context.random);
    if (!noted) return report(context, noted.error());
    if (options.json) {
        nlohmann::ordered_json json;
        json["to"] = options.to;
        for (const auto& one : *done) json["rows"][one.table] = one.rows;
        context.out << json.dump(2) << '\n';
        return;
    }
    for (const auto& one : *done) context.out << one.table << ": " << one.rows << '\n';
    context.err << options.to
                << " holds everything as it was at one moment, personal data with it.\n";
}

}  // namespace

void add_export(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto* command = program.add_subcommand(
        "export", "Write everything into a folder of CSV files, a workbook or a JSON file");
    command
        ->add_option("TO", options->to,
                     "A folder that is not there yet, or a file that ends in .xlsx or .json")
        ->required();
    add_db(*command, options->db);
    command->add_flag("--json", options->json, "Rows by table, for machines");
    command->callback([options, &context] { run(*options, context); });
}

}  // namespace app::counterfoil
