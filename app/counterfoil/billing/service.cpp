// Services switched on, limited and off: orders to whoever runs the network.
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/billing/service_orders.hpp"
#include "app/core/open_shop.hpp"
#include "app/counterfoil/billing/books_options.hpp"
#include "app/counterfoil/billing/clerk_commands.hpp"
#include "pos/store/billing/subscriptions.hpp"

namespace app::counterfoil {

namespace {

namespace stored = pos::store::billing;
using stored::OrderState;
using stored::ServiceWish;

struct Options {
    BooksOptions books;
    core::billing::HookSetup hook;
    core::billing::NewOrder asked;
    std::string id;
    std::string state;
    std::int64_t limit{200};
    bool json{false};
};

void set_hook(const Options& options, Context& context) {
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        const auto setup =
            core::billing::change_hook_setup(books, options.hook, context.clock.now());
        if (!setup) return std::unexpected{setup.error()};
        context.err << "What becomes of subscriptions from now on is told to " << setup->url
                    << ".\n";
        return {};
    });
}

void order(const Options& options, ServiceWish wish, Context& context) {
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        auto asked = options.asked;
        asked.wish = wish;
        const auto made =
            core::billing::order_service(books, asked, context.clock.now(), context.random);
        if (!made) return std::unexpected{made.error()};
        context.out << to_string(made->id) << '\n';
        return {};
    });
}

void again(const Options& options, Context& context) {
    const auto id = pos::parse_ulid(options.id);
    if (!id) {
        return report(context, {core::FailureKind::usage,
                                options.id + " is no order: counterfoil service list names them."});
    }
    with_books(options.books, context, [&](auto& books) {
        return core::billing::order_again(books, *id, context.clock.now());
    });
}

core::Outcome<stored::OrderQuestion> question_of(const Options& options,
                                                 pos::store::db::Connection& db) {
    stored::OrderQuestion asked{.limit = options.limit};
    for (const auto state :
         {OrderState::waits, OrderState::done, OrderState::failed, OrderState::replaced}) {
        if (core::billing::word_of(state) == options.state) asked.state = state;
    }
    if (options.asked.subscription.empty()) return asked;
    const auto one = stored::subscription_of_number(db, options.asked.subscription);
    if (!one) {
        return std::unexpected{core::failure(pos::store::to_store_error(one.error()))};
    }
    if (!*one) {
        return core::refuse("No subscription has the number " + options.asked.subscription + ".");
    }
    asked.subscription = (*one)->id;
    return asked;
}

void list(const Options& options, Context& context) {
    auto reader = core::OpenReader::open(options.books.db);
    if (!reader) return report(context, reader.error());
    auto& db = (*reader)->connection();
    const auto asked = question_of(options, db);
    if (!asked) return report(context, asked.error());
    const auto orders = stored::list_orders(db, *asked);
    if (!orders) return report(context, core::failure(pos::store::to_store_error(orders.error())));
    auto json = nlohmann::ordered_json::array();
    Table table{
        {{"order"}, {"subscription"}, {"service"}, {"made"}, {"state"}, {"tries", true}, {"said"}},
        {}};
    for (const auto& one : *orders) {
        const std::string id = to_string(one.id);
        const std::string wish = core::billing::word_of(one.wish);
        const std::string state = core::billing::word_of(one.state);
        json.push_back({{"order", id},
                        {"subscription", one.number},
                        {"account", one.account},
                        {"sequence", one.nth},
                        {"service", wish},
                        {"reason", one.reason},
                        {"made", utc(one.made_at)},
                        {"by", one.by},
                        {"state", state},
                        {"tries", one.tries},
                        {"since", utc(one.at)},
                        {"due", utc(one.due_at)},
                        {"said", one.said}});
        table.rows.push_back(
            {id, one.number, wish, utc(one.made_at), state, std::to_string(one.tries), one.said});
    }
    if (options.json) {
        context.out << json.dump(2) << '\n';
    } else if (table.rows.empty()) {
        context.err << "No order was given.\n";
    } else {
        write_table(context.out, table);
    }
}

void send(const Options& options, Context& context) {
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        const auto sent = core::billing::send_orders(books, context.clock, [] { return true; });
        if (!sent) return std::unexpected{sent.error()};
        for (const auto& sentence : sent->failed) context.err << sentence << '\n';
        context.out << sent->made << " made, " << sent->done << " done, " << sent->later
                    << " tried again later, " << sent->failed.size() << " failed.\n";
        if (!sent->unreachable.empty()) {
            return std::unexpected{core::Failure{
                core::FailureKind::environment,
                "Who switches services cannot be reached: " + sent->unreachable + "."}};
        }
        return {};
    });
}

}  // namespace

void add_service(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto* command = program.add_subcommand(
        "service", "At head office: switch services on, limit them, switch them off");
    command->require_subcommand(1);
    auto* hook = command->add_subcommand("hook", "Who is called, as a webhook, to do so");
    hook->add_option("--url", options->hook.url, "https://network.example/orders");
    hook->add_option("--secret-file", options->hook.secret_file,
                     "Whose first line calls are signed with: whsec_…, or 16 bytes and more");
    hook->add_option("--ca-file", options->hook.ca_file,
                     "Whom to trust; else whom the system does");
    add_books(*hook, options->books);
    hook->callback([options, &context] { set_hook(*options, context); });
    struct Wish {
        const char* word;
        ServiceWish wish;
        const char* about;
    };
    for (const Wish& one : {Wish{"on", ServiceWish::on, "Switch it on"},
                            Wish{"limit", ServiceWish::limited, "Limit it"},
                            Wish{"off", ServiceWish::off, "Switch it off"}}) {
        auto* ordering = command->add_subcommand(one.word, one.about);
        ordering->add_option("SUBSCRIPTION", options->asked.subscription, "Its number")->required();
        ordering->add_option("--reason", options->asked.reason, "Why, in words");
        add_books(*ordering, options->books);
        ordering->callback(
            [options, &context, wish = one.wish] { order(*options, wish, context); });
    }
    auto* listing = command->add_subcommand("list", "Orders, the latest first");
    add_db(*listing, options->books.db);
    listing->add_option("--subscription", options->asked.subscription, "Of this one alone");
    listing->add_option("--state", options->state, "In this state alone")
        ->check(CLI::IsMember({"waits", "done", "failed", "replaced"}));
    listing->add_option("--limit", options->limit, "At most so many")
        ->check(CLI::Range(1, 100'000))
        ->capture_default_str();
    add_json(*listing, options->json);
    listing->callback([options, &context] { list(*options, context); });
    auto* repeating = command->add_subcommand("again", "Let one that failed wait again");
    repeating->add_option("ORDER", options->id, "As the list has it")->required();
    add_books(*repeating, options->books);
    repeating->callback([options, &context] { again(*options, context); });
    auto* sending = command->add_subcommand("send", "Call now, as whoever serves does by itself");
    add_books(*sending, options->books);
    sending->callback([options, &context] { send(*options, context); });
}

}  // namespace app::counterfoil
