// What accounts may pay in parts.
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/billing/instalments.hpp"
#include "app/core/billing/whose.hpp"
#include "app/core/office/office_zone.hpp"
#include "app/core/open_shop.hpp"
#include "app/counterfoil/billing/books_options.hpp"
#include "app/counterfoil/billing/clerk_commands.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/columns.hpp"

namespace app::counterfoil {

namespace {

namespace stored = pos::store::billing;

struct Options {
    BooksOptions books;
    core::billing::NewInstalments asked;
    std::vector<std::string> named;  // DAY=AMOUNT
    bool dry_run{false};
    bool json{false};
};

const char* state_of(const stored::InstalmentPlan& plan, pos::Date today) {
    if (plan.ended_on) return plan.end == stored::PlanEnd::broken ? "broken" : "ended";
    if (plan.is_paid()) return "paid";
    return plan.missed(today) ? "missed" : "running";
}

pos::Currency currency_of(const stored::InstalmentPlan& plan) {
    return pos::store::parse_currency_text(plan.currency).value_or(pos::Currency{});
}

nlohmann::ordered_json json_of(const stored::InstalmentPlan& plan, pos::Date today) {
    const pos::Currency currency = currency_of(plan);
    const auto money = [&](std::int64_t minor) { return to_string(pos::Money{minor, currency}); };
    nlohmann::ordered_json json;
    json["agreed"] = to_string(plan.agreed_on);
    json["by"] = plan.by;
    json["amount"] = money(plan.amount_minor);
    json["currency"] = code_of(currency);
    json["state"] = state_of(plan, today);
    json["documents"] = nlohmann::ordered_json::array();
    for (const auto& each : plan.documents) json["documents"].push_back(each.number);
    json["parts"] = nlohmann::ordered_json::array();
    for (const auto& part : plan.parts) {
        json["parts"].push_back({{"due", to_string(part.due_on)},
                                 {"amount", money(part.amount_minor)},
                                 {"paid", money(part.paid_minor)}});
    }
    return json;
}

void print(const std::vector<stored::InstalmentPlan>& plans, pos::Date today, bool json,
           Context& context) {
    if (json) {
        auto all = nlohmann::ordered_json::array();
        for (const auto& plan : plans) all.push_back(json_of(plan, today));
        context.out << all.dump(2) << '\n';
        return;
    }
    Table table{{{"agreed"}, {"state"}, {"due"}, {"amount", true}, {"paid", true}, {""}}, {}};
    for (const auto& plan : plans) {
        const pos::Currency currency = currency_of(plan);
        for (const auto& part : plan.parts) {
            table.rows.push_back(
                {to_string(plan.agreed_on), state_of(plan, today), to_string(part.due_on),
                 to_string(pos::Money{part.amount_minor, currency}),
                 to_string(pos::Money{part.paid_minor, currency}), code_of(currency)});
        }
    }
    write_table(context.out, table);
}

void agree(Options options, Context& context) {
    for (const std::string& text : options.named) {
        const std::size_t equals = text.find('=');
        if (equals == std::string::npos) {
            return report(context, {core::FailureKind::usage,
                                    "--part " + text + " is not of the form 2026-12-01=50.00."});
        }
        options.asked.named.push_back({text.substr(0, equals), text.substr(equals + 1)});
    }
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        const auto plan = core::billing::agree_instalments(books, options.asked, options.dry_run,
                                                           context.clock.now(), context.random);
        if (!plan) return std::unexpected{plan.error()};
        print({*plan}, plan->agreed_on, options.json, context);
        if (options.dry_run) context.err << "Nothing was written: this is what would be agreed.\n";
        return {};
    });
}

void show(const Options& options, Context& context) {
    auto reader = core::OpenReader::open(options.books.db);
    if (!reader) return report(context, reader.error());
    auto& db = (*reader)->connection();
    const auto found = core::billing::find_account(db, options.asked.account);
    if (!found) return report(context, found.error());
    const auto plans = stored::instalments_of_account(db, found->stored.account.id);
    if (!plans) return report(context, core::failure(pos::store::to_store_error(plans.error())));
    if (plans->empty() && !options.json) {
        context.err << "No instalments were agreed with account " << options.asked.account << ".\n";
        return;
    }
    const auto zone = core::office_zone(db);
    if (!zone) return report(context, core::failure(zone.error()));
    print(*plans, zone->local(context.clock.now()).date, options.json, context);
}

void end(const Options& options, Context& context) {
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        auto done =
            core::billing::end_instalments(books, options.asked.account, context.clock.now());
        if (done) context.err << "What is open is due as it was.\n";
        return done;
    });
}

}  // namespace

void add_instalments(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto& asked = options->asked;
    auto* command = program.add_subcommand(
        "instalments", "At head office: open invoices that an account may pay in parts");
    command->require_subcommand(1);
    auto* agreeing = command->add_subcommand("agree", "Agree parts, for all that is open");
    agreeing->add_option("ACCOUNT", asked.account, "Its number")->required();
    add_books(*agreeing, options->books);
    agreeing->add_option("--document", asked.documents, "Only for this invoice; several times");
    agreeing->add_option("--parts", asked.parts, "So many, alike and a month apart");
    agreeing->add_option("--first", asked.first, "The day of the first one")->type_name("DAY");
    agreeing->add_option("--part", options->named, "A part by itself; several times")
        ->type_name("DAY=AMOUNT")
        ->excludes("--parts");
    agreeing->add_flag("--dry-run", options->dry_run, "Only say what would be agreed");
    add_json(*agreeing, options->json);
    agreeing->callback([options, &context] { agree(*options, context); });
    auto* showing = command->add_subcommand("show", "What was agreed with an account");
    showing->add_option("ACCOUNT", asked.account, "Its number")->required();
    add_db(*showing, options->books.db);
    add_json(*showing, options->json);
    showing->callback([options, &context] { show(*options, context); });
    auto* ending = command->add_subcommand("end", "Give it up: what is open is due as it was");
    ending->add_option("ACCOUNT", asked.account, "Its number")->required();
    add_books(*ending, options->books);
    ending->callback([options, &context] { end(*options, context); });
}

}  // namespace app::counterfoil
