#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/billing/import_usage.hpp"
#include "app/core/billing/usage_tokens.hpp"
#include "app/core/open_shop.hpp"
#include "app/counterfoil/billing/books_options.hpp"
#include "app/counterfoil/billing/commands.hpp"
#include "app/counterfoil/file_options.hpp"

namespace app::counterfoil {

namespace {

enum class Shape { table, lines };

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

void import(const Options& options, Context& context) {
    auto usage = options.usage;
    std::optional<core::tabular::Reader> table;
    if (options.shape == Shape::table) {
        auto mapping = mapping_of(options.file);
        if (!mapping) return report(context, mapping.error());
        usage.mapping = std::move(*mapping);
        auto opened = open_file(options.file);
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
            json["kept"] = done->kept;
            json["refusals"] = std::move(refusals);
            context.out << json.dump(2) << '\n';
        } else {
            context.out << done->rows << " records: " << done->added << " new, " << done->again
                        << " there already, " << done->voided << " taken back, " << done->late
                        << " of these late, " << done->refused << " refused.\n";
        }
        if (!done->kept) {
            context.err << "Nothing was kept. Mend these records, or keep the good ones with "
                           "--skip-bad.\n";
            context.exit = Exit::refused;
        }
        return {};
    });
}

struct TokenOptions {
    BooksOptions books;
    std::string source;
    std::int64_t per_minute{core::billing::kUsageRequestsPerMinute};
    bool json{false};
};

void list_tokens(const TokenOptions& options, Context& context) {
    auto reader = core::OpenReader::open(options.books.db);
    if (!reader) return report(context, reader.error());
    const auto found = pos::store::billing::usage_tokens((*reader)->connection());
    if (!found) return report(context, core::failure(pos::store::to_store_error(found.error())));
    if (options.json) {
        auto json = nlohmann::ordered_json::array();
        for (const auto& one : *found) {
            json.push_back(
                {{"source", one.source},
                 {"made", utc(one.made_at)},
                 {"by", one.made_by},
                 {"per_minute", one.per_minute},
                 {"revoked", one.revoked_at ? nlohmann::ordered_json(utc(*one.revoked_at))
                                            : nlohmann::ordered_json(nullptr)}});
        }
        context.out << json.dump(2) << '\n';
        return;
    }
    if (found->empty()) {
        context.err << "No system may send usage: counterfoil usage token add.\n";
        return;
    }
    Table table{{{"source"}, {"made"}, {"by"}, {"a minute", true}, {"revoked"}}, {}};
    for (const auto& one : *found) {
        table.rows.push_back({one.source, utc(one.made_at), one.made_by,
                              std::to_string(one.per_minute),
                              one.revoked_at ? utc(*one.revoked_at) : ""});
    }
    write_table(context.out, table);
}

void add_tokens(CLI::App& usage, Context& context) {
    auto options = std::make_shared<TokenOptions>();
    auto* command = usage.add_subcommand(
        "token", "Which systems may send usage to the office over the network");
    command->require_subcommand(1);
    command->footer(
        "curl -H 'Authorization: Bearer TOKEN' --data-binary @usage.jsonl "
        "https://office.example/v1/usage");
    auto* adding = command->add_subcommand("add", "A token for a system; it is told this once");
    adding->add_option("SOURCE", options->source, "Whose records they are")->required();
    add_books(*adding, options->books);
    adding->add_option("--per-minute", options->per_minute, "It may send so often")
        ->check(CLI::Range(1, 1'000'000))
        ->capture_default_str();
    adding->callback([options, &context] {
        with_books(options->books, context, [&](auto& books) -> core::Outcome<void> {
            const auto token = core::billing::add_usage_token(
                books, options->source, options->per_minute, context.clock.now(), context.random);
            if (!token) return std::unexpected{token.error()};
            context.out << *token << '\n';
            context.err << "Whoever has it sends usage as " << options->source
                        << ". It is not told again.\n";
            return {};
        });
    });
    auto* revoking = command->add_subcommand("revoke", "A source sends no more");
    revoking->add_option("SOURCE", options->source, "All its tokens")->required();
    add_books(*revoking, options->books);
    revoking->callback([options, &context] {
        with_books(options->books, context, [&](auto& books) {
            return core::billing::revoke_usage_tokens(books, options->source, context.clock.now());
        });
    });
    auto* listing = command->add_subcommand("list", "Which there are");
    add_db(*listing, options->books.db);
    add_json(*listing, options->json);
    listing->callback([options, &context] { list_tokens(*options, context); });
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
    importing->add_flag("--skip-bad", options->usage.skip_bad, "Keep the good records");
    add_json(*importing, options->json);
    importing->callback([options, &context] { import(*options, context); });
    add_tokens(*command, context);
}

}  // namespace app::counterfoil
