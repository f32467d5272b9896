#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/billing/sender.hpp"
#include "app/counterfoil/billing/books_options.hpp"
#include "app/counterfoil/billing/commands.hpp"

namespace app::counterfoil {

namespace {

struct Options {
    BooksOptions books;
    core::billing::Sender sender;
};

void change(const Options& options, Context& context) {
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        auto sender =
            options.sender == core::billing::Sender{}
                ? core::billing::read_sender(*books.db)
                : core::billing::change_sender(books, options.sender, context.clock.now());
        if (!sender) return std::unexpected{sender.error()};
        nlohmann::ordered_json json;
        json["name"] = sender->name;
        json["street"] = sender->street;
        json["postcode"] = sender->postcode;
        json["city"] = sender->city;
        json["country"] = sender->country;
        json["vat_id"] = sender->vat_id;
        json["tax_number"] = sender->tax_number;
        json["email"] = sender->email;
        json["iban"] = sender->iban;
        json["creditor"] = sender->creditor;
        context.out << json.dump(2) << '\n';
        return {};
    });
}

}  // namespace

void add_sender(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto& sender = options->sender;
    auto* command = program.add_subcommand(
        "sender", "At head office: what bills say of who sends them; without options, show it");
    add_books(*command, options->books);
    command->add_option("--name", sender.name, "Of the business");
    command->add_option("--street", sender.street, "Street and house");
    command->add_option("--postcode", sender.postcode, "");
    command->add_option("--city", sender.city, "");
    command->add_option("--country", sender.country, "Two letters, such as DE");
    command->add_option("--vat-id", sender.vat_id, "Such as DE123456789");
    command->add_option("--tax-number", sender.tax_number, "Of the tax office");
    command->add_option("--registration", sender.registration, "Of the court");
    command->add_option("--email", sender.email, "");
    command->add_option("--phone", sender.phone, "");
    command->add_option("--contact", sender.contact, "Whom customers ask");
    command->add_option("--iban", sender.iban, "The account that customers pay to");
    command->add_option("--bic", sender.bic, "Of its bank");
    command->add_option("--account-name", sender.bank_account_name, "Else the business's name");
    command->add_option("--creditor", sender.creditor,
                        "Identifier of whoever collects by direct debit, such as "
                        "DE98ZZZ09999999999");
    command->callback([options, &context] { change(*options, context); });
}

}  // namespace app::counterfoil
