// What customers are told of their usage before it is billed.
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/billing/alerts.hpp"
#include "app/core/open_shop.hpp"
#include "app/counterfoil/billing/books_options.hpp"
#include "app/counterfoil/billing/clerk_commands.hpp"
#include "pos/store/billing/subscriptions.hpp"

namespace app::counterfoil {

namespace {

namespace stored = pos::store::billing;

struct Options {
    BooksOptions books;
    core::billing::NewAlert asked;
    std::string id;
    bool json{false};
};

void add(const Options& options, Context& context) {
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        const auto alert = core::billing::add_alert(books, options.asked, context.clock.now());
        if (!alert) return std::unexpected{alert.error()};
        context.out << to_string(alert->id) << '\n';
        return {};
    });
}

void end(const Options& options, Context& context) {
    const auto id = pos::parse_ulid(options.id);
    if (!id) {
        return report(context, {core::FailureKind::usage,
                                options.id + " is no alert: counterfoil alert list names them."});
    }
    with_books(options.books, context, [&](auto& books) {
        return core::billing::end_alert(books, *id, context.clock.now());
    });
}

void list(const Options& options, Context& context) {
    auto reader = core::OpenReader::open(options.books.db);
    if (!reader) return report(context, reader.error());
    auto& db = (*reader)->connection();
    const auto one = stored::subscription_of_number(db, options.asked.subscription);
    if (!one) return report(context, core::failure(pos::store::to_store_error(one.error())));
    if (!*one) {
        return report(context, {core::FailureKind::refused, "No subscription has the number " +
                                                                options.asked.subscription + "."});
    }
    const auto alerts = stored::alerts_of(db, (*one)->id);
    if (!alerts) return report(context, core::failure(pos::store::to_store_error(alerts.error())));
    auto json = nlohmann::ordered_json::array();
    Table table{{{"alert"}, {"of"}, {"limit", true}, {"at %", true}, {"told last"}}, {}};
    for (const auto& alert : *alerts) {
        const auto told = stored::told_by(db, alert.id, 1);
        if (!told) return report(context, core::failure(pos::store::to_store_error(told.error())));
        const std::string last = told->empty() ? "" : utc(told->front().at);
        const std::string of = alert.meter.empty() ? "money" : alert.meter;
        json.push_back({{"alert", to_string(alert.id)},
                        {"of", of},
                        {"limit", alert.limit},
                        {"percent", alert.percent},
                        {"told", last}});
        table.rows.push_back(
            {to_string(alert.id), of, alert.limit, std::to_string(alert.percent), last});
    }
    if (options.json) {
        context.out << json.dump(2) << '\n';
    } else if (table.rows.empty()) {
        context.err << "Nobody wants to be told of it.\n";
    } else {
        write_table(context.out, table);
    }
}

void tell(const Options& options, Context& context) {
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        const auto told = core::billing::tell_alerts(books, context.clock, [] { return true; });
        if (!told) return std::unexpected{told.error()};
        for (const auto& sentence : told->failed) context.err << sentence << '\n';
        context.out << told->reached << " reached, " << told->sent << " told, " << told->later
                    << " told later, " << told->unknown << " unknown.\n";
        if (!told->unreachable.empty()) {
            return std::unexpected{
                core::Failure{core::FailureKind::environment,
                              "The mail server cannot be reached: " + told->unreachable + "."}};
        }
        return {};
    });
}

}  // namespace

void add_alert(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto& asked = options->asked;
    auto* command = program.add_subcommand(
        "alert", "At head office: who is told of how much usage, before it is billed");
    command->require_subcommand(1);
    auto* adding = command->add_subcommand("add", "Tell by e-mail, once a billing period");
    adding->add_option("SUBSCRIPTION", asked.subscription, "Its number")->required();
    add_books(*adding, options->books);
    adding->add_option("--meter", asked.meter, "What is counted; else money, without tax and fees");
    adding->add_option("--limit", asked.limit, "An allowance or a sum")->required();
    adding->add_option("--at", asked.percent, "At that share of it, in percent")
        ->check(CLI::Range(1, core::billing::kPercentMax))
        ->capture_default_str();
    adding->callback([options, &context] { add(*options, context); });
    auto* listing = command->add_subcommand("list", "Of a subscription");
    listing->add_option("SUBSCRIPTION", asked.subscription, "Its number")->required();
    add_db(*listing, options->books.db);
    add_json(*listing, options->json);
    listing->callback([options, &context] { list(*options, context); });
    auto* ending = command->add_subcommand("end", "Tell no more");
    ending->add_option("ALERT", options->id, "As the list has it")->required();
    add_books(*ending, options->books);
    ending->callback([options, &context] { end(*options, context); });
    auto* telling =
        command->add_subcommand("tell", "Look and tell now, as whoever serves does by itself");
    add_books(*telling, options->books);
    telling->callback([options, &context] { tell(*options, context); });
}

}  // namespace app::counterfoil
