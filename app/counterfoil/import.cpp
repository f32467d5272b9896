#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/imports/item_file.hpp"
#include "app/core/imports/item_row.hpp"
#include "app/core/imports/tax_words.hpp"
#include "app/core/init.hpp"
#include "app/core/pictures.hpp"
#include "app/core/register_service.hpp"
#include "app/counterfoil/billing/clerk_commands.hpp"
#include "app/counterfoil/command.hpp"
#include "app/counterfoil/file_options.hpp"
#include "app/counterfoil/import_report.hpp"
#include "app/counterfoil/import_undo.hpp"

namespace app::counterfoil {

namespace {

namespace imports = core::imports;

struct Options {
    std::string db;
    std::string key_file;
    FileOptions file;
    std::string only;
    imports::ItemImportOptions items;
    bool dry_run{false};
    bool json{false};
    bool quiet{false};
};

/// What is told row by row: words as it happens, or JSON for the end.
class Told {
public:
    Told(const Options& options, Context& context, Progress& progress)
        : options_{options}, context_{context}, progress_{progress} {}

    void refused(const imports::Refusal& refusal) {
        tell(refusals, refusal.line, refusal.column, to_string(refusal), true);
    }
    void noted(const imports::Note& note) {
        tell(notes, note.line, note.column, to_string(note), !options_.quiet);
    }

    nlohmann::ordered_json refusals = nlohmann::ordered_json::array();
    nlohmann::ordered_json notes = nlohmann::ordered_json::array();

private:
    void tell(nlohmann::ordered_json& list, std::uint64_t line, const std::string& column,
              const std::string& words, bool aloud) {
        if (!options_.json) {
            if (!aloud) return;
            progress_.clear();
            context_.err << at_line(options_.file.file, line, words) << '\n';
            return;
        }
        nlohmann::ordered_json one;
        one["line"] = line;
        one["column"] = column;
        one["reason"] = words;
        list.push_back(std::move(one));
    }

