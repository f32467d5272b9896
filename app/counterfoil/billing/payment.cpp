#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/billing/payments.hpp"
#include "app/core/billing/reallocate.hpp"
#include "app/core/billing/refund.hpp"
#include "app/counterfoil/billing/books_options.hpp"
#include "app/counterfoil/billing/commands.hpp"
#include "pos/money/decimal.hpp"

namespace app::counterfoil {

namespace {

struct Options {
    BooksOptions books;
    core::billing::NewPayment payment;
    core::billing::NewRefund refund;
    core::billing::Reallocation reallocation;
    std::string id;
    std::string reason;
    bool json{false};
};

void receive(const Options& options, Context& context) {
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        const auto done = core::billing::receive_payment(books, options.payment,
                                                         context.clock.now(), context.random);
        if (!done) return std::unexpected{done.error()};
        if (options.json) {
            nlohmann::ordered_json json;
            json["payment"] = to_string(done->payment);
            json["account"] = done->account;
            json["amount"] = to_string(done->amount);
            json["allocated"] = to_string(done->allocated);
            json["again"] = done->again;
            context.out << json.dump(2) << '\n';
            return {};
        }
        if (done->again) {
            context.err << "That payment was taken in before.\n";
            return {};
        }
        context.out << to_string(done->payment) << '\n';
        context.err << to_string(done->amount) << " for account " << done->account << ": "
                    << to_string(done->allocated) << " pays what was open.\n";
        return {};
    });
}

void give_back(const Options& options, Context& context) {
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        const auto done =
            core::billing::return_payment(books, options.id, options.reason, context.clock.now());
        if (!done) return std::unexpected{done.error()};
        context.err << to_string(*done) << " went back; what it had paid is open again.\n";
        return {};
    });
}

void refund(const Options& options, Context& context) {
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        const auto done = core::billing::refund(books, options.refund, context.clock.now());
        if (!done) return std::unexpected{done.error()};
        if (done->again) {
            context.err << "That refund was booked before: pay out nothing more.\n";
            return {};
        }
        context.out << to_string(done->amount) << '\n';
        context.err << "It is booked as paid out to account " << options.refund.account
                    << ": pay it out.\n";
        return {};
    });
}

void reallocate(const Options& options, Context& context) {
    const auto& asked = options.reallocation;
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        const auto done = core::billing::reallocate(books, asked, context.clock.now());
        if (!done) return std::unexpected{done.error()};
        context.err << to_string(done->undone) << " of " << asked.document << " are open again; "
                    << (asked.to.empty()
                            ? "the account is ahead by them.\n"
                            : to_string(done->allocated) + " of them pay " + asked.to + ".\n");
        return {};
    });
}

}  // namespace

void add_payment(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto& payment = options->payment;
    auto* command = program.add_subcommand("payment", "At head office: money for bills");
    command->require_subcommand(1);
    auto* receiving = command->add_subcommand("receive", "Money came in");
    receiving->add_option("AMOUNT", payment.amount, "Such as 119.00")->required();
    add_books(*receiving, options->books);
    receiving->add_option("--account", payment.account, "Whose it is, by the account's number");
    receiving->add_option("--document", payment.document, "The invoice that it is for");
    receiving->add_option("--method", payment.method, "cash, card or bank");
    receiving->add_option("--reference", payment.reference, "What the payer wrote");
    receiving->add_option("--id", payment.external_id,
                          "Of the bank or the terminal; the same one is taken once");
    receiving->add_option("--on", payment.received_on, "The day; else today")->type_name("DAY");
    add_json(*receiving, options->json);
    receiving->callback([options, &context] { receive(*options, context); });
    auto* returning = command->add_subcommand("return", "A payment bounced, or was not one");
    returning->add_option("PAYMENT", options->id, "Its id, or the bank's")->required();
    add_books(*returning, options->books);
    returning->add_option("--reason", options->reason, "Why");
    returning->callback([options, &context] { give_back(*options, context); });
    auto* refunding = command->add_subcommand(
        "refund", "Money goes back to a customer who has paid more than is owed");
    refunding->add_option("ACCOUNT", options->refund.account, "Its number")->required();
    add_books(*refunding, options->books);
    refunding->add_option("--amount", options->refund.amount, "Such as 30.00; else all of it");
    refunding->add_option("--reason", options->refund.reason, "Why");
    refunding->add_option("--id", options->refund.external_id,
                          "Of the transfer or the order; the same one is booked once");
    refunding->callback([options, &context] { refund(*options, context); });
    auto& asked = options->reallocation;
    auto* moving = command->add_subcommand(
        "reallocate", "What was paid of an invoice is open again, and may pay another one");
    moving->add_option("DOCUMENT", asked.document, "The invoice that is not paid after all")
        ->required();
    add_books(*moving, options->books);
    moving->add_option("--from", asked.from,
                       "Only this payment's part, by its id or the bank's, or this credit note's; "
                       "else every payment's");
    moving->add_option("--to", asked.to,
                       "The invoice that it pays instead; else the account is "
                       "ahead by it");
    moving->callback([options, &context] { reallocate(*options, context); });
}

}  // namespace app::counterfoil
