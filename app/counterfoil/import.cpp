#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/imports/import_items.hpp"
#include "app/core/init.hpp"
#include "app/core/register_service.hpp"
#include "app/counterfoil/command.hpp"
#include "app/counterfoil/file_options.hpp"

namespace app::counterfoil {

namespace {

namespace imports = core::imports;

struct Options {
    std::string db;
    FileOptions file;
    imports::ItemImportOptions items;
    bool json{false};
    bool quiet{false};
};

void report_error(const imports::ImportError& error, const Options& options, Context& context) {
    if (const auto* input = std::get_if<core::tabular::InputError>(&error)) {
        context.err << to_string(*input) << '\n';
        context.exit = Exit::environment;
    } else if (const auto* map = std::get_if<core::tabular::MapError>(&error)) {
        context.err << options.file.file << ": " << to_string(*map) << '\n';
        context.exit = Exit::usage;
    } else if (const auto* header = std::get_if<core::tabular::RowDefect>(&error)) {
        context.err << options.file.file << ": " << header_words(*header) << '\n';
        context.exit = Exit::refused;
    } else {
        report(context, core::failure(std::get<pos::store::StoreError>(error)));
    }
}

void print(const imports::ItemImportReport& done, const nlohmann::ordered_json& refusals,
           const Options& options, Context& context) {
    if (options.json) {
        nlohmann::ordered_json json;
        json["rows"] = done.rows;
        json["added"] = done.added;
        json["changed"] = done.changed;
        json["unchanged"] = done.unchanged;
        json["refused"] = done.refused;
        json["barcodes_added"] = done.barcodes_added;
        json["wrong_check_digits"] = done.wrong_check_digits;
        json["departments_added"] = done.departments_added;
        json["kept"] = done.kept;
        json["refusals"] = refusals;
        context.out << json.dump(2) << '\n';
    } else {
        context.out << done.rows << " rows: " << done.added << " items added, " << done.changed
                    << " changed, " << done.unchanged << " as they were, " << done.refused
                    << " rows refused; " << done.barcodes_added << " barcodes added, "
                    << done.wrong_check_digits
                    << " with a wrong check digit (kept as free codes).\n";
    }
    if (!done.kept) {
        context.err
            << "Nothing was kept. Mend these rows, or keep the good ones with --skip-bad.\n";
        context.exit = Exit::refused;
    }
}

void run(const Options& options, Context& context) {
    const auto mapping = mapping_of(options.file, context);
    if (!mapping) {
        context.exit = mapping.error();
        return;
    }
    const auto now = context.clock.now();
    auto store = core::open_shop(options.db, {.program = kProgram}, now);
    if (!store) return report(context, store.error());
    auto shop = core::read_shop((*store)->reader(), (*store)->journal(), {});
    if (!shop) return report(context, shop.error());
    Progress progress{"Importing", terminal_on_stderr()};
    std::uint64_t rows = 0;
    auto file = core::tabular::Reader::open(
        options.file.file,
        {.format = options.file.format, .on_progress = [&](const core::tabular::Progress& p) {
             progress.update(p.bytes_read, p.bytes_total.value_or(0), rows);
         }});
    if (!file) {
        context.err << to_string(file.error()) << '\n';
        context.exit = Exit::environment;
        return;
    }
    auto items = options.items;
    items.mapping = *mapping;
    auto refusals = nlohmann::ordered_json::array();
    const imports::ItemImportListener listener{
        .on_refusal =
            [&](const imports::Refusal& refusal) {
                const auto words = to_string(refusal);
                if (!options.json)
                    context.err << at_line(options.file.file, refusal.line, words) << '\n';
                nlohmann::ordered_json one;
                one["line"] = refusal.line;
                one["column"] = refusal.column;
                one["reason"] = words;
                refusals.push_back(std::move(one));
            },
        .on_note =
            [&](const imports::Note& note) {
                if (!options.quiet && !options.json) {
                    context.err << at_line(options.file.file, note.line, to_string(note)) << '\n';
                }
            }};
    const auto local = shop->zone.local(now);
    const auto& user = shop->opening.user;
    const imports::ImportedBy by{.when = {local, local.date, shop->journal.zone},
                                 .user = {user.id, user.name}};
    const auto done =
        imports::import_items(*file, items, **store, by, now, context.random, listener);
    if (!done) return report_error(done.error(), options, context);
    print(*done, refusals, options, context);
}

}  // namespace

void add_import(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto* import =
        program.add_subcommand("import", "Read goods from a file")->require_subcommand(1);
    auto* command =
        import->add_subcommand("items", "Read items: what is known is changed, the rest is added");
    add_file(*command, options->file,
             "number, name, barcode, price, cost, department, tax, unit, weighed, pack");
    add_db(*command, options->db);
    command->add_option("--department", options->items.department,
                        "Of items that the file gives none");
    command->add_option("--tax", options->items.tax_class,
                        "The tax class of items that the file gives none");
    command->add_flag("--skip-bad", options->items.skip_bad,
                      "Keep the good rows where others are refused");
    command->add_flag("--quiet", options->quiet, "Leave out notes about rows that were kept");
    add_json(*command, options->json);
    command->callback([options, &context] { run(*options, context); });
}

}  // namespace app::counterfoil
