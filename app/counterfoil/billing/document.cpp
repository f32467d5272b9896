#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/billing/credit.hpp"
#include "app/core/billing/e_invoice.hpp"
#include "app/core/billing/line_words.hpp"
#include "app/core/billing/payments.hpp"
#include "app/core/billing/statement.hpp"
#include "app/core/billing/stationery.hpp"
#include "app/core/billing/units.hpp"
#include "app/core/billing/wallet.hpp"
#include "app/core/billing/whose.hpp"
#include "app/core/open_shop.hpp"
#include "app/counterfoil/billing/books_options.hpp"
#include "app/counterfoil/billing/commands.hpp"
#include "app/counterfoil/billing/document_output.hpp"
#include "app/counterfoil/file_options.hpp"
#include "app/counterfoil/invoice_shapes.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/billed.hpp"
#include "pos/store/billing/documents.hpp"
#include "pos/store/billing/receivables.hpp"
#include "pos/store/columns.hpp"

namespace app::counterfoil {

namespace {

namespace stored = pos::store::billing;

struct Options {
    BooksOptions books;
    std::string number;
    std::string account;
    std::string reason;
    std::vector<std::string> parts;
    std::string file;
    bool open{false};
    bool dry_run{false};
    bool voids{false};
    std::int64_t limit{100};
    bool json{false};
};

void list(const Options& options, Context& context) {
    auto reader = core::OpenReader::open(options.books.db);
    if (!reader) return report(context, reader.error());
    auto& db = (*reader)->connection();
    stored::DocumentQuestion asked{.account = {},
                                   .run = {},
                                   .number = options.number,
                                   .open_only = options.open,
                                   .limit = options.limit};
    if (!options.account.empty()) {
        const auto found = core::billing::find_account(db, options.account);
        if (!found) return report(context, found.error());
        asked.account = found->stored.account.id;
    }
    const auto rows = stored::list_documents(db, asked);
    if (!rows) return report(context, core::failure(rows.error()));
    const auto money = [](std::int64_t minor, pos::Currency currency) {
        return to_string(pos::Money{minor, currency});
    };
    if (options.json) {
        auto json = nlohmann::ordered_json::array();
        for (const auto& each : *rows) {
            const auto& row = each.row;
            nlohmann::ordered_json one;
            one["number"] = row.number;
            one["account"] = each.account_number;
            one["name"] = each.name;
            one["issued"] = to_string(row.issued_on);
            one["due"] = to_string(row.due_on);
            one["currency"] = code_of(row.currency);
            one["net"] = money(row.net_minor, row.currency);
            one["tax"] = money(row.tax_minor, row.currency);
            one["payable"] = money(row.payable_minor, row.currency);
            one["open"] = money(each.open_minor, row.currency);
            json.push_back(std::move(one));
        }
        context.out << json.dump(2) << '\n';
        return;
    }
    if (rows->empty()) {
        context.err << "No document is like that.\n";
        return;
    }
    Table table{{{"number"},
                 {"account"},
                 {"name"},
                 {"issued"},
                 {"due"},
                 {"payable", true},
                 {"open", true},
                 {""}},
                {}};
    for (const auto& each : *rows) {
        const auto& row = each.row;
        table.rows.push_back({row.number, each.account_number, each.name, to_string(row.issued_on),
                              to_string(row.due_on), money(row.payable_minor, row.currency),
                              money(each.open_minor, row.currency), code_of(row.currency)});
    }
    write_table(context.out, table);
}

void show(const Options& options, Context& context) {
    auto reader = core::OpenReader::open(options.books.db);
    if (!reader) return report(context, reader.error());
    const auto found = core::billing::find_document((*reader)->connection(), options.number);
    if (!found) return report(context, found.error());
    auto json = json_of(found->issued);
    json["open"] = to_string(pos::Money{found->open_minor, found->issued.currency});
    const auto paid = core::billing::paid_of_lines((*reader)->connection(), found->issued);
    if (!paid) return report(context, core::failure(paid.error()));
    if (!paid->empty()) json["from_credit"] = nlohmann::ordered_json::array();
    for (const auto& one : *paid) {
        json["from_credit"].push_back({{"line", one.line + 1},
                                       {"lot", to_string(one.lot.row.lot)},
                                       {"amount", to_string(one.amount)}});
    }
    const auto units = core::billing::units_of_lines((*reader)->connection(), found->issued);
    if (!units) return report(context, core::failure(units.error()));
    if (!units->empty()) json["from_units"] = nlohmann::ordered_json::array();
    for (const auto& one : *units) {
        json["from_units"].push_back({{"line", one.line + 1},
                                      {"amount", to_string(one.amount)},
                                      {"unit", one.unit},
                                      {"note", one.note}});
    }
    json["entry"] = {{"journal", to_string(found->entry.journal_id)},
                     {"seq", found->entry.seq},
                     {"hash", pos::to_hex(found->entry.hash)}};
    context.out << json.dump(2) << '\n';
}

struct Export {
    std::string db;
    std::string number;
    std::string out{"-"};
    std::string language;
    core::invoice::Shape to{core::invoice::Shape::ubl};
};

void export_document(const Export& options, Context& context) {
    auto reader = core::OpenReader::open(options.db);
    if (!reader) return report(context, reader.error());
    auto& db = (*reader)->connection();
    const auto found = core::billing::find_document(db, options.number);
    if (!found) return report(context, found.error());
    const auto sender = core::billing::read_sender(db);
    if (!sender) return report(context, sender.error());
    auto invoice = core::billing::invoice_of(db, *found, *sender);
    if (!invoice) return report(context, invoice.error());
    std::string language = options.language;
    if (language.empty()) {
        auto said = core::billing::language_of(db, stored::billed_of(found->party).party);
        if (!said) return report(context, said.error());
        language = std::move(*said);
    }
    core::billing::put_reasons_in_words(*invoice, found->issued,
                                        core::invoice::Words::read(language));
    using core::invoice::Shape;
    if (options.to == Shape::ubl || options.to == Shape::cii) {
        core::billing::declare_rules(*invoice);
    }
    core::invoice::Sheet sheet;
    if (core::invoice::is_for_people(options.to)) {
        auto stationery = core::billing::Stationery::read(db);
        if (!stationery) return report(context, stationery.error());
        auto page = stationery->page(db, *found, *invoice, language);
        if (!page) return report(context, page.error());
        sheet = std::move(*page);
    }
    const std::string bytes = core::invoice::write_as(options.to, *invoice, sheet);
    write_out(options.out, bytes, context);
}

void write(const Options& options, Context& context) {
    const auto asked = read_offer(options.file);
    if (!asked) return report(context, asked.error());
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        const auto issued = core::billing::write_invoice(books, *asked, options.dry_run,
                                                         context.clock.now(), context.random);
        if (!issued) return std::unexpected{issued.error()};
        if (options.json) {
            context.out << json_of(*issued).dump(2) << '\n';
        } else {
            if (!options.dry_run) context.out << issued->number << '\n';
            context.err << fmt::format("{} without tax, {} tax, {} to pay by {}.\n",
                                       to_string(issued->net), to_string(issued->tax),
                                       to_string(issued->payable), to_string(issued->due_on));
        }
        return {};
    });
}

