#include <memory>
#include <ostream>

#include "app/core/billing/subscribe.hpp"
#include "app/counterfoil/billing/books_options.hpp"
#include "app/counterfoil/billing/commands.hpp"

namespace app::counterfoil {

namespace {

using pos::billing::plan::Act;
using pos::billing::plan::PhasesFrom;

struct Options {
    BooksOptions books;
    core::billing::NewSubscription subscription;
    core::billing::SubscriptionChange change;
};

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
}

}  // namespace app::counterfoil
