// What other currencies are worth in the books' own.
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/billing/accountant/chart.hpp"
#include "app/core/billing/exchange.hpp"
#include "app/core/billing/revalue.hpp"
#include "app/core/open_shop.hpp"
#include "app/counterfoil/billing/books_options.hpp"
#include "app/counterfoil/billing/clerk_commands.hpp"
#include "pos/money/decimal.hpp"

namespace app::counterfoil {

namespace {

namespace stored = pos::store::billing;

struct RateOptions {
    BooksOptions books;
    core::billing::NewRate asked;
    std::string at;
    bool dry_run{false};
    bool json{false};
};

void put_one_rate(const RateOptions& options, Context& context) {
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        const auto kept = core::billing::put_rate(books, options.asked, context.clock.now());
        if (!kept) return std::unexpected{kept.error()};
        context.err << "From " << to_string(kept->on) << " on 1 " << code_of(kept->currency)
                    << " is " << kept->rate << ' ' << code_of(books.office.journal.currency)
                    << ".\n";
        return {};
    });
}

void list_rates(const RateOptions& options, Context& context) {
    auto reader = core::OpenReader::open(options.books.db);
    if (!reader) return report(context, reader.error());
    const auto rows = stored::rates((*reader)->connection(), 0, 1'000);
    if (!rows) return report(context, core::failure(rows.error()));
    auto json = nlohmann::ordered_json::array();
    Table table{{{"currency"}, {"from"}, {"rate", true}, {"by"}}, {}};
    for (const auto& one : *rows) {
        json.push_back({{"currency", code_of(one.currency)},
                        {"from", to_string(one.on)},
                        {"rate", one.rate},
                        {"by", one.noted_by}});
        table.rows.push_back({code_of(one.currency), to_string(one.on), one.rate, one.noted_by});
    }
    if (options.json) {
        context.out << json.dump(2) << '\n';
    } else if (table.rows.empty()) {
        context.err << "Nobody has said a rate yet: counterfoil rate put USD 0.9235\n";
    } else {
        write_table(context.out, table);
    }
}

void show_books(const RateOptions& options, Context& context) {
    auto reader = core::OpenReader::open(options.books.db);
    if (!reader) return report(context, reader.error());
    const auto journals = (*reader)->journals();
    if (!journals) return report(context, core::failure(journals.error()));
    const pos::Currency currency = journals->empty() ? pos::Currency{} : journals->front().currency;
    const auto totals = stored::converted_totals((*reader)->connection(), currency);
    if (!totals) return report(context, core::failure(totals.error()));
    auto json = nlohmann::ordered_json::array();
    Table table{{{"book"}, {"amount", true}}, {}};
    for (const auto& one : *totals) {
        const std::string amount = to_string(pos::Money{one.amount_minor, currency});
        const std::string book = core::billing::accountant::word_of(one.book);
        json.push_back({{"book", book}, {"amount", amount}, {"currency", code_of(currency)}});
        table.rows.push_back({book, amount});
    }
    if (options.json) {
        context.out << json.dump(2) << '\n';
    } else {
        write_table(context.out, table);
    }
}

nlohmann::ordered_json revaluation_json(const core::billing::RevaluationReport& report) {
    auto json = nlohmann::ordered_json::array();
    for (const auto& one : report.currencies) {
        auto books = nlohmann::ordered_json::array();
        for (const auto& each : one.books) {
            books.push_back({{"book", core::billing::accountant::word_of(each.book)},
                             {"held", to_string(each.held)},
                             {"books", to_string(each.books)},
                             {"worth", to_string(each.worth)}});
        }
        json.push_back({{"currency", code_of(one.currency)},
                        {"rate", one.rate},
                        {"rate_on", to_string(one.rate_on)},
                        {"books", std::move(books)},
                        {"difference", to_string(one.difference)},
                        {"already", one.already}});
    }
    auto without = nlohmann::ordered_json::array();
    for (const auto& one : report.without_rate) without.push_back(code_of(one));
    return {{"on", to_string(report.on)},    {"reversed_on", to_string(report.reversed_on)},
            {"dry_run", report.dry_run},     {"difference", to_string(report.difference)},
            {"currencies", std::move(json)}, {"without_rate", std::move(without)}};
}

void print_revaluation(const core::billing::RevaluationReport& report, Context& context) {
    Table table{{{"currency"},
                 {"book"},
                 {"held", true},
                 {"in the books", true},
                 {"rate", true},
                 {"worth", true},
                 {"difference", true}},
                {}};
    for (const auto& one : report.currencies) {
        for (const auto& each : one.books) {
            table.rows.push_back({std::string{code_of(one.currency)},
                                  core::billing::accountant::word_of(each.book),
                                  to_string(each.held), to_string(each.books), one.rate,
                                  to_string(each.worth), to_string(each.worth - each.books)});
        }
        if (one.already) {
            context.err << code_of(one.currency) << " was revalued as of that day before.\n";
        }
    }
    if (!table.rows.empty()) write_table(context.out, table);
    for (const auto& one : report.without_rate) {
        context.err << "What is open in " << code_of(one)
                    << " was never taken into the books: counterfoil rate put.\n";
    }
    context.err << (report.dry_run ? "Would be posted on " : "Posted on ") << to_string(report.on)
                << ", and taken back on " << to_string(report.reversed_on) << ": "
                << to_string(report.difference) << ' ' << code_of(report.difference.currency)
                << ".\n";
}

void revalue_held(const RateOptions& options, Context& context) {
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        const auto report =
            core::billing::revalue(books, options.at, options.dry_run, context.clock.now());
        if (!report) return std::unexpected{report.error()};
        if (options.json) {
            context.out << revaluation_json(*report).dump(2) << '\n';
        } else {
            print_revaluation(*report, context);
        }
        return {};
    });
}

}  // namespace

void add_rate(CLI::App& program, Context& context) {
    auto options = std::make_shared<RateOptions>();
    auto* command = program.add_subcommand(
        "rate", "At head office: what other currencies are worth in the books' own");
    command->require_subcommand(1);
    auto* putting = command->add_subcommand("put", "Say what a currency is worth from a day on");
    putting->add_option("CURRENCY", options->asked.currency, "Such as USD")->required();
    putting->add_option("RATE", options->asked.rate, "What one unit is worth, such as 0.9235")
        ->required();
    putting->add_option("--on", options->asked.on, "The day; else today")->type_name("DAY");
    add_books(*putting, options->books);
    putting->callback([options, &context] { put_one_rate(*options, context); });
    auto* listing = command->add_subcommand("list", "Every rate, the latest first");
    add_db(*listing, options->books.db);
    add_json(*listing, options->json);
    listing->callback([options, &context] { list_rates(*options, context); });
    auto* revaluing = command->add_subcommand(
        "revalue",
        "Post what is held in other currencies at a day's rates; the day after undoes it");
    revaluing->add_option("--at", options->at, "The end of that day")->type_name("DAY")->required();
    revaluing->add_flag("--dry-run", options->dry_run,
                        "Say what would be posted, and post nothing");
    add_books(*revaluing, options->books);
    add_json(*revaluing, options->json);
    revaluing->callback([options, &context] { revalue_held(*options, context); });
    auto* books = command->add_subcommand(
        "books", "The books in their own currency, with gains and losses of exchange rates");
    add_db(*books, options->books.db);
    add_json(*books, options->json);
    books->callback([options, &context] { show_books(*options, context); });
}

}  // namespace app::counterfoil
