#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/billing/payments.hpp"
#include "app/counterfoil/billing/books_options.hpp"
#include "app/counterfoil/billing/commands.hpp"
#include "pos/money/decimal.hpp"

namespace app::counterfoil {

namespace {

struct Options {
    BooksOptions books;
    core::billing::NewPayment payment;
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
    auto* returning = command->add_subcommand("return", "A payment bounced, or is paid back");
    returning->add_option("PAYMENT", options->id, "Its id, or the bank's")->required();
    add_books(*returning, options->books);
    returning->add_option("--reason", options->reason, "Why");
    returning->callback([options, &context] { give_back(*options, context); });
}

}  // namespace app::counterfoil
