// Level payments: the same amount month by month, and one bill for the whole term.
#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/billing/levels.hpp"
#include "app/core/billing/prepare_level.hpp"
#include "app/core/billing/whose.hpp"
#include "app/core/open_shop.hpp"
#include "app/counterfoil/billing/books_options.hpp"
#include "app/counterfoil/billing/clerk_commands.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/columns.hpp"

namespace app::counterfoil {

namespace {

namespace level_rules = pos::billing::level;
namespace stored = pos::store::billing;

constexpr unsigned kPercent = 10;

struct LevelOptions {
    BooksOptions books;
    core::billing::NewLevel asked;
    core::billing::LevelQuestion question;
    std::vector<std::string> usage;  // METER=AMOUNT
    std::string on;
    unsigned percent{kPercent};
    bool dry_run{false};
    bool json{false};
};

nlohmann::ordered_json level_json(const stored::LevelAgreement& level) {
    const auto currency = pos::store::parse_currency_text(level.currency).value_or(pos::Currency{});
    const auto money = [&](std::int64_t minor) { return to_string(pos::Money{minor, currency}); };
    nlohmann::ordered_json json;
    json["from"] = to_string(level.starts_on);
    json["to"] = to_string(level.ends_on);
    json["currency"] = code_of(currency);
    json["tax_class"] = level.tax_class;
    json["renews"] = level.renews;
    json["state"] = level.settled_on ? "settled" : "running";
    json["agreed"] = to_string(level.agreed_on);
    json["by"] = level.by;
    if (level.settled_on) json["settled"] = to_string(*level.settled_on);
    json["payments"] = nlohmann::ordered_json::array();
    const auto rules = core::billing::rules_of(level);
    const auto payments = level_rules::schedule(rules.term);
    for (const auto& payment : payments) {
        const auto asked =
            std::ranges::find(level.requests, payment.position, &stored::LevelRequest::position);
        const bool is_asked = asked != level.requests.end();
        // What was not asked for before the term was over never will be.
        if (!is_asked && (level.settled_on || payment.due >= level.ends_on)) continue;
        nlohmann::ordered_json one;
        one["due"] = to_string(payment.due);
        one["amount"] = money(level_rules::amount_on(rules.amounts, payment.due));
        one["document"] = is_asked ? asked->number : "";
        one["open"] = is_asked ? money(asked->open_minor) : "";
        json["payments"].push_back(std::move(one));
    }
    return json;
}

void print_levels(const std::vector<stored::LevelAgreement>& levels, bool json, Context& context) {
    auto all = nlohmann::ordered_json::array();
    for (const auto& level : levels) all.push_back(level_json(level));
    if (json) {
        context.out << all.dump(2) << '\n';
        return;
    }
    Table table{
        {{"from"}, {"to"}, {"state"}, {"due"}, {"amount", true}, {"document"}, {"open", true}}, {}};
    const auto text = [](const nlohmann::ordered_json& of, const char* key) {
        return of.at(key).get<std::string>();
    };
    for (const auto& level : all) {
        for (const auto& payment : level.at("payments")) {
            table.rows.push_back({text(level, "from"), text(level, "to"), text(level, "state"),
                                  text(payment, "due"), text(payment, "amount"),
                                  text(payment, "document"), text(payment, "open")});
        }
    }
    write_table(context.out, table);
}

/// "kwh=3500" into what is used a year; false where one is not of that form.
bool read_usage(LevelOptions& options, Context& context) {
    for (const std::string& text : options.usage) {
        const std::size_t equals = text.find('=');
        if (equals == std::string::npos || equals == 0) {
            report(context,
                   {core::FailureKind::usage, "--usage " + text + " is not of the form kwh=3500."});
            return false;
        }
        options.question.used[text.substr(0, equals)] = text.substr(equals + 1);
    }
    options.question.account = options.asked.account;
    options.question.months = options.asked.months;
    options.question.payments = options.asked.payments;
    return true;
}

void propose_level(LevelOptions options, Context& context) {
    if (!read_usage(options, context)) return;
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        const auto proposal = core::billing::propose_level(*books.db, books.office,
                                                           options.question, context.clock.now());
        if (!proposal) return std::unexpected{proposal.error()};
        nlohmann::ordered_json json;
        json["payment"] = to_string(proposal->payment);
        json["year"] = to_string(proposal->year);
        json["currency"] = code_of(proposal->payment.currency);
        if (proposal->from < proposal->to) {
            json["billed_from"] = to_string(proposal->from);
            json["billed_to"] = to_string(proposal->to);
        }
        if (options.json) {
            context.out << json.dump(2) << '\n';
        } else {
            context.out << to_string(proposal->payment) << ' '
                        << code_of(proposal->payment.currency) << " a payment; a year comes to "
                        << to_string(proposal->year) << ".\n";
        }
        return {};
    });
}

