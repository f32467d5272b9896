#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/billing/close_account.hpp"
#include "app/core/billing/customers.hpp"
#include "app/core/billing/subscribe.hpp"
#include "app/core/billing/whose.hpp"
#include "app/core/open_shop.hpp"
#include "app/counterfoil/billing/books_options.hpp"
#include "app/counterfoil/billing/commands.hpp"
#include "app/counterfoil/billing/customer_people.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/receivables.hpp"
#include "pos/store/billing/subscriptions.hpp"
#include "pos/store/columns.hpp"

namespace app::counterfoil {

namespace {

namespace stored = pos::store::billing;

struct Options {
    BooksOptions books;
    core::billing::CustomerInput input;
    std::string words;
    std::string number;
    std::int64_t limit{100};
    bool closed_too{false};
    bool json{false};
};

std::string amount(std::int64_t minor, const std::string& currency) {
    return to_string(
        pos::Money{minor, pos::store::parse_currency_text(currency).value_or(pos::Currency{})});
}

void put(const Options& options, Context& context) {
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        const auto done =
            core::billing::put_customer(books, options.input, context.clock.now(), context.random);
        if (!done) return std::unexpected{done.error()};
        const char* what = *done == core::billing::CustomerPut::added     ? " was added."
                           : *done == core::billing::CustomerPut::changed ? " was changed."
                                                                          : " is as it was.";
        context.err << "Customer " << options.input.number << what << '\n';
        return {};
    });
}

void close_one(const Options& options, Context& context) {
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        const auto done = core::billing::close_account(books, options.number, context.clock.now());
        if (!done) return std::unexpected{done.error()};
        context.err << "Account " << options.number
                    << (*done ? " is closed.\n" : " was closed already.\n");
        return {};
    });
}

void reopen_one(const Options& options, Context& context) {
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        const auto done = core::billing::reopen_account(books, options.number, context.clock.now());
        if (!done) return std::unexpected{done.error()};
        context.err << "Account " << options.number
                    << (*done ? " is open again.\n" : " is open.\n");
        return {};
    });
}

void list(const Options& options, Context& context) {
    auto reader = core::OpenReader::open(options.books.db);
    if (!reader) return report(context, reader.error());
    const pos::Date today{static_cast<std::int32_t>(context.clock.now().unix_ms / 86'400'000)};
    const auto rows =
        stored::list_accounts((*reader)->connection(), {.words = options.words,
                                                        .today = today,
                                                        .skip = 0,
                                                        .limit = options.limit,
                                                        .closed_too = options.closed_too});
    if (!rows) return report(context, core::failure(rows.error()));
    if (options.json) {
        auto json = nlohmann::ordered_json::array();
        for (const auto& row : *rows) {
            nlohmann::ordered_json one;
            one["account"] = row.number;
            one["name"] = row.name;
            one["city"] = row.city;
            one["currency"] = row.currency.substr(0, 3);
            one["open"] = amount(row.open_minor, row.currency);
            one["overdue"] = amount(row.overdue_minor, row.currency);
            one["next_bill"] =
                row.next_bill ? nlohmann::ordered_json(to_string(*row.next_bill)) : nullptr;
            one["parked"] = row.parked;
            if (row.closed_on) one["closed_on"] = to_string(*row.closed_on);
            json.push_back(std::move(one));
        }
        context.out << json.dump(2) << '\n';
        return;
    }
    if (rows->empty()) {
        context.err << "No customer is like that. counterfoil customer put NUMBER --name … adds "
                       "one.\n";
        return;
    }
    Table table{
        {{"account"}, {"name"}, {"town"}, {"open", true}, {"overdue", true}, {""}, {"next bill"}},
        {}};
    for (const auto& row : *rows) {
        table.rows.push_back({row.number, row.name, row.city, amount(row.open_minor, row.currency),
                              amount(row.overdue_minor, row.currency), row.currency.substr(0, 3),
                              row.closed_on   ? "closed"
                              : row.parked    ? "parked"
                              : row.next_bill ? to_string(*row.next_bill)
                                              : ""});
    }
    write_table(context.out, table);
}

nlohmann::ordered_json subscriptions_of(const std::vector<stored::StoredSubscription>& all) {
    auto list = nlohmann::ordered_json::array();
    for (const auto& one : all) {
        nlohmann::ordered_json json;
        json["number"] = one.number;
        json["acts"] = nlohmann::ordered_json::array();
        for (const auto& act : one.acts) {
            nlohmann::ordered_json each;
            each["act"] = core::billing::word_of(act.act);
            each["at"] = utc(act.at);
            if (!act.plan.empty()) {
                each["plan"] = act.plan;
                each["version"] = act.version;
            }
            if (act.anchor_day != 0) each["day"] = act.anchor_day;
            json["acts"].push_back(std::move(each));
        }
        list.push_back(std::move(json));
    }
    return list;
}

