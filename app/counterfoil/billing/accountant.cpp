#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/billing/accountant/bookings.hpp"
#include "app/core/may_write.hpp"
#include "app/core/open_shop.hpp"
#include "app/counterfoil/billing/books_options.hpp"
#include "app/counterfoil/billing/clerk_commands.hpp"

namespace app::counterfoil {

namespace {

namespace accountant = core::billing::accountant;

enum class Format { csv, datev };
constexpr Choices<Format, 2> kFormats{{{"csv", Format::csv}, {"datev", Format::datev}}};

struct Options {
    BooksOptions books;
    std::string book;
    std::string account;
    accountant::Chart change;
    std::string month;
    std::string currency;
    std::string out{"-"};
    Format format{Format::csv};
};

void chart(Options options, Context& context) {
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        if (options.book.empty() != options.account.empty()) {
            return core::misuse("Say a book and its account, such as: revenue 8200.");
        }
        if (!options.book.empty()) options.change.accounts[options.book] = options.account;
        const bool asks = options.change.accounts.empty() && options.change.consultant.empty() &&
                          options.change.client.empty();
        const auto chart =
            asks ? accountant::read_chart(*books.db)
                 : accountant::change_chart(books, options.change, context.clock.now());
        if (!chart) return std::unexpected{chart.error()};
        nlohmann::ordered_json json;
        json["consultant"] = chart->consultant;
        json["client"] = chart->client;
        json["accounts"] = nlohmann::ordered_json::object();
        for (const std::string& word : accountant::words_of_books()) json["accounts"][word] = "";
        for (const auto& [key, account] : chart->accounts) json["accounts"][key] = account;
        context.out << json.dump(2) << '\n';
        return {};
    });
}

core::Outcome<std::string> month_of(const Options& options, core::billing::BillingBooks& books,
                                    Context& context) {
    const auto currency = options.currency.empty()
                              ? books.office.journal.currency
                              : pos::currency_of(options.currency).value_or(pos::Currency{});
    if (currency == pos::Currency{}) {
        return core::misuse(options.currency + " is no currency, such as EUR.");
    }
    const auto month = accountant::parse_month(options.month, currency);
    if (!month) return core::misuse("\"" + options.month + "\" is no month, such as 2026-11.");
    if (options.format == Format::datev && currency.exponent != 2) {
        return core::misuse("DATEV takes amounts of two decimals; take --format csv for " +
                            std::string{code_of(currency)} + ".");
    }
    const auto known = accountant::read_chart(*books.db);
    if (!known) return std::unexpected{known.error()};
    if (options.format == Format::datev && (known->consultant.empty() || known->client.empty())) {
        return core::refuse(
            "DATEV wants to know the consultant's and the client's number: counterfoil accountant "
            "chart --consultant 1001 --client 1 --db …");
    }
    const auto bookings = accountant::bookings_of(*books.db, *known, *month);
    if (!bookings) return std::unexpected{bookings.error()};
    context.err << counted(bookings->size(), "booking", "bookings") << ".\n";
    if (options.format == Format::csv) return accountant::write_csv(*bookings);
    return accountant::write_datev(*bookings, *known, *month,
                                   books.office.zone.local(context.clock.now()));
}

void export_month(const Options& options, Context& context) {
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        const auto text = month_of(options, books, context);
        if (!text) return std::unexpected{text.error()};
        if (options.out == "-") {
            context.out << *text;
            return {};
        }
        if (auto may = core::may_write(options.out); !may) return may;
        std::ofstream file{options.out, std::ios::binary | std::ios::trunc};
        file << *text;
        file.close();
        if (file) return {};
        return std::unexpected{
            core::Failure{core::FailureKind::environment,
                          options.out + " cannot be written. Is its folder there?"}};
    });
}

}  // namespace

void add_accountant(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto* command = program.add_subcommand(
        "accountant", "At head office: a month's bookings for whoever keeps the general ledger");
    command->require_subcommand(1);
    auto* charting = command->add_subcommand(
        "chart", "Which of the accountant's accounts is which book; without options, show them");
    charting->add_option("BOOK", options->book,
                         "Such as receivable, money, revenue, or revenue:B of the tax B");
    charting->add_option("ACCOUNT", options->account, "Its number; - takes it away");
    charting->add_option("--consultant", options->change.consultant, "DATEV: Beraternummer");
    charting->add_option("--client", options->change.client, "DATEV: Mandantennummer");
    add_books(*charting, options->books);
    charting->callback([options, &context] { chart(*options, context); });
    auto* exporting =
        command->add_subcommand("export", "The month's bookings, debit and credit, as a file");
    exporting->add_option("MONTH", options->month, "Such as 2026-11")->required();
    add_choice(*exporting, "--format", options->format, kFormats, "Whose file it is");
    exporting->add_option("--currency", options->currency, "Else the office's");
    exporting->add_option("--out", options->out, "Into this file; - is the terminal");
    add_books(*exporting, options->books);
    exporting->callback([options, &context] { export_month(*options, context); });
}

}  // namespace app::counterfoil
