// Credit that is granted anew each period.
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/billing/lot_terms.hpp"
#include "app/core/billing/recurring_credit.hpp"
#include "app/core/billing/whose.hpp"
#include "app/core/open_shop.hpp"
#include "app/counterfoil/billing/books_options.hpp"
#include "app/counterfoil/billing/clerk_commands.hpp"
#include "pos/money/decimal.hpp"

namespace app::counterfoil {

namespace {

namespace stored = pos::store::billing;
using stored::StoredRecurrence;

struct RecurringOptions {
    BooksOptions books;
    core::billing::NewRecurrence asked;
    std::string rule;
    std::string on;
    bool json{false};
};

std::string amount_of(const StoredRecurrence& rule, std::int64_t amount) {
    return rule.unit.empty() ? to_string(pos::Money{amount, rule.currency})
                             : to_string(pos::Quantity{amount});
}

std::string counted_in(const StoredRecurrence& rule) {
    return rule.unit.empty() ? std::string{code_of(rule.currency)} : rule.unit;
}

/// Keeps the rule and grants what has begun of it.
void put_rule(const RecurringOptions& options, Context& context) {
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        const pos::Instant now = context.clock.now();
        const auto rule = core::billing::put_recurring(books, options.asked, now, context.random);
        if (!rule) return std::unexpected{rule.error()};
        const auto granted =
            core::billing::grant_recurring(books, rule->account, now, context.random);
        if (!granted) return std::unexpected{granted.error()};
        context.out << to_string(rule->rule) << '\n';
        context.err << amount_of(*rule, rule->amount) << ' ' << counted_in(*rule) << " each "
                    << options.asked.every << " from " << to_string(rule->when.from)
                    << " on; granted now: " << *granted << ".\n";
        return {};
    });
}

void list_rules(const RecurringOptions& options, Context& context) {
    auto reader = core::OpenReader::open(options.books.db);
    if (!reader) return report(context, reader.error());
    auto& db = (*reader)->connection();
    const auto account = core::billing::find_account(db, options.asked.account);
    if (!account) return report(context, account.error());
    const auto rules = stored::recurrences(db, account->stored.account.id);
    if (!rules) {
        return report(context, core::failure(pos::store::to_store_error(rules.error())));
    }
    auto json = nlohmann::ordered_json::array();
    Table table{{{"rule"},
                 {"amount", true},
                 {"of"},
                 {"each"},
                 {"from"},
                 {"until"},
                 {"goes on", true},
                 {"priority", true},
                 {"note"}},
                {}};
    for (const StoredRecurrence& rule : *rules) {
        const std::string until = rule.when.until ? to_string(*rule.when.until) : "";
        const std::string every = core::billing::word_of(rule.when.every);
        json.push_back({{"rule", to_string(rule.rule)},
                        {"amount", amount_of(rule, rule.amount)},
                        {"of", counted_in(rule)},
                        {"money", rule.unit.empty()},
                        {"every", every},
                        {"from", to_string(rule.when.from)},
                        {"until", until},
                        {"rolls_over", amount_of(rule, rule.rollover)},
                        {"priority", rule.priority},
                        {"days", rule.lifetime_days},
                        {"charges", core::billing::codes_of(rule.scope)},
                        {"note", rule.note}});
        table.rows.push_back({to_string(rule.rule), amount_of(rule, rule.amount), counted_in(rule),
                              every, to_string(rule.when.from), until.empty() ? "ever" : until,
                              amount_of(rule, rule.rollover), std::to_string(rule.priority),
                              rule.note});
    }
    if (options.json) {
        context.out << json.dump(2) << '\n';
    } else if (table.rows.empty()) {
        context.err << "No credit is granted to it by a rule.\n";
    } else {
        write_table(context.out, table);
    }
}

void end_rule(const RecurringOptions& options, Context& context) {
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        const auto day =
            core::billing::end_recurring(books, options.rule, options.on, context.clock.now());
        if (!day) return std::unexpected{day.error()};
        context.err << "Periods that begin from " << to_string(*day) << " on grant nothing more.\n";
        return {};
    });
}

void grant_due(const RecurringOptions& options, Context& context) {
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        const auto granted = core::billing::grant_recurring(books, std::nullopt,
                                                            context.clock.now(), context.random);
        if (!granted) return std::unexpected{granted.error()};
        context.out << counted(*granted, "lot was", "lots were") << " granted.\n";
        return {};
    });
}

}  // namespace

void add_recurring(CLI::App& program, Context& context) {
    auto options = std::make_shared<RecurringOptions>();
    auto& asked = options->asked;
    auto* command = program.add_subcommand(
        "recurring", "At head office: credit that is granted anew each period");
    command->require_subcommand(1);
    command->footer(
        "Whoever serves the office grants what is due each day, and bill runs do before they bill. "
        "Each period is granted once, however often that happens.");
    auto* putting = command->add_subcommand("put", "So much each period");
    putting->add_option("ACCOUNT", asked.account, "Its number")->required();
    putting->add_option("AMOUNT", asked.amount, "Such as 100, or 5.00 of money")->required();
    add_books(*putting, options->books);
    putting->add_option("--unit", asked.unit, "Such as kWh, as charges have it; else money");
    putting->add_option("--every", asked.every, "day, week, month, quarter, half_year or year");
    putting->add_option("--from", asked.from, "The first period's first day; else today")
        ->type_name("DAY");
    putting->add_option("--until", asked.until, "What begins from then on grants nothing")
        ->type_name("DAY");
    putting
        ->add_option("--roll-over", asked.rollover,
                     "So much of what is left goes on for one more period")
        ->type_name("AMOUNT");
    putting->add_option("--subscription", asked.subscription,
                        "Its number: while it is paused nothing is granted");
    putting->add_option("--charge", asked.charges,
                        "For this charge of a plan alone; may be given again");
    putting->add_option("--priority", asked.priority, "Lower ones are used up first")
        ->check(CLI::Range(0, 1'000'000));
    putting->add_option("--days", asked.lifetime_days, "It counts so many days; else its period")
        ->check(CLI::Range(1, 36'500));
    putting->add_flag("--paid", asked.paid, "The customer owes money of each lot of money");
    putting->add_option("--note", asked.note, "For people");
    putting->callback([options, &context] { put_rule(*options, context); });

    auto* listing = command->add_subcommand("list", "The rules of an account");
    listing->add_option("ACCOUNT", asked.account, "Its number")->required();
    add_db(*listing, options->books.db);
    add_json(*listing, options->json);
    listing->callback([options, &context] { list_rules(*options, context); });

    auto* ending = command->add_subcommand("end", "No more of it; what was granted stays");
    ending->add_option("RULE", options->rule, "Its id")->required();
    add_books(*ending, options->books);
    ending->add_option("--on", options->on, "From that day on; else from tomorrow")
        ->type_name("DAY");
    ending->callback([options, &context] { end_rule(*options, context); });

    auto* granting = command->add_subcommand("grant", "Grant now what is due of every account");
    add_books(*granting, options->books);
    granting->callback([options, &context] { grant_due(*options, context); });
}

}  // namespace app::counterfoil
