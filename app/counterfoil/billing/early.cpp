// Accounts that are billed before their period is over.
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/billing/early_bills.hpp"
#include "app/core/open_shop.hpp"
#include "app/counterfoil/billing/books_options.hpp"
#include "app/counterfoil/billing/clerk_commands.hpp"
#include "pos/money/decimal.hpp"

namespace app::counterfoil {

namespace {

struct EarlyOptions {
    BooksOptions books;
    core::billing::NewEarlyBill asked;
    bool json{false};
};

void put_early(const EarlyOptions& options, Context& context) {
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        const auto& asked = options.asked;
        const auto done = core::billing::put_early_bill(books, asked, context.clock.now());
        if (!done) return std::unexpected{done.error()};
        const bool any = !asked.amount.empty() || asked.on_expiry;
        context.err << "Account " << asked.account
                    << (any ? " is billed early by whoever serves the office.\n"
                            : " is billed at the end of its periods only.\n");
        return {};
    });
}

void list_early(const EarlyOptions& options, Context& context) {
    auto reader = core::OpenReader::open(options.books.db);
    if (!reader) return report(context, reader.error());
    const auto rows =
        pos::store::billing::early_bills((*reader)->connection(), context.clock.now());
    if (!rows) return report(context, core::failure(pos::store::to_store_error(rows.error())));
    auto json = nlohmann::ordered_json::array();
    Table table{{{"account"}, {"name"}, {"usage of", true}, {"credit expires"}, {"by"}}, {}};
    for (const auto& row : *rows) {
        const std::string amount = row.rule.amount_minor == 0
                                       ? std::string{}
                                       : to_string(pos::Money{row.rule.amount_minor, row.currency});
        json.push_back({{"account", row.number},
                        {"amount", amount},
                        {"on_expiry", row.rule.on_expiry},
                        {"by", row.rule.noted_by}});
        table.rows.push_back(
            {row.number, row.name, amount, row.rule.on_expiry ? "yes" : "", row.rule.noted_by});
    }
    if (options.json) {
        context.out << json.dump(2) << '\n';
    } else if (table.rows.empty()) {
        context.err << "Every account is billed at the end of its periods.\n";
    } else {
        write_table(context.out, table);
    }
}

}  // namespace

void add_early(CLI::App& program, Context& context) {
    auto options = std::make_shared<EarlyOptions>();
    auto* command = program.add_subcommand(
        "early", "At head office: bills that do not wait for the end of a period");
    command->require_subcommand(1);
    auto* putting = command->add_subcommand(
        "put", "Bill an account as soon as so much was used or credit expires; neither: no more");
    putting->add_option("ACCOUNT", options->asked.account, "Its number")->required();
    putting->add_option("--amount", options->asked.amount,
                        "Of usage that was not billed, without tax, such as 50.00");
    putting->add_flag("--on-expiry", options->asked.on_expiry, "When prepaid credit has expired");
    add_books(*putting, options->books);
    putting->callback([options, &context] { put_early(*options, context); });
    auto* listing = command->add_subcommand("list", "The accounts that are billed so");
    add_db(*listing, options->books.db);
    add_json(*listing, options->json);
    listing->callback([options, &context] { list_early(*options, context); });
}

}  // namespace app::counterfoil
