#include "app/core/billing/deliver.hpp"

#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/billing/mail_server.hpp"
#include "app/core/billing/send_daily.hpp"
#include "app/core/open_shop.hpp"
#include "app/counterfoil/billing/books_options.hpp"
#include "app/counterfoil/billing/commands.hpp"

namespace app::counterfoil {

namespace {

namespace stored = pos::store::billing;
using core::Outcome;
using stored::DeliveryState;

struct Options {
    BooksOptions books;
    std::string since;
    std::string daily;
    bool email{false};
    std::string print_file;
    std::string state;
    core::billing::Again again;
    core::billing::MailSetup server;
    std::int64_t limit{200};
    bool json{false};
};

constexpr Choices<DeliveryState, 5> kStates{{{"waits", DeliveryState::waits},
                                             {"under-way", DeliveryState::under_way},
                                             {"sent", DeliveryState::sent},
                                             {"failed", DeliveryState::failed},
                                             {"unknown", DeliveryState::unknown}}};

void tell(const core::billing::EmailReport& report, Context& context) {
    context.out << report.sent << " sent, " << report.later << " tried again later, "
                << report.failed.size() << " failed, " << report.unknown << " unknown.\n";
    for (const auto& one : report.failed) {
        context.err << one.number << (one.recipient.empty() ? "" : " to " + one.recipient) << ": "
                    << one.why << ".\n";
    }
    if (report.unknown > 0) {
        context.err << "Of the unknown ones nobody knows whether they arrived: look at "
                       "`counterfoil deliver list --state unknown`, ask, and send again with "
                       "`counterfoil deliver again NUMBER`.\n";
    }
    if (!report.unreachable.empty()) {
        context.err << "The rest waits, since the mail server cannot be reached: "
                    << report.unreachable << ".\n";
    }
}

Outcome<std::optional<pos::Date>> since_of(const Options& options) {
    const auto since = pos::parse_date(options.since);
    if (!options.since.empty() && !since)
        return core::misuse("--since " + options.since + " is no day, such as 2026-11-01.");
    return since;
}

/// Says from when on e-mails leave by themselves each day.
void put_daily(const Options& options, Context& context) {
    const auto time = core::billing::time_or_off(options.daily);
    if (!time) return report(context, time.error());
    with_books(options.books, context, [&](auto& books) -> Outcome<void> {
        const auto since = since_of(options);
        if (!since) return std::unexpected{since.error()};
        const pos::Instant now = context.clock.now();
        std::optional<core::billing::SendingHours> hours;
        if (*time) hours = {**time, since->value_or(books.office.zone.local(now).date)};
        auto done = core::billing::change_sending(books, hours, now);
        if (!done) return done;
        context.out << (hours ? "Whoever serves the office sends each day from " + options.daily +
                                    " on what is to go by e-mail.\n"
                              : "E-mails are sent by this command alone.\n");
        return {};
    });
}

void deliver(const Options& options, Context& context) {
    if (!options.daily.empty()) return put_daily(options, context);
    with_books(options.books, context, [&](auto& books) -> Outcome<void> {
        const auto since = since_of(options);
        if (!since) return std::unexpected{since.error()};
        auto planned = core::billing::plan_deliveries(books, *since, context.clock.now());
        if (!planned) return std::unexpected{planned.error()};
        context.out << counted(*planned, "document is", "documents are") << " new.\n";
        Progress progress{"Delivering", terminal_on_stderr(), "documents"};
        const auto go_on = [&](std::int64_t done) {
            progress.update(static_cast<std::uint64_t>(done), 0, static_cast<std::uint64_t>(done));
            return true;
        };
        if (options.email) {
            const auto sent = core::billing::send_emails(books, context.clock, go_on);
            progress.clear();
            if (!sent) return std::unexpected{sent.error()};
            tell(*sent, context);
            if (!sent->unreachable.empty()) {
                context.exit = Exit::environment;
            } else if (!sent->failed.empty() || sent->unknown > 0) {
                context.exit = Exit::refused;
            }
        }
        if (!options.print_file.empty()) {
            const auto printed =
                core::billing::print_bills(books, options.print_file, context.clock, go_on);
            progress.clear();
            if (!printed) return std::unexpected{printed.error()};
            context.out << *printed << " bills are in " << options.print_file << ".\n";
            if (*printed == core::billing::kBillsPerFile)
                context.out << "More may wait: name another file.\n";
        }
        return {};
    });
}

void list(const Options& options, Context& context) {
    auto reader = core::OpenReader::open(options.books.db);
    if (!reader) return report(context, reader.error());
    stored::DeliveryQuestion asked{.state = {}, .document = {}, .limit = options.limit};
    if (!options.state.empty()) {
        for (const auto& [name, state] : kStates) {
            if (options.state == name) asked.state = state;
        }
    }
    const auto rows = stored::list_deliveries((*reader)->connection(), asked);
    if (!rows) return report(context, core::failure(rows.error()));
    if (options.json) {
        auto json = nlohmann::ordered_json::array();
        for (const auto& row : *rows) {
            json.push_back(
                {{"number", row.number},
                 {"account", row.account},
                 {"name", row.name},
                 {"way",
                  row.delivery.channel == pos::customer::Delivery::email ? "email" : "print"},
                 {"recipient", row.delivery.recipient},
                 {"state", core::billing::word_of(row.delivery.state)},
                 {"tries", row.delivery.tries},
                 {"said", row.delivery.said}});
        }
        context.out << json.dump(2) << '\n';
        return;
    }
    if (rows->empty()) {
        context.err << "Nothing is like that.\n";
        return;
    }
    Table table{{{"number"}, {"account"}, {"name"}, {"to"}, {"state"}, {"tries", true}, {"said"}},
                {}};
    for (const auto& row : *rows) {
        const bool email = row.delivery.channel == pos::customer::Delivery::email;
        table.rows.push_back({row.number, row.account, row.name,
                              email ? row.delivery.recipient : "print",
                              core::billing::word_of(row.delivery.state),
                              std::to_string(row.delivery.tries), row.delivery.said});
    }
    write_table(context.out, table);
}

void again(const Options& options, Context& context) {
    with_books(options.books, context, [&](auto& books) -> Outcome<void> {
        auto done = core::billing::deliver_again(books, options.again, context.clock.now());
        if (done) context.out << options.again.number << " waits to be delivered again.\n";
        return done;
    });
}

void set_server(const Options& options, Context& context) {
    with_books(options.books, context, [&](auto& books) -> Outcome<void> {
        const auto setup =
            options.server == core::billing::MailSetup{}
                ? core::billing::read_mail_setup(*books.db)
                : core::billing::change_mail_setup(books, options.server, context.clock.now());
        if (!setup) return std::unexpected{setup.error()};
        nlohmann::ordered_json json;
        json["url"] = setup->url;
        json["from"] = setup->from;
        json["user"] = setup->user;
        json["password_file"] = setup->password_file;
        json["ca_file"] = setup->ca_file;
        context.out << json.dump(2) << '\n';
        return {};
    });
}

}  // namespace

void add_deliver(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto* command = program.add_subcommand(
        "deliver", "At head office: send bills as e-mail, or write them into one file to print");
    command->require_subcommand(1);

    auto* run = command->add_subcommand("run", "Deliver what waits");
    add_books(*run, options->books);
    run->add_option("--since", options->since,
                    "The first time: from which day on documents are delivered")
        ->type_name("DAY");
    run->add_flag("--email", options->email, "Send what goes by e-mail");
    run->add_option("--print", options->print_file,
                    "Write what goes on paper into this PDF file, sorted by country, postcode and "
                    "account")
        ->type_name("FILE");
    run->add_option("--daily", options->daily,
                    "Deliver nothing now, but let whoever serves the office send e-mails each day "
                    "from that time on, such as 08:00; off: no more")
        ->type_name("TIME")
        ->excludes("--email")
        ->excludes("--print");
    run->callback([options, &context] { deliver(*options, context); });

    auto* listing = command->add_subcommand("list", "What became of each, the latest first");
    add_db(*listing, options->books.db);
    listing->add_option("--state", options->state, "Only those")
        ->check(CLI::IsMember({"waits", "under-way", "sent", "failed", "unknown"}));
    listing->add_option("--limit", options->limit, "At most so many")
        ->check(CLI::Range(1, 100'000));
    add_json(*listing, options->json);
    listing->callback([options, &context] { list(*options, context); });

    auto* once_more = command->add_subcommand("again", "Let one wait to be delivered again");
    once_more->add_option("NUMBER", options->again.number, "The document's")->required();
    add_books(*once_more, options->books);
    once_more->add_option("--to", options->again.recipient, "Another address; else the customer's")
        ->type_name("ADDRESS");
    once_more->callback([options, &context] { again(*options, context); });

    auto* server = command->add_subcommand(
        "server", "The mail server that takes e-mail; without options, show it");
    add_books(*server, options->books);
    server->add_option("--url", options->server.url, "Such as smtps://mail.example.org");
    server->add_option("--from", options->server.from, "The address that bills come from");
    server->add_option("--user", options->server.user, "Its name for us");
    server->add_option("--password-file", options->server.password_file,
                       "A file with the password on its first line, readable by you alone");
    server->add_option("--ca-file", options->server.ca_file,
                       "Whom to trust, PEM; else whom the system trusts");
    server->callback([options, &context] { set_server(*options, context); });
}

}  // namespace app::counterfoil
