#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/billing/transfers.hpp"
#include "app/core/may_write.hpp"
#include "app/core/open_shop.hpp"
#include "app/counterfoil/billing/books_options.hpp"
#include "app/counterfoil/billing/commands.hpp"
#include "pos/money/decimal.hpp"

namespace app::counterfoil {

namespace {

namespace stored = pos::store::billing;
using core::Outcome;

struct TransferOptions {
    BooksOptions books;
    core::billing::NewTransfer asked;
    std::string on;
    std::string out;
    std::string which;
    std::string reason;
    bool json{false};
};
using SharedTransfer = std::shared_ptr<TransferOptions>;

const char* transfer_word(stored::TransferState state) {
    switch (state) {
        case stored::TransferState::waits:
            return "waits";
        case stored::TransferState::ordered:
            return "ordered";
        case stored::TransferState::paid:
            return "paid";
        case stored::TransferState::returned:
            return "returned";
        case stored::TransferState::withdrawn:
            return "withdrawn";
    }
    return "";
}

std::string transfer_amount(const stored::Transfer& transfer) {
    return to_string(pos::Money{transfer.amount_minor, *pos::currency_of("EUR")});
}

void ask_refund(const TransferOptions& options, Context& context) {
    with_books(options.books, context, [&](auto& books) -> Outcome<void> {
        const auto done =
            core::billing::ask_transfer(books, options.asked, context.clock.now(), context.random);
        if (!done) return std::unexpected{done.error()};
        context.out << to_string(done->transfer.transfer) << '\n';
        if (done->again) {
            context.err << "That refund was asked for before: nothing new was booked.\n";
            return {};
        }
        context.err << transfer_amount(done->transfer) << " EUR go to " << done->transfer.to.iban
                    << " with the next file: `counterfoil transfer order`.\n";
        return {};
    });
}

Outcome<void> write_transfer_file(core::billing::BillingBooks& books, const std::string& message,
                                  const std::string& out, Context& context) {
    const auto file = core::billing::transfer_file(*books.db, message);
    if (!file) return std::unexpected{file.error()};
    if (out == "-") {
        context.out << *file;
        return {};
    }
    if (auto may = core::may_write(out); !may) return may;
    std::ofstream stream{out, std::ios::binary | std::ios::trunc};
    stream << *file;
    stream.close();
    if (stream) return {};
    return std::unexpected{core::Failure{
        core::FailureKind::environment,
        out +
            " cannot be written. The transfers are ordered all the same: write their file with "
            "`counterfoil transfer file " +
            message + " --out FILE`."}};
}

void order_all(const TransferOptions& options, Context& context) {
    with_books(options.books, context, [&](auto& books) -> Outcome<void> {
        // Before money is ordered whose file could not be written.
        if (auto may = core::may_write(options.out); !may) return may;
        const auto today = books.office.zone.local(context.clock.now()).date;
        const auto on = options.on.empty() ? std::optional{today} : pos::parse_date(options.on);
        if (!on) return core::misuse("--on " + options.on + " is no day, such as 2026-12-01.");
        const auto done =
            core::billing::order_transfers(books, *on, context.clock.now(), context.random);
        if (!done) return std::unexpected{done.error()};
        if (done->transfers == 0) {
            context.err << "No refund waits to be transferred.\n";
            return {};
        }
        context.err << counted(done->transfers, "transfer", "transfers") << " of "
                    << to_string(done->sum) << " EUR together "
                    << (done->transfers == 1 ? "is" : "are") << " ordered as " << done->message
                    << ". Give the file to the bank, once.\n";
        return write_transfer_file(books, done->message, options.out, context);
    });
}

void list_transfers(const TransferOptions& options, Context& context) {
    auto reader = core::OpenReader::open(options.books.db);
    if (!reader) return report(context, reader.error());
    const auto rows =
        stored::transfers((*reader)->connection(), {.message = options.which, .limit = 1'000});
    if (!rows) return report(context, core::failure(rows.error()));
    if (options.json) {
        auto json = nlohmann::ordered_json::array();
        for (const auto& row : *rows) {
            const stored::Transfer& one = row.transfer;
            json.push_back({{"transfer", to_string(one.transfer)},
                            {"order", one.message},
                            {"account", row.account},
                            {"amount", transfer_amount(one)},
                            {"holder", one.to.name},
                            {"iban", one.to.iban},
                            {"reason", one.reason},
                            {"on", one.pay_on ? to_string(*one.pay_on) : ""},
                            {"state", transfer_word(one.state)},
                            {"said", one.said}});
        }
        context.out << json.dump(2) << '\n';
        return;
    }
    Table table{{{"transfer"},
                 {"account"},
                 {"name"},
                 {"amount", true},
                 {"to"},
                 {"on"},
                 {"state"},
                 {"order"},
                 {"said"}},
                {}};
    for (const auto& row : *rows) {
        const stored::Transfer& one = row.transfer;
        table.rows.push_back({to_string(one.transfer), row.account, row.name, transfer_amount(one),
                              one.to.iban, one.pay_on ? to_string(*one.pay_on) : "",
                              transfer_word(one.state), one.message, one.said});
    }
    if (table.rows.empty()) {
        context.err << "No refund was transferred yet.\n";
        return;
    }
    write_table(context.out, table);
}

void add_transfer_asking(CLI::App& program, const SharedTransfer& options, Context& context) {
    auto& asked = options->asked;
    auto* asking = program.add_subcommand(
        "refund", "Money that a customer has paid too much waits for the next file");
    asking->add_option("ACCOUNT", asked.refund.account, "Its number")->required();
    add_books(*asking, options->books);
    asking->add_option("--amount", asked.refund.amount, "Such as 30.00; else all of it");
    asking->add_option("--iban", asked.iban, "Where it goes; else as the mandate has it");
    asking->add_option("--bic", asked.bic, "Of its bank; may be left out");
    asking->add_option("--holder", asked.holder, "Whose bank account; else the customer's");
    asking->add_option("--reason", asked.refund.reason, "What it is for; the customer reads it");
    asking->add_option("--id", asked.refund.external_id,
                       "Of whoever asks for it; the same one goes out once");
    asking->callback([options, &context] { ask_refund(*options, context); });
}

void add_transfer_order(CLI::App& program, const SharedTransfer& options, Context& context) {
    auto* ordering =
        program.add_subcommand("order", "Write everything that waits into one file for the bank");
    ordering->add_option("--on", options->on, "The day of the transfer; else today")
        ->type_name("DAY");
    ordering->add_option("--out", options->out, "The file, pain.001; - is standard output")
        ->required();
    add_books(*ordering, options->books);
    ordering->callback([options, &context] { order_all(*options, context); });
    auto* file = program.add_subcommand("file", "Write the file of an order again");
    file->add_option("ORDER", options->which, "What order called it")->required();
    file->add_option("--out", options->out, "The file; - is standard output")->required();
    add_books(*file, options->books);
    file->callback([options, &context] {
        with_books(options->books, context, [&](auto& books) {
            return write_transfer_file(books, options->which, options->out, context);
        });
    });
}

void add_transfer_outcomes(CLI::App& program, const SharedTransfer& options, Context& context) {
    auto* settling = program.add_subcommand(
        "settle", "The bank has carried out an order; its statements say so too");
    settling->add_option("ORDER", options->which, "What order called it")->required();
    add_books(*settling, options->books);
    settling->callback([options, &context] {
        with_books(options->books, context, [&](auto& books) -> Outcome<void> {
            const auto done =
                core::billing::settle_transfers(books, options->which, context.clock.now());
            if (!done) return std::unexpected{done.error()};
            context.out << *done << " are new.\n";
            return {};
        });
    });
    auto* returning = program.add_subcommand(
        "returned", "The money of one came back; the bank's statements say so too");
    returning->add_option("TRANSFER", options->which, "Its end-to-end reference")->required();
    returning->add_option("--reason", options->reason, "The bank's, such as AC04");
    add_books(*returning, options->books);
    returning->callback([options, &context] {
        with_books(options->books, context, [&](auto& books) -> Outcome<void> {
            const auto done = core::billing::return_transfer(books, options->which, options->reason,
                                                             context.clock.now(), context.random);
            if (!done) return std::unexpected{done.error()};
            context.err << to_string(*done) << " EUR are the account's again.\n";
            return {};
        });
    });
    auto* withdrawing = program.add_subcommand(
        "withdraw", "An order, or one that waits, will not go to the bank after all");
    withdrawing->add_option("WHICH", options->which, "The order, or the transfer")->required();
    add_books(*withdrawing, options->books);
    withdrawing->callback([options, &context] {
        with_books(options->books, context, [&](auto& books) -> Outcome<void> {
            const auto done = core::billing::withdraw_transfers(
                books, options->which, context.clock.now(), context.random);
            if (!done) return std::unexpected{done.error()};
            context.out << *done << " are withdrawn.\n";
            return {};
        });
    });
    auto* listing = program.add_subcommand("list", "What was transferred, the latest first");
    listing->add_option("ORDER", options->which, "Of one order; else of all");
    add_db(*listing, options->books.db);
    add_json(*listing, options->json);
    listing->callback([options, &context] { list_transfers(*options, context); });
}

}  // namespace

void add_transfer(CLI::App& program, Context& context) {
    auto options = std::make_shared<TransferOptions>();
    auto* command = program.add_subcommand(
        "transfer", "At head office: refunds that go to customers' bank accounts");
    command->require_subcommand(1);
    add_transfer_asking(*command, options, context);
    add_transfer_order(*command, options, context);
    add_transfer_outcomes(*command, options, context);
}

}  // namespace app::counterfoil