/// An account with its subscriptions and what is open of it.
void show(const Options& options, Context& context) {
    auto reader = core::OpenReader::open(options.books.db);
    if (!reader) return report(context, reader.error());
    auto& db = (*reader)->connection();
    const auto found = core::billing::find_account(db, options.number);
    if (!found) return report(context, found.error());
    const pos::customer::Account& account = found->stored.account;
    const std::array ids{account.id};
    const auto subscriptions = stored::subscriptions_of(db, ids);
    const auto open = stored::open_items(db, account.id);
    if (!subscriptions || !open) {
        return report(context, core::failure(pos::store::to_store_error(
                                   subscriptions ? open.error() : subscriptions.error())));
    }
    nlohmann::ordered_json json;
    json["account"] = account.number;
    json["customer"] = found->party.number;
    json["name"] = found->party.name;
    json["address"] = address_line(found->party);
    json["currency"] = code_of(account.currency);
    json["zone"] = account.zone;
    json["bill_day"] = account.bill_day;
    json["terms_days"] = account.terms_days;
    json["grace_days"] = account.grace_days;
    json["tax"] = core::billing::word_of(account.tax);
    json["delivery"] = core::billing::word_of(account.delivery);
    const auto& references = account.references;
    for (const auto& [name, text] :
         {std::pair{"buyer_reference", &references.buyer_reference},
          std::pair{"order_reference", &references.order_reference},
          std::pair{"contract_reference", &references.contract_reference},
          std::pair{"e_address", &references.e_address},
          std::pair{"e_address_scheme", &references.e_address_scheme}}) {
        if (!text->empty()) json[name] = *text;
    }
    const auto& next = found->stored.next_bill;
    json["next_bill"] = next ? nlohmann::ordered_json(to_string(*next)) : nullptr;
    const auto& closed = found->stored.closed_on;
    if (closed) json["closed_on"] = to_string(*closed);
    json["subscriptions"] = subscriptions_of(*subscriptions);
    json["open"] = nlohmann::ordered_json::array();
    std::int64_t sum = 0;
    for (const auto& item : *open) {
        nlohmann::ordered_json one;
        one["about"] = item.number.empty() ? "payment" : item.number;
        one["due"] = to_string(item.due_on);
        one["amount"] = amount(item.open_minor, item.currency);
        json["open"].push_back(std::move(one));
        sum += item.open_minor;
    }
    json["balance"] = to_string(pos::Money{sum, account.currency});
    context.out << json.dump(2) << '\n';
}

}  // namespace

void add_customer(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto* command =
        program.add_subcommand("customer", "At head office: who buys and who is billed");
    command->require_subcommand(1);

    auto& input = options->input;
    auto* putting =
        command->add_subcommand("put", "Add a customer with an account, or change what is known");
    putting->add_option("NUMBER", input.number, "What the customer is called by")->required();
    add_books(*putting, options->books);
    add_person_options(*putting, input);
    putting->add_option("--account", input.account, "Number of the account; else the customer's");
    putting->add_option("--payer", input.payer,
                        "Number of the account that pays for it; - for none any more");
    putting->add_option("--currency", input.currency, "Of the account; else the office's");
    putting->add_option("--zone", input.zone, "Whose days and months count; else the office's");
    putting->add_option("--bill-day", input.bill_day,
                        "Day of the month; 0: when its first paid phase began");
    putting->add_option("--terms-days", input.terms_days, "Days until a bill is due; 14 at first");
    putting->add_option("--grace-days", input.grace_days,
                        "Days that late usage is waited for; 0 at first");
    putting->add_option("--tax", input.tax,
                        "domestic, reverse_charge, intra_community, export or exempt");
    putting->add_option("--delivery", input.delivery, "print, email or none");
    auto& references = input.references;
    putting->add_option("--buyer-reference", references.buyer_reference,
                        "What its invoices bear for it, such as a Leitweg-ID; else the account's "
                        "number. - takes it away, as all of these");
    putting->add_option("--order-reference", references.order_reference,
                        "The customer's order, which its invoices name");
    putting->add_option("--contract-reference", references.contract_reference,
                        "The contract, which its invoices name");
    putting->add_option("--e-address", references.e_address,
                        "Where e-invoices go, such as 0204:991-01234-38; else the e-mail address");
    putting->add_option("--e-address-scheme", references.e_address_scheme,
                        "Of that, where it is not in front of it: 0204, 9930, 0088, EM, ...");
    putting->callback([options, &context] { put(*options, context); });

    auto* listing = command->add_subcommand("list", "Accounts, and what is open of them");
    listing->add_option("WORDS", options->words, "Of name, number, town, e-mail or telephone");
    add_db(*listing, options->books.db);
    listing->add_option("--limit", options->limit, "At most so many")->check(CLI::Range(1, 100000));
    listing->add_flag("--closed", options->closed_too, "Those too that were closed");
    add_json(*listing, options->json);
    listing->callback([options, &context] { list(*options, context); });

    auto* showing = command->add_subcommand("show", "One account as JSON");
    showing->add_option("NUMBER", options->number, "The account's")->required();
    add_db(*showing, options->books.db);
    showing->callback([options, &context] { show(*options, context); });

    auto* closing = command->add_subcommand(
        "close", "Sell nothing more on an account of which nothing runs and nothing is open");
    closing->add_option("NUMBER", options->number, "The account's")->required();
    add_books(*closing, options->books);
    closing->callback([options, &context] { close_one(*options, context); });

    auto* reopening = command->add_subcommand("reopen", "Open a closed account again");
    reopening->add_option("NUMBER", options->number, "The account's")->required();
    add_books(*reopening, options->books);
    reopening->callback([options, &context] { reopen_one(*options, context); });

    add_customer_people(*command, context);
    add_customer_merge(*command, context);
    add_customer_timeline(*command, context);
}

}  // namespace app::counterfoil
