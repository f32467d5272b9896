// What is offered to customers before anything is owed.
#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/billing/quotes.hpp"
#include "app/core/billing/statement.hpp"
#include "app/core/billing/stationery.hpp"
#include "app/core/billing/whose.hpp"
#include "app/core/invoice/shape.hpp"
#include "app/core/open_shop.hpp"
#include "app/counterfoil/billing/books_options.hpp"
#include "app/counterfoil/billing/clerk_commands.hpp"
#include "app/counterfoil/billing/document_output.hpp"
#include "app/counterfoil/file_options.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/columns.hpp"

namespace app::counterfoil {

namespace {

namespace stored = pos::store::billing;
using core::invoice::Shape;

constexpr Choices<Shape, 2> kQuoteShapes{{{"text", Shape::text}, {"pdf", Shape::pdf}}};

struct Options {
    BooksOptions books;
    std::string file;
    std::string number;
    std::string account;
    std::string valid_until;
    std::string out{"-"};
    std::string language;
    Shape to{Shape::text};
    bool dry_run{false};
    std::int64_t limit{100};
    bool json{false};
};

void write(const Options& options, Context& context) {
    const auto offered = read_offer(options.file);
    if (!offered) return report(context, offered.error());
    core::billing::NewQuote asked{*offered, {}};
    if (!options.valid_until.empty()) {
        asked.valid_until = pos::parse_date(options.valid_until);
        if (!asked.valid_until) {
            return report(context, {core::FailureKind::usage,
                                    options.valid_until + " is no day, such as 2026-12-01."});
        }
    }
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        const auto done = core::billing::write_quote(books, asked, options.dry_run,
                                                     context.clock.now(), context.random);
        if (!done) return std::unexpected{done.error()};
        if (!options.dry_run) context.out << done->number << '\n';
        context.err << fmt::format("{} without tax, {} tax, {} in all, valid until {}.\n",
                                   to_string(done->paper.net), to_string(done->paper.tax),
                                   to_string(done->paper.payable), to_string(done->valid_until));
        return {};
    });
}

void list(const Options& options, Context& context) {
    auto reader = core::OpenReader::open(options.books.db);
    if (!reader) return report(context, reader.error());
    auto& db = (*reader)->connection();
    stored::QuoteQuestion asked{.limit = options.limit};
    if (!options.account.empty()) {
        const auto found = core::billing::find_account(db, options.account);
        if (!found) return report(context, found.error());
        asked.account = found->stored.account.id;
    }
    const auto rows = stored::list_quotes(db, asked);
    if (!rows) return report(context, core::failure(rows.error()));
    Table table{{{"number"},
                 {"account"},
                 {"name"},
                 {"written"},
                 {"valid until"},
                 {"amount", true},
                 {""},
                 {"invoice"}},
                {}};
    auto json = nlohmann::ordered_json::array();
    for (const auto& row : *rows) {
        const auto& quote = row.quote;
        const auto currency =
            pos::store::parse_currency_text(quote.currency).value_or(pos::Currency{});
        const std::string amount = to_string(pos::Money{quote.payable_minor, currency});
        table.rows.push_back({quote.number, row.account, row.name, to_string(quote.issued_on),
                              to_string(quote.valid_until), amount, code_of(currency),
                              row.invoice});
        nlohmann::ordered_json one;
        one["number"] = quote.number;
        one["account"] = row.account;
        one["name"] = row.name;
        one["issued"] = to_string(quote.issued_on);
        one["valid_until"] = to_string(quote.valid_until);
        one["payable"] = amount;
        one["currency"] = code_of(currency);
        one["invoice"] = row.invoice;
        json.push_back(std::move(one));
    }
    if (options.json) {
        context.out << json.dump(2) << '\n';
    } else if (rows->empty()) {
        context.err << "There is no quote.\n";
    } else {
        write_table(context.out, table);
    }
}

void export_quote(const Options& options, Context& context) {
    auto reader = core::OpenReader::open(options.books.db);
    if (!reader) return report(context, reader.error());
    auto& db = (*reader)->connection();
    const auto quote = stored::quote_of_number(db, options.number);
    if (!quote) return report(context, core::failure(pos::store::to_store_error(quote.error())));
    if (!*quote) {
        return report(context, {core::FailureKind::refused,
                                "No quote has the number " + options.number + "."});
    }
    const auto sender = core::billing::read_sender(db);
    if (!sender) return report(context, sender.error());
    const auto paper = core::billing::paper_of(db, **quote, *sender);
    if (!paper) return report(context, paper.error());
    const auto written = core::billing::read_paper(**quote);
    if (!written) return report(context, written.error());
    auto stationery = core::billing::Stationery::read(db);
    if (!stationery) return report(context, stationery.error());
    std::string language = options.language;
    if (language.empty()) {
        const auto account = stored::account_of(db, (*quote)->account);
        if (!account) {
            return report(context, core::failure(pos::store::to_store_error(account.error())));
        }
        auto said =
            core::billing::language_of(db, *account ? (*account)->party : pos::customer::Party{});
        if (!said) return report(context, said.error());
        language = std::move(*said);
    }
    const std::string bytes =
        core::invoice::write_as(options.to, *paper, stationery->page(*paper, *written, language));
    write_out(options.out, bytes, context);
}

void bill(const Options& options, Context& context) {
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        const auto issued = core::billing::invoice_quote(books, options.number, context.clock.now(),
                                                         context.random);
        if (!issued) return std::unexpected{issued.error()};
        context.out << issued->number << '\n';
        context.err << to_string(issued->payable) << " to pay by " << to_string(issued->due_on)
                    << ".\n";
        return {};
    });
}

}  // namespace

void add_quote(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto* command = program.add_subcommand("quote", "At head office: what is offered to customers");
    command->require_subcommand(1);
    auto* writing = command->add_subcommand("write", "From JSON, as `document write` has it");
    writing->add_option("FILE", options->file, "The JSON; - standard input")->required();
    add_books(*writing, options->books);
    writing->add_option("--valid-until", options->valid_until, "Its last day; else in 30 days")
        ->type_name("DAY");
    writing->add_flag("--dry-run", options->dry_run, "Only say what it would come to");
    writing->callback([options, &context] { write(*options, context); });
    auto* listing = command->add_subcommand("list", "The latest first");
    add_db(*listing, options->books.db);
    listing->add_option("--account", options->account, "Of one account, by its number");
    listing->add_option("--limit", options->limit, "At most so many")->check(CLI::Range(1, 100000));
    add_json(*listing, options->json);
    listing->callback([options, &context] { list(*options, context); });
    auto* exporting = command->add_subcommand("export", "As a page or text");
    exporting->add_option("NUMBER", options->number, "")->required();
    add_db(*exporting, options->books.db);
    add_choice(*exporting, "--to", options->to, kQuoteShapes, "What it is written as");
    exporting->add_option("--language", options->language, "Else the customer's, else the office's")
        ->check(CLI::IsMember({"en", "de"}));
    exporting->add_option("--out", options->out, "The file; else standard output");
    exporting->callback([options, &context] { export_quote(*options, context); });
    auto* billing = command->add_subcommand("invoice", "Make it an invoice, once");
    billing->add_option("NUMBER", options->number, "")->required();
    add_books(*billing, options->books);
    billing->callback([options, &context] { bill(*options, context); });
}

}  // namespace app::counterfoil
