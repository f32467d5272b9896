#include "app/core/billing/stock.hpp"

#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/open_shop.hpp"
#include "app/counterfoil/billing/books_options.hpp"
#include "app/counterfoil/billing/commands.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/office/stock.hpp"
#include "pos/store/office/terminals.hpp"

namespace app::counterfoil {

namespace {

struct Options {
    BooksOptions books;
    core::billing::StockChange change;
    std::string words;
    std::int64_t limit{1'000};
    bool csv{false};
    bool json{false};
};

void adjust(const Options& options, Context& context) {
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        const auto now =
            core::billing::adjust_stock(books, options.change, context.clock.now(), context.random);
        if (!now) return std::unexpected{now.error()};
        context.err << "Branch " << options.change.branch << " has " << to_string(*now) << " of "
                    << options.change.number << ".\n";
        return {};
    });
}

/// The one that is said, else that of the shop.
core::Outcome<std::string> branch_of(const Options& options, pos::store::Reader& reader) {
    if (!options.change.branch.empty()) return options.change.branch;
    const auto journals = reader.journals();
    if (!journals) return std::unexpected{core::failure(journals.error())};
    const auto office = pos::store::office::read_office(reader.connection());
    if (!office) return std::unexpected{core::failure(office.error())};
    if (*office || journals->empty()) return core::misuse("Say which branch with --branch.");
    return journals->front().branch;
}

void list(const Options& options, Context& context) {
    auto reader = core::OpenReader::open(options.books.db);
    if (!reader) return report(context, reader.error());
    const auto branch = branch_of(options, **reader);
    if (!branch) return report(context, branch.error());
    const auto rows = pos::store::office::branch_stock(
        (*reader)->connection(),
        {.branch = *branch, .words = options.words, .skip = 0, .limit = options.limit});
    if (!rows) return report(context, core::failure(rows.error()));
    if (options.json) {
        auto json = nlohmann::ordered_json::array();
        for (const auto& row : *rows) {
            nlohmann::ordered_json one;
            one["number"] = row.number;
            one["name"] = row.name;
            one["quantity"] = to_string(row.quantity);
            one["unit"] = row.unit;
            one["counted"] = row.counted;
            json.push_back(std::move(one));
        }
        context.out << json.dump(2) << '\n';
        return;
    }
    Table table{{{"number"}, {"name"}, {"stock", true}, {"unit"}, {"counted"}}, {}};
    for (const auto& row : *rows) {
        table.rows.push_back({row.number.empty() ? to_string(row.item) : row.number, row.name,
                              to_string(row.quantity), row.unit, row.counted ? "yes" : "no"});
    }
    if (options.csv) return write_csv(context.out, table);
    if (rows->empty()) {
        context.err << "Nothing has moved in that branch.\n";
        return;
    }
    write_table(context.out, table);
}

}  // namespace

void add_stock(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto* command = program.add_subcommand("stock", "What a branch has in stock");
    command->require_subcommand(1);

    auto& change = options->change;
    auto* adjusting = command->add_subcommand("adjust", "At head office: correct a branch's stock");
    adjusting->add_option("NUMBER", change.number, "Of the goods")->required();
    adjusting->add_option("QUANTITY", change.quantity, "Added to the stock; -3 takes three away")
        ->required();
    adjusting->add_option("--branch", change.branch, "Whose stock")->required();
    adjusting->add_option("--reason", change.reason, "breakage, count, delivery …")->required();
    adjusting->add_flag("--counted", change.counted, "QUANTITY is what was counted there");
    adjusting->add_option("--reference", change.reference,
                          "What it is known by elsewhere: said twice it counts once");
    add_books(*adjusting, options->books);
    adjusting->callback([options, &context] { adjust(*options, context); });

    add_shop_stock(*command, context);

    auto* listing = command->add_subcommand("list", "The stock of a branch, or of a till alone");
    listing->add_option("WORDS", options->words, "Of number or name; else all");
    add_db(*listing, options->books.db);
    listing->add_option("--branch", change.branch, "Which; a shop's own if it is not said");
    listing->add_option("--limit", options->limit, "At most so many")
        ->check(CLI::Range(1, 1'000'000));
    listing->add_flag("--csv", options->csv, "As CSV");
    add_json(*listing, options->json);
    listing->callback([options, &context] { list(*options, context); });
}

}  // namespace app::counterfoil