void give_credit(const Options& options, Context& context) {
    core::billing::NewCredit asked{options.number, {}, options.reason, options.voids};
    for (const std::string& part : options.parts) {
        const std::size_t equals = part.find('=');
        const auto line = pos::parse_decimal(part.substr(0, equals), 0);
        if (!line || *line < 1 || *line > 1'000'000) {
            return report(context, {core::FailureKind::usage,
                                    "--line " + part + " is neither 2 nor 2=10.00."});
        }
        asked.parts.push_back({static_cast<std::uint32_t>(*line),
                               equals == std::string::npos ? "" : part.substr(equals + 1)});
    }
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        const auto number =
            core::billing::credit(books, asked, context.clock.now(), context.random);
        if (!number) return std::unexpected{number.error()};
        context.out << *number << '\n';
        return {};
    });
}

void give_up(const Options& options, Context& context) {
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        const auto amount =
            core::billing::write_off(books, options.number, options.reason, context.clock.now());
        if (!amount) return std::unexpected{amount.error()};
        context.err << to_string(*amount) << " of " << options.number << " were given up.\n";
        return {};
    });
}

void age(const Options& options, Context& context) {
    auto reader = core::OpenReader::open(options.books.db);
    if (!reader) return report(context, reader.error());
    const pos::Date today{static_cast<std::int32_t>(context.clock.now().unix_ms / 86'400'000)};
    const auto rows = stored::ageing((*reader)->connection(), today, std::nullopt);
    if (!rows) return report(context, core::failure(rows.error()));
    Table table{{{""},
                 {"not due", true},
                 {"1 to 30 days", true},
                 {"31 to 60", true},
                 {"61 to 90", true},
                 {"older", true},
                 {"paid ahead", true},
                 {"disputed", true}},
                {}};
    auto json = nlohmann::ordered_json::array();
    for (const auto& row : *rows) {
        const auto currency =
            pos::store::parse_currency_text(row.currency).value_or(pos::Currency{});
        const auto money = [&](std::int64_t minor) {
            return to_string(pos::Money{minor, currency});
        };
        table.rows.push_back({code_of(currency), money(row.not_due_minor), money(row.days_30_minor),
                              money(row.days_60_minor), money(row.days_90_minor),
                              money(row.older_minor), money(row.credit_minor),
                              money(row.disputed_minor)});
        json.push_back({{"currency", code_of(currency)},
                        {"not_due", money(row.not_due_minor)},
                        {"days_30", money(row.days_30_minor)},
                        {"days_60", money(row.days_60_minor)},
                        {"days_90", money(row.days_90_minor)},
                        {"older", money(row.older_minor)},
                        {"paid_ahead", money(row.credit_minor)},
                        {"disputed", money(row.disputed_minor)}});
    }
    if (options.json) {
        context.out << json.dump(2) << '\n';
    } else if (table.rows.empty()) {
        context.err << "Nobody owes anything.\n";
    } else {
        write_table(context.out, table);
    }
}

}  // namespace

