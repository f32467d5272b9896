#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/billing/import_usage.hpp"
#include "app/core/imports/look_at.hpp"
#include "app/counterfoil/billing/books_options.hpp"
#include "app/counterfoil/billing/commands.hpp"
#include "app/counterfoil/billing/usage_commands.hpp"
#include "app/counterfoil/file_options.hpp"

namespace app::counterfoil {

namespace {

using core::meter::DateOrder;

enum class Shape { table, lines };

constexpr Choices<DateOrder, 3> kUsageDates{{{"auto", DateOrder::automatic},
                                             {"dmy", DateOrder::day_first},
                                             {"mdy", DateOrder::month_first}}};

struct Options {
    BooksOptions books;
    FileOptions file;
    core::billing::UsageImportOptions usage;
    Shape shape{Shape::table};
    bool json{false};
};

core::Outcome<core::billing::UsageImportReport> take_in(core::billing::BillingBooks& books,
                                                        const Options& options,
                                                        core::billing::UsageImportOptions& usage,
                                                        core::tabular::Reader* table,
                                                        Context& context) {
    if (table) return core::billing::import_usage(books, *table, usage, context.clock);
    auto input = core::tabular::open_input(options.file.file);
    if (!input) return core::refuse(to_string(input.error()));
    return core::billing::import_usage_lines(books, **input, usage, context.clock);
}

/// The table, and which of its columns are what. Standard input cannot be read twice: there the
/// header is the first line, and dates that may be read two ways are refused.
core::Outcome<core::tabular::Reader> look(const Options& options,
                                          core::billing::UsageImportOptions& usage,
                                          Context& context) {
    auto said = mapping_of(options.file);
    if (!said) return std::unexpected{said.error()};
    core::tabular::Options layout;
    const bool again = options.file.file != "-";
    if (again) {
        const auto looked = core::imports::look_at([&](core::tabular::Options how) {
            how.format = options.file.format;
            return core::tabular::Reader::open(options.file.file, how);
        });
        if (looked) layout.lines_above = looked->how.lines_above;
    }
    auto table = open_file(options.file, layout);
    if (!table) return table;
    usage.mapping = *said;
    usage.decimal_sign = options.file.decimal_sign;
    std::string words;
    const auto mapping = core::billing::guess_usage(table->columns(), *said);
    bool otherwise = false;  // than the fields' own names say
    for (const auto& entry : mapping) {
        words.append(words.empty() ? "" : ", ").append(entry.field + "=" + entry.column);
        otherwise = otherwise || entry.field != entry.column;
    }
    if (otherwise && said->size() < mapping.size()) {
        context.err << "The columns are taken as " << words << "; say otherwise with --map.\n";
    }
    if (again && usage.dates == DateOrder::automatic) {
        auto once_more = open_file(options.file, layout);
        if (!once_more) return once_more;
        const auto dates = core::billing::usage_dates(*once_more, *said);
        if (!dates) return std::unexpected{dates.error()};
        usage.dates = *dates;
    }
    return table;
}

void import(const Options& options, Context& context) {
    auto usage = options.usage;
    std::optional<core::tabular::Reader> table;
    if (options.shape == Shape::table) {
        auto opened = look(options, usage, context);
        if (!opened) return report(context, opened.error());
        table.emplace(std::move(*opened));
    }
    Progress progress{"Importing", !options.json && terminal_on_stderr()};
    auto refusals = nlohmann::ordered_json::array();
    usage.on_row = [&](std::uint64_t rows) { progress.update(0, 0, rows); };
    usage.on_refusal = [&](std::uint64_t line, const std::string& reason) {
        if (options.json) {
            refusals.push_back({{"line", line}, {"reason", reason}});
            return;
        }
        progress.clear();
        context.err << at_line(options.file.file, line, reason) << '\n';
    };
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        const auto done = take_in(books, options, usage, table ? &*table : nullptr, context);
        if (!done) return std::unexpected{done.error()};
        progress.clear();
        if (options.json) {
            nlohmann::ordered_json json;
            json["rows"] = done->rows;
            json["added"] = done->added;
            json["again"] = done->again;
            json["voided"] = done->voided;
            json["late"] = done->late;
            json["refused"] = done->refused;
            json["kept"] = done->kept && !usage.dry_run;
            json["refusals"] = std::move(refusals);
            context.out << json.dump(2) << '\n';
        } else {
            context.out << counted(done->rows, "record", "records") << ": " << done->added
                        << " new, " << done->again << " there already, " << done->voided
                        << " taken back, " << done->late << " of these late, " << done->refused
                        << " refused.\n";
        }
        if (usage.dry_run) {
            context.err << "Nothing was written: this is what the import would do.\n";
        }
        if (!done->kept) {
            context.err << "Nothing was kept. Mend these records, or keep the good ones with "
                           "--skip-bad.\n";
            context.exit = Exit::refused;
        }
        return {};
    });
}

}  // namespace

void add_usage(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto* command = program.add_subcommand("usage", "At head office: what was used");
    command->require_subcommand(1);
    auto* importing =
        command->add_subcommand("import", "Take usage in: each record once, by its source and id");
    add_file(*importing, options->file, "id, subject, meter, at, quantity, void, to");
    add_books(*importing, options->books);
    static constexpr Choices<Shape, 2> kShapes{{{"table", Shape::table}, {"lines", Shape::lines}}};
    add_choice(*importing, "--as", options->shape, kShapes,
               "A table with columns, or JSON, an object a line");
    importing
        ->add_option("--source", options->usage.source,
                     "Whose ids they are, such as the name of the system that made them")
        ->required();
    importing->add_option("--meter", options->usage.meter, "Of records that name none");
    add_choice(*importing, "--dates", options->usage.dates, kUsageDates,
               "Whether the day or the month comes first in a table, if its rows do not say");
    importing->add_flag("--skip-bad", options->usage.skip_bad, "Keep the good records");
    importing->add_flag("--dry-run", options->usage.dry_run,
                        "Say what the import would do, and write nothing");
    add_json(*importing, options->json);
    importing->callback([options, &context] { import(*options, context); });
    add_usage_list(*command, context);
    add_usage_void(*command, context);
    add_usage_tokens(*command, context);
}

}  // namespace app::counterfoil
