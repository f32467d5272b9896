#include "app/counterfoil/billing/customer_people.hpp"

#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/open_shop.hpp"
#include "app/counterfoil/billing/books_options.hpp"
#include "pos/customer/field_text.hpp"
#include "pos/store/parties/find.hpp"

namespace app::counterfoil {

namespace {

using core::billing::CustomerPut;

struct Options {
    BooksOptions books;
    core::billing::CustomerInput input;
    std::string words;
    std::int64_t limit{100};
    bool json{false};
};

void put(Options& options, CustomerPut wanted, Context& context) {
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        const auto done = core::billing::put_person(books, options.input, wanted,
                                                    context.clock.now(), context.random);
        if (!done) return std::unexpected{done.error()};
        const char* what = *done == CustomerPut::added     ? " was added."
                           : *done == CustomerPut::changed ? " was changed."
                                                           : " is as it was.";
        context.err << "Customer " << options.input.number << what << '\n';
        return {};
    });
}

void people(const Options& options, Context& context) {
    auto reader = core::OpenReader::open(options.books.db);
    if (!reader) return report(context, reader.error());
    const auto found = pos::store::parties::list(
        (*reader)->connection(), {.words = options.words, .skip = 0, .limit = options.limit});
    if (!found) return report(context, core::failure(pos::store::to_store_error(found.error())));
    if (options.json) {
        auto json = nlohmann::ordered_json::array();
        for (const auto& party : *found) {
            nlohmann::ordered_json one;
            one["number"] = party.number;
            one["kind"] = pos::customer::text_of(party.kind);
            one["name"] = party.name;
            one["street"] = party.street;
            one["postcode"] = party.postcode;
            one["city"] = party.city;
            one["region"] = party.region;
            one["country"] = party.country;
            one["email"] = party.email;
            one["phone"] = party.phone;
            one["tax_number"] = party.tax_number;
            one["language"] = party.language;
            one["id"] = to_string(party.id);
            json.push_back(std::move(one));
        }
        context.out << json.dump(2) << '\n';
        return;
    }
    if (found->empty()) {
        context.err << "No customer is like that. counterfoil customer add --name … adds one.\n";
        return;
    }
    Table table{{{"number"}, {"name"}, {"postcode"}, {"town"}, {"e-mail"}, {"telephone"}}, {}};
    for (const auto& party : *found) {
        table.rows.push_back(
            {party.number, party.name, party.postcode, party.city, party.email, party.phone});
    }
    write_table(context.out, table);
}

}  // namespace

void add_person_options(CLI::App& command, core::billing::CustomerInput& input) {
    command.add_option("--name", input.name, "As bills are addressed");
    command.add_option("--kind", input.kind, "person or organisation");
    command.add_option("--street", input.street, "Street and house");
    command.add_option("--postcode", input.postcode, "");
    command.add_option("--city", input.city, "");
    command.add_option("--region", input.region, "State or province");
    command.add_option("--country", input.country, "Two letters, such as DE");
    command.add_option("--email", input.email, "");
    command.add_option("--phone", input.phone, "");
    command.add_option("--tax-number", input.tax_number, "VAT identifier");
    command.add_option("--language", input.language, "Of its bills, such as de");
}

void add_customer_people(CLI::App& customer, Context& context) {
    auto options = std::make_shared<Options>();
    auto* adding = customer.add_subcommand("add", "Add a customer whom tills know, unbilled");
    adding->add_option("NUMBER", options->input.number, "Else it gets one");
    add_books(*adding, options->books);
    add_person_options(*adding, options->input);
    adding->callback([options, &context] { put(*options, CustomerPut::added, context); });

    auto* editing = customer.add_subcommand("edit", "Change what is known of a customer");
    editing->add_option("NUMBER", options->input.number, "What the customer is called by")
        ->required();
    add_books(*editing, options->books);
    add_person_options(*editing, options->input);
    editing->callback([options, &context] { put(*options, CustomerPut::changed, context); });

    auto* listing = customer.add_subcommand("people", "Customers, with an account or without");
    listing->add_option("WORDS", options->words, "Of name, number, town, e-mail or telephone");
    add_db(*listing, options->books.db);
    listing->add_option("--limit", options->limit, "At most so many")->check(CLI::Range(1, 100000));
    add_json(*listing, options->json);
    listing->callback([options, &context] { people(*options, context); });
}

}  // namespace app::counterfoil