void agree_level(LevelOptions options, Context& context) {
    if (!read_usage(options, context)) return;
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        if (options.asked.amount.empty()) {
            const auto proposal = core::billing::propose_level(
                *books.db, books.office, options.question, context.clock.now());
            if (!proposal) return std::unexpected{proposal.error()};
            options.asked.amount = to_string(proposal->payment);
        }
        const auto level = core::billing::agree_level(books, options.asked, options.dry_run,
                                                      context.clock.now(), context.random);
        if (!level) return std::unexpected{level.error()};
        print_levels({*level}, options.json, context);
        if (options.dry_run) context.err << "Nothing was written: this is what would be agreed.\n";
        return {};
    });
}

void show_level(const LevelOptions& options, Context& context) {
    auto reader = core::OpenReader::open(options.books.db);
    if (!reader) return report(context, reader.error());
    auto& db = (*reader)->connection();
    const auto found = core::billing::find_account(db, options.asked.account);
    if (!found) return report(context, found.error());
    const auto levels = stored::levels_of_account(db, found->stored.account.id);
    if (!levels) return report(context, core::failure(pos::store::to_store_error(levels.error())));
    if (levels->empty() && !options.json) {
        context.err << "No level payments were agreed with account " << options.asked.account
                    << ".\n";
        return;
    }
    print_levels(*levels, options.json, context);
}

void change_level(const LevelOptions& options, Context& context) {
    with_books(options.books, context, [&](auto& books) {
        return core::billing::change_level(books, options.asked.account, options.asked.amount,
                                           options.asked.from, context.clock.now());
    });
}

void end_level(const LevelOptions& options, Context& context) {
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        const auto day =
            core::billing::end_level(books, options.asked.account, options.on, context.clock.now());
        if (!day) return std::unexpected{day.error()};
        context.err << "The bill run of " << to_string(*day)
                    << " or later bills what was used, and takes the payments back.\n";
        return {};
    });
}

core::Outcome<std::vector<std::string>> accounts_to_review(pos::store::db::Connection& db,
                                                           const std::string& one) {
    if (!one.empty()) return std::vector{one};
    const auto running = stored::running_levels(db);
    if (!running)
        return std::unexpected{core::failure(pos::store::to_store_error(running.error()))};
    std::vector<std::string> accounts;
    for (const auto& level : *running) {
        const auto account = stored::account_of(db, level.account);
        if (!account) {
            return std::unexpected{core::failure(pos::store::to_store_error(account.error()))};
        }
        if (*account) accounts.push_back((*account)->stored.account.number);
    }
    return accounts;
}

void review_level(const LevelOptions& options, Context& context) {
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        const auto accounts = accounts_to_review(*books.db, options.asked.account);
        if (!accounts) return std::unexpected{accounts.error()};
        auto all = nlohmann::ordered_json::array();
        Table table{{{"account"},
                     {"agreed", true},
                     {"expected", true},
                     {"payment", true},
                     {"proposed", true},
                     {"left", true},
                     {"differs"}},
                    {}};
        for (const std::string& account : *accounts) {
            const auto review = core::billing::review_level(*books.db, books.office, account,
                                                            options.percent, context.clock.now());
            if (!review) {
                const bool ends = !options.asked.account.empty() ||
                                  review.error().kind == core::FailureKind::environment;
                if (ends) return std::unexpected{review.error()};
                // One that cannot be priced keeps nobody from seeing the others.
                context.err << account << ": " << review.error().words << '\n';
                context.exit = Exit::refused;
                continue;
            }
            if (!*review) continue;
            const auto& one = **review;
            all.push_back({{"account", one.account},
                           {"agreed", to_string(one.agreed)},
                           {"expected", to_string(one.expected)},
                           {"payment", to_string(one.payment)},
                           {"proposed", to_string(one.proposed)},
                           {"left", one.left},
                           {"differs", one.differs}});
            table.rows.push_back({one.account, to_string(one.agreed), to_string(one.expected),
                                  to_string(one.payment), to_string(one.proposed),
                                  std::to_string(one.left), one.differs ? "yes" : ""});
        }
        if (options.json) {
            context.out << all.dump(2) << '\n';
        } else {
            write_table(context.out, table);
        }
        return {};
    });
}

