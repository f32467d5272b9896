// What customers say they do not owe.
#include "app/core/billing/disputes.hpp"

#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/open_shop.hpp"
#include "app/counterfoil/billing/books_options.hpp"
#include "app/counterfoil/billing/clerk_commands.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/disputes.hpp"

namespace app::counterfoil {

namespace {

namespace stored = pos::store::billing;

struct DisputeOptions {
    BooksOptions books;
    core::billing::NewDispute asked;
    std::string answer;
    bool all{false};
    bool json{false};
};

const char* dispute_word(stored::DisputeState state) {
    switch (state) {
        case stored::DisputeState::open:
            return "open";
        case stored::DisputeState::credited:
            return "credited";
        case stored::DisputeState::rejected:
            return "rejected";
    }
    return "";
}

void open_one(const DisputeOptions& options, Context& context) {
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        const auto done =
            core::billing::open_dispute(books, options.asked, context.clock.now(), context.random);
        if (!done) return std::unexpected{done.error()};
        context.err << to_string(*done) << " of " << options.asked.document
                    << " are set aside: nobody is reminded of them. Credit them (`counterfoil "
                       "document credit`) or reject them.\n";
        return {};
    });
}

void list_disputes(const DisputeOptions& options, Context& context) {
    auto reader = core::OpenReader::open(options.books.db);
    if (!reader) return report(context, reader.error());
    const auto rows = stored::disputes((*reader)->connection(), {.open_only = !options.all});
    if (!rows) return report(context, core::failure(rows.error()));
    auto json = nlohmann::ordered_json::array();
    Table table{{{"document"},
                 {"account"},
                 {"name"},
                 {"disputed", true},
                 {"reason"},
                 {"since"},
                 {"state"},
                 {"answer"}},
                {}};
    for (const auto& row : *rows) {
        const stored::Dispute& one = row.dispute;
        const std::string amount = to_string(pos::Money{one.amount_minor, row.currency});
        json.push_back({{"document", row.number},
                        {"account", row.account},
                        {"amount", amount},
                        {"currency", code_of(row.currency)},
                        {"reason", one.reason},
                        {"since", to_string(one.opened_on)},
                        {"by", one.opened_by},
                        {"state", dispute_word(one.state)},
                        {"answer", one.answer},
                        {"closed", one.closed_on ? to_string(*one.closed_on) : ""}});
        table.rows.push_back({row.number, row.account, row.name, amount, one.reason,
                              to_string(one.opened_on), dispute_word(one.state), one.answer});
    }
    if (options.json) {
        context.out << json.dump(2) << '\n';
    } else if (table.rows.empty()) {
        context.err << "Nothing is disputed.\n";
    } else {
        write_table(context.out, table);
    }
}

}  // namespace

void add_dispute(CLI::App& program, Context& context) {
    auto options = std::make_shared<DisputeOptions>();
    auto* command = program.add_subcommand(
        "dispute", "At head office: what customers say they do not owe is set aside");
    command->require_subcommand(1);
    auto* opening = command->add_subcommand("open", "Set an invoice, or a part of it, aside");
    opening->add_option("DOCUMENT", options->asked.document, "Its number")->required();
    opening->add_option("--amount", options->asked.amount, "Such as 10.00; else all that is open");
    opening->add_option("--reason", options->asked.reason, "What the customer says")->required();
    add_books(*opening, options->books);
    opening->callback([options, &context] { open_one(*options, context); });
    auto* rejecting = command->add_subcommand(
        "reject", "The customer owes it after all; a credit note settles it otherwise");
    rejecting->add_option("DOCUMENT", options->asked.document, "Its number")->required();
    rejecting->add_option("--answer", options->answer, "Why")->required();
    add_books(*rejecting, options->books);
    rejecting->callback([options, &context] {
        with_books(options->books, context, [&](auto& books) {
            return core::billing::reject_dispute(books, options->asked.document, options->answer,
                                                 context.clock.now());
        });
    });
    auto* listing = command->add_subcommand("list", "What is disputed, the latest first");
    listing->add_flag("--all", options->all, "Also what was credited or rejected");
    add_db(*listing, options->books.db);
    add_json(*listing, options->json);
    listing->callback([options, &context] { list_disputes(*options, context); });
}

}  // namespace app::counterfoil