void add_document(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto* command =
        program.add_subcommand("document", "At head office: invoices and credit notes of ours");
    command->require_subcommand(1);
    auto* listing = command->add_subcommand("list", "The latest first");
    listing->add_option("NUMBER", options->number, "How their numbers begin");
    add_db(*listing, options->books.db);
    listing->add_option("--account", options->account, "Of one account, by its number");
    listing->add_flag("--open", options->open, "Those that are not settled");
    listing->add_option("--limit", options->limit, "At most so many")->check(CLI::Range(1, 100000));
    add_json(*listing, options->json);
    listing->callback([options, &context] { list(*options, context); });
    auto* showing = command->add_subcommand(
        "show", "One as JSON: each line with the usage, prices and steps it came of");
    showing->add_option("NUMBER", options->number, "")->required();
    add_db(*showing, options->books.db);
    showing->callback([options, &context] { show(*options, context); });
    auto exporting_options = std::make_shared<Export>();
    auto* exporting = command->add_subcommand(
        "export", "As an e-invoice, a page or text, from what `counterfoil sender` says");
    exporting->add_option("NUMBER", exporting_options->number, "")->required();
    add_db(*exporting, exporting_options->db);
    add_choice(*exporting, "--to", exporting_options->to, kInvoiceShapes, "What it is written as");
    exporting
        ->add_option("--language", exporting_options->language,
                     "Of what is in words; else the customer's, else the office's")
        ->check(CLI::IsMember({"en", "de"}));
    exporting->add_option("--out", exporting_options->out, "The file; else standard output");
    exporting->callback(
        [exporting_options, &context] { export_document(*exporting_options, context); });
    auto* writing = command->add_subcommand(
        "write", "An invoice that no plan bills, from JSON: whose, its lines with their prices");
    writing->add_option("FILE", options->file, "The JSON; - standard input")->required();
    add_books(*writing, options->books);
    writing->add_flag("--dry-run", options->dry_run, "Only say what it would come to");
    add_json(*writing, options->json);
    writing->callback([options, &context] { write(*options, context); });
    auto* crediting = command->add_subcommand("credit", "Credit an invoice, whole or in part");
    crediting->add_option("NUMBER", options->number, "The invoice's")->required();
    add_books(*crediting, options->books);
    crediting->add_option("--line", options->parts,
                          "A line's number, or 2=10.00 for a part of it without tax");
    crediting->add_option("--reason", options->reason, "As the credit note says it");
    crediting->callback([options, &context] { give_credit(*options, context); });
    auto* voiding = command->add_subcommand(
        "void", "Take a whole invoice back; the next run bills its periods anew");
    voiding->add_option("NUMBER", options->number, "The invoice's")->required();
    add_books(*voiding, options->books);
    voiding->add_option("--reason", options->reason, "As the credit note says it");
    voiding->callback([options, &context] {
        options->voids = true;
        give_credit(*options, context);
    });
    auto* writing_off = command->add_subcommand("write-off", "Give up what is open of an invoice");
    writing_off->add_option("NUMBER", options->number, "")->required();
    add_books(*writing_off, options->books);
    writing_off->add_option("--reason", options->reason, "Why");
    writing_off->callback([options, &context] { give_up(*options, context); });
    auto* ageing = command->add_subcommand("ageing", "What is owed, by how long it has been due");
    add_db(*ageing, options->books.db);
    add_json(*ageing, options->json);
    ageing->callback([options, &context] { age(*options, context); });
}

}  // namespace app::counterfoil
