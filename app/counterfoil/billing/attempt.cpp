// Money that is collected at a payment provider: attempts, payers' methods, the provider itself.
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/billing/collect_charges.hpp"
#include "app/core/billing/stored_methods.hpp"
#include "app/core/billing/whose.hpp"
#include "app/core/open_shop.hpp"
#include "app/counterfoil/billing/books_options.hpp"
#include "app/counterfoil/billing/commands.hpp"
#include "pos/money/decimal.hpp"

namespace app::counterfoil {

namespace {

namespace stored = pos::store::billing;
namespace attempt = pos::billing::attempt;
using core::Outcome;

struct AttemptOptions {
    BooksOptions books;
    core::billing::NewCharge asked;
    core::billing::ProviderSetup provider;
    core::billing::NewMethod method;
    core::billing::ToldOutcome told;
    std::string which;
    std::string account;
    std::string collects;
    bool declined{false};
    bool ends{false};
    bool open{false};
    bool attention{false};
    bool json{false};
};
using SharedAttempt = std::shared_ptr<AttemptOptions>;

/// What it is for, as people name it.
std::string what_for(const stored::StoredAttempt& one) {
    if (!one.document.empty()) return one.document;
    return (one.row.purpose == pos::journal::Purpose::top_up ? "top-up of " : "credit of ") +
           one.account;
}

std::string amount_words(const stored::StoredAttempt& one) {
    return to_string(one.row.amount) + " " + std::string{code_of(one.row.amount.currency)};
}

/// What became of one, on standard error; a refusal unless it was paid.
Outcome<void> say_step(const core::billing::AttemptStep& step, Context& context) {
    const auto& one = step.attempt;
    if (!step.stopped.empty()) context.err << step.stopped << '\n';
    const std::string what = amount_words(one) + " for " + what_for(one);
    switch (one.row.state) {
        case attempt::State::paid:
            context.err << what << " were charged to " << one.row.label << ".\n";
            return {};
        case attempt::State::declined:
            return core::refuse(what + " were declined" +
                                (one.row.said.empty() ? "." : ": " + one.row.said + "."));
        case attempt::State::withdrawn:
            return core::refuse(what + " are not charged: the attempt was withdrawn.");
        case attempt::State::prepared:
            return core::refuse(what + " wait to be charged" +
                                (one.row.said.empty() ? "." : ": " + one.row.said + "."));
        case attempt::State::sent:
        case attempt::State::unknown:
        case attempt::State::asked:
            return core::refuse("Nobody knows whether " + what + " were charged" +
                                (one.row.said.empty() ? "" : " (" + one.row.said + ")") +
                                ". The provider is asked again by whoever serves, or by "
                                "`counterfoil attempt ask " +
                                one.row.key + "`.");
    }
    return {};
}

Outcome<void> carry_on_with(core::billing::BillingBooks& books, const std::string& which,
                            Context& context) {
    const auto setup = core::billing::read_provider(*books.db);
    if (!setup) return std::unexpected{setup.error()};
    auto target = core::billing::provider_target(*setup);
    if (!target) return std::unexpected{target.error()};
    drivers::provider::Provider provider{std::move(*target)};
    const auto step =
        core::billing::carry_on(books, provider, which, context.clock, context.random);
    if (!step) return std::unexpected{step.error()};
    return say_step(*step, context);
}

void charge_now(const AttemptOptions& options, Context& context) {
    with_books(options.books, context, [&](auto& books) -> Outcome<void> {
        const auto made = core::billing::prepare_charge(books, options.asked, context.clock.now(),
                                                        context.random);
        if (!made) return std::unexpected{made.error()};
        context.out << made->attempt.row.key << '\n';
        if (made->again) context.err << "That attempt was there already.\n";
        return carry_on_with(books, made->attempt.row.key, context);
    });
}

void retry_attempt(const AttemptOptions& options, Context& context) {
    with_books(options.books, context, [&](auto& books) -> Outcome<void> {
        const auto made =
            core::billing::retry_charge(books, options.which, context.clock.now(), context.random);
        if (!made) return std::unexpected{made.error()};
        context.out << made->attempt.row.key << '\n';
        return carry_on_with(books, made->attempt.row.key, context);
    });
}

void settle_attempt(const AttemptOptions& options, Context& context) {
    if (options.told.paid == options.declined) {
        return report(context, {core::FailureKind::usage,
                                "Say what the provider told you: --paid or --declined."});
    }
    with_books(options.books, context, [&](auto& books) -> Outcome<void> {
        const auto step = core::billing::tell_outcome(books, options.which, options.told,
                                                      context.clock.now(), context.random);
        if (!step) return std::unexpected{step.error()};
        if (!step->stopped.empty()) context.err << step->stopped << '\n';
        context.err << "Noted: " << amount_words(step->attempt) << " for "
                    << what_for(step->attempt) << " were "
                    << attempt::word_of(step->attempt.row.state) << ".\n";
        return {};
    });
}

void run_attempts(const AttemptOptions& options, Context& context) {
    with_books(options.books, context, [&](auto& books) -> Outcome<void> {
        const auto done = core::billing::collect_charges(books, context.clock, context.random,
                                                         [] { return true; });
        if (!done) return std::unexpected{done.error()};
        for (const auto& sentence : done->stopped) context.err << sentence << '\n';
        context.err << done->paid << " paid, " << done->declined << " declined, " << done->unclear
                    << " unknown.\n";
        if (done->unreachable.empty()) return {};
        return std::unexpected{
            core::Failure{core::FailureKind::environment,
                          "The provider cannot be reached: " + done->unreachable + "."}};
    });
}

void set_provider(const AttemptOptions& options, Context& context) {
    with_books(options.books, context, [&](auto& books) -> Outcome<void> {
        const auto setup =
            core::billing::change_provider(books, options.provider, context.clock.now());
        if (!setup) return std::unexpected{setup.error()};
        context.err << "Payments are charged at " << setup->name << ", " << setup->url
                    << "; invoices are tried on the days " << setup->days << ".\n";
        return {};
    });
}

void set_method(const AttemptOptions& options, Context& context) {
    with_books(options.books, context, [&](auto& books) -> Outcome<void> {
        const auto now = context.clock.now();
        if (options.ends) return core::billing::end_method(books, options.method.account, now);
        auto asked = options.method;
        if (!options.collects.empty()) asked.collects = options.collects == "yes";
        const auto put = core::billing::put_method(books, asked, now, context.random);
        if (!put) return std::unexpected{put.error()};
        context.err << asked.account << " pays by " << put->label
                    << (put->collects ? "; invoices are charged when they are due.\n" : ".\n");
        return {};
    });
}

void list_attempts(const AttemptOptions& options, Context& context) {
    auto reader = core::OpenReader::open(options.books.db);
    if (!reader) return report(context, reader.error());
    auto& db = (*reader)->connection();
    const pos::Instant now = context.clock.now();
    stored::AttemptFilter filter{.account = {}, .open_only = options.open, .limit = 1'000};
    if (options.attention) filter.unclear_since = pos::Instant{now.unix_ms - attempt::kTooLong_ms};
    if (!options.account.empty()) {
        const auto account = core::billing::find_account(db, options.account);
        if (!account) return report(context, account.error());
        filter.account = account->stored.account.id;
    }
    const auto rows = stored::attempts(db, filter);
    if (!rows) return report(context, core::failure(pos::store::to_store_error(rows.error())));
    auto json = nlohmann::ordered_json::array();
    Table table{{{"key"},
                 {"account"},
                 {"for"},
                 {"amount", true},
                 {"charged to"},
                 {"on"},
                 {"state"},
                 {"asked", true},
                 {"said"}},
                {}};
    for (const auto& one : *rows) {
        const auto& row = one.row;
        const std::string state{attempt::word_of(row.state)};
        json.push_back({{"key", row.key},
                        {"attempt", to_string(row.attempt)},
                        {"account", one.account},
                        {"purpose", std::string{attempt::word_of(row.purpose)}},
                        {"document", one.document},
                        {"amount", to_string(row.amount)},
                        {"currency", std::string{code_of(row.amount.currency)}},
                        {"method", row.label},
                        {"on", to_string(row.on)},
                        {"state", state},
                        {"sent", row.sent},
                        {"asked", row.asked},
                        {"reference", row.reference},
                        {"said", row.said}});
        table.rows.push_back({row.key, one.account, what_for(one), amount_words(one), row.label,
                              to_string(row.on), state, std::to_string(row.asked), row.said});
    }
    if (options.json) {
        context.out << json.dump(2) << '\n';
        return;
    }
    if (table.rows.empty()) {
        context.err << "No attempt is like that.\n";
        return;
    }
    write_table(context.out, table);
}

void add_attempt_work(CLI::App& command, const SharedAttempt& options, Context& context) {
    auto* listing = command.add_subcommand("list", "What was charged, the latest first");
    listing->add_option("--account", options->account, "Of one account, by its number");
    listing->add_flag("--open", options->open, "Those that are not over");
    listing->add_flag("--attention", options->attention,
                      "Those of which nobody has known for an hour what became of them");
    add_db(*listing, options->books.db);
    add_json(*listing, options->json);
    listing->callback([options, &context] { list_attempts(*options, context); });
    const auto add = [&](const char* name, const char* about, auto run) {
        auto* one = command.add_subcommand(name, about);
        one->add_option("ATTEMPT", options->which, "Its key, as list has it")->required();
        add_books(*one, options->books);
        one->callback([options, &context, run] { run(*options, context); });
        return one;
    };
    add("ask", "Ask the provider now what became of one; one that waits is sent",
        [](const AttemptOptions& asked, Context& at) {
            with_books(asked.books, at,
                       [&](auto& books) { return carry_on_with(books, asked.which, at); });
        });
    add("retry", "Try one that was declined anew, as another attempt", &retry_attempt);
    add("withdraw", "One that was not sent yet is not to be",
        [](const AttemptOptions& asked, Context& at) {
            with_books(asked.books, at, [&](auto& books) {
                return core::billing::withdraw_attempt(books, asked.which, at.clock.now());
            });
        });
    auto* settling = add("settle", "Say what the provider told you of one that nobody knows about",
                         &settle_attempt);
    settling->add_flag("--paid", options->told.paid, "The money was taken");
    settling->add_flag("--declined", options->declined, "It was not, and will not be");
    settling->add_option("--reference", options->told.reference, "The provider's own number");
    settling->add_option("--reason", options->told.reason, "How you know, or why")->required();
    auto* running = command.add_subcommand(
        "run",
        "Charge what is due and ask about what is unknown; whoever serves does so by itself");
    add_books(*running, options->books);
    running->callback([options, &context] { run_attempts(*options, context); });
}

void add_attempt_setup(CLI::App& command, const SharedAttempt& options, Context& context) {
    auto* provider = command.add_subcommand("provider", "Which payment provider is called");
    provider->add_option("--name", options->provider.name, "As people call it");
    provider->add_option("--url", options->provider.url,
                         "Its address, such as https://pay.example/v1");
    provider->add_option("--key-file", options->provider.key_file,
                         "A file with the key that it knows you by; only you may read it");
    provider->add_option("--ca-file", options->provider.ca_file,
                         "Certificates to trust; else those of the system");
    provider->add_option("--days", options->provider.days,
                         "The days of an invoice's tries, from the first one on; at first 0,3,7");
    provider->add_option("--patience", options->provider.patience_s,
                         "Seconds to wait for an answer; at first 20");
    add_books(*provider, options->books);
    provider->callback([options, &context] { set_provider(*options, context); });
    auto* method = command.add_subcommand("method", "What an account has left there to be charged");
    method->add_option("ACCOUNT", options->method.account, "Its number")->required();
    method->add_option("--token", options->method.token,
                       "As the provider calls it: never a card's number");
    method->add_option("--label", options->method.label, "As people do: \"Visa ending 4242\"");
    method->add_option("--until", options->method.until, "Its last day, or never")
        ->type_name("DAY");
    method
        ->add_option("--collect", options->collects,
                     "Whether invoices are charged to it when they are due")
        ->check(CLI::IsMember({"yes", "no"}));
    method->add_flag("--remove", options->ends, "Nothing is charged to it any more");
    add_books(*method, options->books);
    method->callback([options, &context] { set_method(*options, context); });
}

}  // namespace

void add_attempt(CLI::App& program, Context& context) {
    auto options = std::make_shared<AttemptOptions>();
    auto* command = program.add_subcommand(
        "attempt", "At head office: money that is collected at a payment provider");
    command->require_subcommand(1);
    add_attempt_work(*command, options, context);
    add_attempt_setup(*command, options, context);
    auto* charging = program.add_subcommand(
        "charge", "At head office: charge an invoice, or credit, to the payer's method now");
    charging->add_option("INVOICE", options->asked.document, "Its number");
    charging->add_option("--account", options->asked.account, "Whose credit is bought");
    charging->add_option("--amount", options->asked.amount,
                         "Of credit; of an invoice a part of what is open, else all of it");
    charging->add_option("--id", options->asked.key,
                         "Of whoever asks for it; the same one is charged once");
    add_books(*charging, options->books);
    charging->callback([options, &context] { charge_now(*options, context); });
}

}  // namespace app::counterfoil
