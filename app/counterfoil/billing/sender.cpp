#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/billing/sender.hpp"

#include "app/core/billing/bill_logo.hpp"
#include "app/core/logo.hpp"
#include "app/counterfoil/billing/books_options.hpp"
#include "app/counterfoil/billing/commands.hpp"

namespace app::counterfoil {

namespace {

struct Options {
    BooksOptions books;
    core::billing::Sender sender;
    std::string logo;
    bool no_logo{false};
};

/// Puts the logo of a file at the head of bills, or takes it away.
core::Outcome<void> change_logo(const Options& options, core::billing::BillingBooks& books,
                                pos::Instant now) {
    if (options.no_logo) return core::billing::change_bill_logo(books, {}, now);
    const auto png = core::read_bill_logo_file(options.logo);
    if (!png) return std::unexpected{png.error()};
    return core::billing::change_bill_logo(books, *png, now);
}

void change(const Options& options, Context& context) {
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        if (!options.logo.empty() || options.no_logo) {
            if (auto done = change_logo(options, books, context.clock.now()); !done) return done;
        }
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
        json["e_address"] = sender->e_address;
        json["e_address_scheme"] = sender->e_address_scheme;
        const auto logo = core::billing::read_bill_logo(*books.db);
        if (!logo) return std::unexpected{logo.error()};
        json["logo"] = logo->has_value();
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
    command->add_option("--e-address", sender.e_address,
                        "Where programs answer e-invoices, such as 9930:DE123456789; else the "
                        "e-mail address; - takes it away");
    command->add_option("--e-address-scheme", sender.e_address_scheme,
                        "Of that, where it is not in front of it: 9930, 0204, 0088, EM, ...");
    auto* logo = command
                     ->add_option("--logo", options->logo,
                                  "A PNG or JPEG at the head of bills, in its colours; made "
                                  "smaller where it is above 720 by 288 dots (60 x 24 mm). "
                                  "Without it bills have the logo of receipts, if there is one")
                     ->type_name("FILE");
    command->add_flag("--no-logo", options->no_logo, "Take that logo away")->excludes(logo);
    command->callback([options, &context] { change(*options, context); });
}

}  // namespace app::counterfoil