void add_term(CLI::App& command, LevelOptions& options) {
    command.add_option("--months", options.asked.months, "Of the term; else 12");
    command.add_option("--payments", options.asked.payments,
                       "In as many of its first months; else in each");
    command
        .add_option(
            "--usage", options.usage,
            "What is used a year; several times; else as the last twelve months were billed")
        ->type_name("METER=AMOUNT");
    command
        .add_option("--step", options.question.step,
                    "Round payments up to a multiple of that; else of 1.00")
        ->type_name("AMOUNT");
}

}  // namespace

void add_level(CLI::App& program, Context& context) {
    auto options = std::make_shared<LevelOptions>();
    auto& asked = options->asked;
    auto* command = program.add_subcommand(
        "level", "At head office: the same amount month by month, and one bill for the whole term");
    command->require_subcommand(1);
    const auto add = [&](const char* name, const char* about) {
        auto* one = command->add_subcommand(name, about);
        one->add_option("ACCOUNT", asked.account, "Its number")->required();
        return one;
    };
    auto* proposing = add("propose", "What payments would have to come to");
    add_books(*proposing, options->books);
    add_term(*proposing, *options);
    add_json(*proposing, options->json);
    proposing->callback([options, &context] { propose_level(*options, context); });
    auto* agreeing = add("agree", "Agree them, for a term");
    add_books(*agreeing, options->books);
    agreeing->add_option("--amount", asked.amount, "A payment, with tax; else as it is proposed");
    agreeing->add_option("--from", asked.from, "The first day of the term; else today")
        ->type_name("DAY");
    agreeing->add_option("--day", asked.day,
                         "Of the month, on which they are due; else that of --from");
    agreeing->add_option("--tax-class", asked.tax_class, "Of the payments; else that of its plans");
    agreeing->add_flag("--renews", asked.renews, "The next term follows by itself");
    agreeing->add_flag("--dry-run", options->dry_run, "Only say what would be agreed");
    add_term(*agreeing, *options);
    add_json(*agreeing, options->json);
    agreeing->callback([options, &context] { agree_level(*options, context); });
    auto* showing = add("show", "What was agreed with an account, and asked for");
    add_db(*showing, options->books.db);
    add_json(*showing, options->json);
    showing->callback([options, &context] { show_level(*options, context); });
    auto* changing = add("change", "Other payments from a day on");
    add_books(*changing, options->books);
    changing->add_option("--amount", asked.amount, "A payment, with tax")->required();
    changing->add_option("--from", asked.from, "From that day on; else today")->type_name("DAY");
    changing->callback([options, &context] { change_level(*options, context); });
    auto* ending = add("end", "End the term: the next bill run bills it");
    add_books(*ending, options->books);
    ending->add_option("--on", options->on, "The day behind its last one; else today")
        ->type_name("DAY");
    ending->callback([options, &context] { end_level(*options, context); });
    auto* reviewing = command->add_subcommand(
        "review", "What terms will come to, and what the payments that are left should be");
    reviewing->add_option("ACCOUNT", asked.account, "Its number; else all that run");
    add_books(*reviewing, options->books);
    reviewing->add_option("--percent", options->percent, "By more than that it differs; else 10");
    add_json(*reviewing, options->json);
    reviewing->callback([options, &context] { review_level(*options, context); });
}

}  // namespace app::counterfoil
