#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/billing/subscribe.hpp"
#include "app/core/billing/try_change.hpp"
#include "app/counterfoil/billing/books_options.hpp"
#include "app/counterfoil/billing/clerk_commands.hpp"
#include "app/counterfoil/billing/commands.hpp"
#include "app/counterfoil/billing/document_output.hpp"
#include "pos/money/decimal.hpp"

namespace app::counterfoil {

namespace {

using pos::billing::plan::Act;
using pos::billing::plan::PhasesFrom;

struct Options {
    BooksOptions books;
    core::billing::NewSubscription subscription;
    core::billing::SubscriptionChange change;
    bool dry_run{false};
    bool json{false};
};

nlohmann::ordered_json tried_json(const core::billing::ChangeTried& tried) {
    const auto bill = [](const auto& document) {
        return document ? json_of(*document) : nlohmann::ordered_json(nullptr);
    };
    return {{"at", utc(tried.at)},
            {"as_of", to_string(tried.as_of)},
            {"account", tried.account},
            {"without", bill(tried.without)},
            {"with", bill(tried.with)}};
}

std::string sum_of(const std::optional<pos::journal::DocumentIssued>& document) {
    if (!document) return "nothing";
    return to_string(document->payable) + " " + std::string{code_of(document->currency)};
}

void print(const core::billing::ChangeTried& tried, std::ostream& out) {
    Table table{{{"line"}, {"from"}, {"until"}, {"net", true}, {"tax", true}}, {}};
    if (tried.with) {
        for (const auto& line : tried.with->lines) {
            table.rows.push_back({line.name, to_string(line.from), to_string(line.to),
                                  to_string(line.net), to_string(line.tax)});
        }
    }
    if (!table.rows.empty()) write_table(out, table);
    out << "Account " << tried.account << ", billed on " << to_string(tried.as_of)
        << ": without the change " << sum_of(tried.without) << ", with it " << sum_of(tried.with)
        << ". Nothing was written.\n";
}

void start(const Options& options, Context& context) {
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        const auto number = core::billing::subscribe(books, options.subscription,
                                                     context.clock.now(), context.random);
        if (!number) return std::unexpected{number.error()};
        context.out << *number << '\n';
        return {};
    });
}

void change(Options options, Act act, Context& context) {
    options.change.act = act;
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        if (options.dry_run) {
            const auto tried =
                core::billing::try_change(books, options.change, context.clock.now());
            if (!tried) return std::unexpected{tried.error()};
            if (options.json) {
                context.out << tried_json(*tried).dump(2) << '\n';
            } else {
                print(*tried, context.out);
            }
            return {};
        }
        const auto at =
            core::billing::change_subscription(books, options.change, context.clock.now());
        if (!at) return std::unexpected{at.error()};
        context.err << "Subscription " << options.change.number << ": from " << utc(*at)
                    << " on. The next bill run bills what that changes.\n";
        return {};
    });
}

CLI::App* add_change(CLI::App& command, const char* name, const char* words, Act act,
                     const std::shared_ptr<Options>& options, Context& context) {
    auto* one = command.add_subcommand(name, words);
    one->add_option("NUMBER", options->change.number, "The subscription's")->required();
    add_books(*one, options->books);
    one->add_option("--at", options->change.at,
                    "A day, a day with a time, or \"end\" of what is billed; else now");
    auto* trying = one->add_flag("--dry-run", options->dry_run,
                                 "Say what would be billed, and change nothing");
    one->add_flag("--json", options->json, "With --dry-run: as JSON, for machines")->needs(trying);
    one->callback([options, act, &context] { change(*options, act, context); });
    return one;
}

}  // namespace

void add_subscription(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto* command = program.add_subcommand("subscription", "At head office: who has which plan");
    command->require_subcommand(1);
    auto& asked = options->subscription;
    auto* starting = command->add_subcommand("start", "Subscribe an account to a plan");
    starting->add_option("ACCOUNT", asked.account, "Its number")->required();
    starting->add_option("PLAN", asked.plan, "Its code")->required();
    add_books(*starting, options->books);
    starting->add_option("--version", asked.version, "Of the plan; else the latest");
    starting->add_option("--number", asked.number, "Of the subscription; else one is made");
    starting->add_option("--at", asked.start, "A day, or a day with a time; else now");
    starting->add_option("--base", asked.base, "The subscription that it is added to");
    starting->add_option("--point", asked.points,
                         "A meter or number whose usage it is; may be given again");
    starting->add_option("--day", asked.anchor_day, "Of the month on which its periods turn over")
        ->check(CLI::Range(1, 31));
    starting->add_option("--coupon", asked.coupon, "A coupon's code, redeemed from its start on");
    starting->callback([options, &context] { start(*options, context); });

    auto* changing = add_change(*command, "change", "Move it to another plan, or another version",
                                Act::changed, options, context);
    changing->add_option("--plan", options->change.plan, "Its code")->required();
    changing->add_option("--version", options->change.version, "Else the latest");
    static constexpr Choices<PhasesFrom, 3> kFrom{{{"subscription", PhasesFrom::subscription},
                                                   {"base", PhasesFrom::bundle},
                                                   {"change", PhasesFrom::change}}};
    add_choice(*changing, "--phases-from", options->change.phases_from, kFrom,
               "From when the new plan's phases are counted");
    add_change(*command, "pause", "Neither used nor paid from then on", Act::paused, options,
               context);
    add_change(*command, "resume", "End a pause", Act::resumed, options, context);
    add_change(*command, "cancel", "End it; what was paid ahead is given back", Act::cancelled,
               options, context);
    auto* anchoring = add_change(*command, "bill-day", "Let its periods turn over on another day",
                                 Act::anchored, options, context);
    anchoring->add_option("--day", options->change.anchor_day, "Of the month")
        ->required()
        ->check(CLI::Range(1, 31));
    add_subscription_coupons(*command, context);
}

}  // namespace app::counterfoil
