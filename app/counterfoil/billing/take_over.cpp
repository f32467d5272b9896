// Customers, contracts, meters and opening balances that were kept elsewhere before.
#include "app/core/billing/takeover/take_over.hpp"

#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/imports/look_at.hpp"
#include "app/counterfoil/billing/books_options.hpp"
#include "app/counterfoil/billing/clerk_commands.hpp"
#include "app/counterfoil/file_options.hpp"

namespace app::counterfoil {

namespace {

namespace takeover = core::billing::takeover;
namespace imports = core::imports;
using core::meter::DateOrder;

constexpr Choices<DateOrder, 3> kDateOrders{{{"auto", DateOrder::automatic},
                                             {"dmy", DateOrder::day_first},
                                             {"mdy", DateOrder::month_first}}};

struct Options {
    BooksOptions books;
    FileOptions file;
    takeover::Options rows;
    bool json{false};
};

/// The file, and which of its columns are what. Standard input cannot be read twice, so that it has
/// a header.
core::Outcome<core::tabular::Reader> look(Options& options, Context& context) {
    const auto said = mapping_of(options.file);
    if (!said) return std::unexpected{said.error()};
    core::tabular::Options layout;
    if (options.file.file != "-") {
        const auto looked = imports::look_at([&](core::tabular::Options how) {
            how.format = options.file.format;
            return core::tabular::Reader::open(options.file.file, how);
        });
        if (looked) layout = looked->how;
    }
    auto file = open_file(options.file, layout);
    if (!file) return file;
    options.rows.mapping = takeover::guess(options.rows.kind, file->columns(), *said);
    options.rows.decimal_sign = options.file.decimal_sign;
    std::string words;
    for (const auto& entry : options.rows.mapping) {
        words.append(words.empty() ? "" : ", ").append(entry.field + "=" + entry.column);
    }
    if (said->size() < options.rows.mapping.size()) {
        context.err << "The columns are taken as " << words << "; say otherwise with --map.\n";
    }
    return file;
}

void print(const takeover::Report& done, const nlohmann::ordered_json& refusals,
           const Options& options, Context& context) {
    if (options.json) {
        nlohmann::ordered_json json;
        json["rows"] = done.rows;
        json["added"] = done.added;
        json["changed"] = done.changed;
        json["unchanged"] = done.unchanged;
        json["refused"] = done.refused;
        json["kept"] = done.kept && !options.rows.dry_run;
        json["refusals"] = refusals;
        context.out << json.dump(2) << '\n';
    } else {
        context.out << counted(done.rows, "row", "rows") << ": " << done.added << " added, "
                    << done.changed << " changed, " << done.unchanged << " as they were, "
                    << done.refused << " refused.\n";
    }
    if (options.rows.dry_run) {
        context.err << "Nothing was written: this is what the import would do.\n";
    }
    if (!done.kept) {
        context.err
            << "Nothing was kept. Mend these rows, or keep the good ones with --skip-bad.\n";
        context.exit = Exit::refused;
    }
}

void run(Options options, Context& context) {
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        auto file = look(options, context);
        if (!file) return std::unexpected{file.error()};
        auto refusals = nlohmann::ordered_json::array();
        options.rows.on_refusal = [&](const takeover::Refused& one) {
            if (!options.json) {
                context.err << at_line(options.file.file, one.line, to_string(one)) << '\n';
                return;
            }
            refusals.push_back(
                {{"line", one.line}, {"column", one.column}, {"reason", one.failure.words}});
        };
        auto done =
            takeover::take_over(books, *file, options.rows, context.clock.now(), context.random);
        if (!done) {
            done.error().words = options.file.file + ": " + done.error().words;
            return std::unexpected{done.error()};
        }
        print(*done, refusals, options, context);
        return {};
    });
}

std::string fields_in_words(takeover::Kind kind) {
    std::string words;
    for (const auto& field : takeover::fields_of(kind)) {
        const std::string name{field.names.field};
        words += (words.empty() ? "" : ", ") + (field.is_required ? name : "[" + name + "]");
    }
    return words;
}

void add_kind(CLI::App& import, takeover::Kind kind, const char* about, Context& context) {
    auto options = std::make_shared<Options>();
    options->rows.kind = kind;
    auto* command = import.add_subcommand(std::string{takeover::word_of(kind)}, about);
    add_file(*command, options->file, fields_in_words(kind));
    add_books(*command, options->books);
    add_choice(*command, "--dates", options->rows.dates, kDateOrders,
               "Whether the day or the month comes first, if the rows do not say");
    command->add_flag("--skip-bad", options->rows.skip_bad,
                      "Keep the good rows where others are refused");
    command->add_flag("--dry-run", options->rows.dry_run,
                      "Say what the import would do, and write nothing");
    add_json(*command, options->json);
    command->callback([options, &context] { run(*options, context); });
}

}  // namespace

void add_take_over(CLI::App& import, Context& context) {
    add_kind(import, takeover::Kind::customers,
             "At head office: customers with the accounts that they are billed on", context);
    add_kind(import, takeover::Kind::contracts,
             "At head office: who has subscribed to which plan, and since when", context);
    add_kind(import, takeover::Kind::meters,
             "At head office: meters at service points with their first readings", context);
    add_kind(import, takeover::Kind::balances,
             "At head office: what accounts owed, or had paid ahead, elsewhere before", context);
}

}  // namespace app::counterfoil