    const Options& options_;
    Context& context_;
    Progress& progress_;
};

void print(const imports::ItemImportReport& done, const Told& told, const Options& options,
           Context& context) {
    if (options.json) {
        nlohmann::ordered_json json;
        json["rows"] = done.rows;
        json["passed_over"] = done.passed_over;
        json["added"] = done.added;
        json["changed"] = done.changed;
        json["unchanged"] = done.unchanged;
        json["refused"] = done.refused;
        json["barcodes_added"] = done.barcodes_added;
        json["barcodes_removed"] = done.barcodes_removed;
        json["taken_off_sale"] = done.taken_off_sale;
        json["put_on_sale"] = done.put_on_sale;
        json["wrong_check_digits"] = done.wrong_check_digits;
        json["unknown_tax_classes"] = done.unknown_tax_classes;
        json["departments_added"] = done.departments_added;
        json["kept"] = done.kept && !options.dry_run;
        json["refusals"] = told.refusals;
        json["notes"] = told.notes;
        context.out << json.dump(2) << '\n';
    } else {
        context.out << counted(done.rows, "row", "rows") << ": "
                    << counted(done.added, "item", "items") << " added, " << done.changed
                    << " changed, " << done.unchanged << " as they were, "
                    << counted(done.refused, "row", "rows") << " refused; "
                    << counted(done.barcodes_added, "barcode", "barcodes") << " added, "
                    << done.wrong_check_digits
                    << " with a wrong check digit (kept as free codes).\n";
        if (options.items.replace_barcodes) {
            context.out << counted(done.barcodes_removed, "barcode", "barcodes")
                        << " taken away: items of which the file gives a barcode keep "
                           "those alone.\n";
        }
        if (done.taken_off_sale + done.put_on_sale > 0) {
            context.out << counted(done.taken_off_sale, "item", "items") << " taken off sale, "
                        << done.put_on_sale << " put on sale again.\n";
        }
    }
    if (options.dry_run) context.err << "Nothing was written: this is what the import would do.\n";
    if (!done.kept) {
        context.err
            << "Nothing was kept. Mend these rows, or keep the good ones with --skip-bad.\n";
        context.exit = Exit::refused;
    }
}

/// Pictures are copied beside the shop; their paths start where the file of goods lies.
imports::KeepPicture keeper_of_pictures(const Options& options) {
    const auto target = core::target_of(options.db);
    const auto folder = target ? core::pictures_folder(*target) : std::filesystem::path{};
    const auto from = std::filesystem::path{options.file.file}.parent_path();
    return [=](std::string_view named) -> std::optional<std::string> {
        auto name = core::keep_picture(named, from, folder);
        if (!name) return std::nullopt;
        return std::move(*name);
    };
}

/// What is to be done with the file's rows in this shop.
core::Outcome<imports::ItemImportOptions> items_of(const Options& options,
                                                   const core::ShopState& shop, pos::Date today) {
    auto items = options.items;
    auto mapping = mapping_of(options.file);
    if (!mapping) return std::unexpected{mapping.error()};
    items.mapping = std::move(*mapping);
    items.decimal_sign = options.file.decimal_sign;
    if (!options.only.empty()) {
        auto only = core::tabular::parse_map_entry(options.only);
        if (!only) {
            return core::misuse("--only " + options.only + ": it is of the form Column=text");
        }
        items.only = std::move(*only);
    }
    items.keep_picture = keeper_of_pictures(options);
    imports::know_taxes(items, shop.taxes, today);
    return items;
}

/// How the file is to be opened, with its columns as they are guessed where nobody has named them
/// and they are not called as the fields are. Says so; leaves `items` alone where the guess would
/// not do either. A dry run shows the first rows, where the file can be read twice.
core::tabular::Options look_first(const Options& options, imports::ItemImportOptions& items,
                                  Context& context) {
    // A pipe can be read once.
    std::error_code error;
    if (!std::filesystem::is_regular_file(options.file.file, error)) return {};
    auto looked = imports::look_at_items(options.file.file, items, {.format = options.file.format});
    if (!looked) return {};
    const auto& columns = looked->columns;
    const pos::Currency any{};
    const bool asked =
        !options.file.maps.empty() || options.file.format != core::tabular::Format::automatic;
    const bool as_they_are = asked || imports::ItemRowReader::open(columns, items, any);
    if (as_they_are) {
        looked->options.mapping =
            items.mapping.empty() ? imports::natural_mapping(columns) : items.mapping;
    } else if (imports::ItemRowReader::open(columns, looked->options, any)) {
        items = looked->options;
        say_guess(*looked, "say otherwise with --map", context);
    }
    // What is asked for is read from the first line on, whatever stands there.
    const bool plain = looked->how.header && looked->how.lines_above == 0;
    const bool shows = options.dry_run && !options.json && (plain || !asked) &&
                       imports::ItemRowReader::open(columns, items, any);
    if (shows) print_first_rows(*looked, context.out);
    return asked ? core::tabular::Options{} : looked->how;
}

void run(const Options& options, Context& context) {
    const auto now = context.clock.now();
    auto store =
        core::open_shop(options.db, {.program = kProgram, .key_file = options.key_file}, now);
    if (!store) return report(context, store.error());
    auto shop = core::read_shop((*store)->reader(), (*store)->journal(), {});
    if (!shop) return report(context, shop.error());
    const auto local = shop->zone.local(now);
    auto items = items_of(options, *shop, local.date);
    if (!items) return report(context, items.error());
    auto how = look_first(options, *items, context);
    Progress progress{"Importing", terminal_on_stderr()};
    std::uint64_t rows = 0;
    how.format = options.file.format;
    how.on_progress = [&](const core::tabular::Progress& p) {
        progress.update(p.bytes_read, p.bytes_total.value_or(0), rows);
    };
    auto file = core::tabular::Reader::open(options.file.file, how);
    if (!file) {
        context.err << to_string(file.error()) << '\n';
        context.exit = Exit::environment;
        return;
    }
    Told told{options, context, progress};
    const imports::ItemImportListener listener{
        .on_refusal = [&](const imports::Refusal& refusal) { told.refused(refusal); },
        .on_note = [&](const imports::Note& note) { told.noted(note); },
        .on_row = [&](std::uint64_t read) { rows = read; }};
    const auto& user = shop->opening.user;
    const imports::ImportedBy by{.when = {local, local.date, shop->journal.zone},
                                 .user = {user.id, user.name}};
    const auto done = options.dry_run ? imports::preview_items(*file, *items, (*store)->reader(),
                                                               now, context.random, listener)
                                      : imports::import_items(*file, *items, **store, by, now,
                                                              context.random, listener);
    progress.clear();
    if (!done) return report(context, done.error(), options.file.file);
    say_letters(*done, context);
    print(*done, told, options, context);
}

}  // namespace

void add_import(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto* import =
        program.add_subcommand("import", "Read goods, customers and what they owe from a file")
            ->require_subcommand(1);
    auto* command =
        import->add_subcommand("items", "Read items: what is known is changed, the rest is added");
    add_file(*command, options->file,
             "number, name, barcode, price, cost, department, tax, unit, weighed, pack, picture "
             "(a file of DB.pictures, or a path that is copied there), sold (yes or no)");
    add_db(*command, options->db);
    add_key(*command, options->key_file);
    command->add_option("--only", options->only, "Only rows that have this text in this column")
        ->type_name("COLUMN=TEXT");
    command->add_option("--department", options->items.department,
                        "Of items that the file gives none");
    command->add_option("--tax", options->items.tax_class,
                        "The tax class of items that the file gives none");
    command->add_flag("--skip-bad", options->items.skip_bad,
                      "Keep the good rows where others are refused");
    command->add_flag("--replace-barcodes", options->items.replace_barcodes,
                      "Items of which the file gives a barcode keep those alone; one that it gives "
                      "to another number moves there");
    command->add_flag("--dry-run", options->dry_run,
                      "Say what the import would do, and write nothing");
    command->add_flag("--quiet", options->quiet, "Leave out notes about rows that were kept");
    add_json(*command, options->json);
    command->callback([options, &context] { run(*options, context); });
    add_import_undo(*import, context);
    add_take_over(*import, context);
}

}  // namespace app::counterfoil
