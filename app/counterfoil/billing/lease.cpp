#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/billing/accept_lease.hpp"
#include "app/core/billing/leases.hpp"
#include "app/core/billing/subscribe.hpp"
#include "app/core/billing/whose.hpp"
#include "app/core/explain/fields.hpp"
#include "app/core/open_shop.hpp"
#include "app/counterfoil/billing/books_options.hpp"
#include "app/counterfoil/billing/commands.hpp"
#include "pos/money/decimal.hpp"

namespace app::counterfoil {

namespace {

namespace stored = pos::store::billing;
namespace billing = core::billing;

constexpr std::int64_t kLeasesShown = 10'000;

struct LeaseOptions {
    BooksOptions books;
    billing::NewLease lease;
    billing::LeaseSettlement settlement;
    billing::LeaseAcceptance acceptance;
    billing::NewLeaseRule rule;
    std::string floor;
    std::string account;
    std::string at;
    bool json{false};
};

nlohmann::ordered_json json_of(const billing::GrantedLease& granted) {
    return {{"lease", to_string(granted.lease)},
            {"account", granted.account},
            {"branch", granted.branch},
            {"till", granted.till},
            {"amount", to_string(granted.amount)},
            {"floor", to_string(granted.floor)},
            {"again", granted.again}};
}

void say_lease(const billing::GrantedLease& granted, Context& context) {
    context.out << to_string(granted.lease) << '\n';
    context.err << (granted.again ? "That lease was there before: " : "")
                << to_string(granted.amount) << " of account " << granted.account << " for till "
                << granted.branch << ' ' << granted.till << " alone";
    if (granted.floor.minor > 0)
        context.err << ", and up to " << to_string(granted.floor) << " above";
    context.err << ".\n";
}

void grant_one(const LeaseOptions& options, Context& context) {
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        const auto done =
            billing::grant_lease(books, options.lease, context.clock.now(), context.random);
        if (!done) return std::unexpected{done.error()};
        if (options.json) {
            context.out << json_of(*done).dump(2) << '\n';
        } else {
            say_lease(*done, context);
        }
        return {};
    });
}

void settle_one(const LeaseOptions& options, Context& context) {
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        const auto done =
            billing::settle_lease(books, options.settlement, context.clock.now(), context.random);
        if (!done) return std::unexpected{done.error()};
        if (options.json) {
            context.out << nlohmann::ordered_json{{"returned", to_string(*done)}}.dump(2) << '\n';
        } else {
            context.out << to_string(*done) << " of it are the account's credit again.\n";
        }
        return {};
    });
}

void accept_one(const LeaseOptions& options, Context& context) {
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        const auto done =
            billing::accept_lease(books, options.acceptance, context.clock.now(), context.random);
        if (!done) return std::unexpected{done.error()};
        if (options.json) {
            context.out << nlohmann::ordered_json{{"accepted", to_string(*done)}}.dump(2) << '\n';
        } else {
            context.out << to_string(*done) << " that the till spent are in the books.\n";
        }
        return {};
    });
}

void change_floor(const LeaseOptions& options, Context& context) {
    with_books(options.books, context, [&](auto& books) {
        return billing::change_lease_floor(books, options.floor, context.clock.now());
    });
}

void change_lease_rules(const LeaseOptions& options, Context& context) {
    if (!options.rule.off && options.rule.upto.empty()) {
        return report(context, {core::FailureKind::usage,
                                "Say --up-to, or --off for no more leases by themselves."});
    }
    with_books(options.books, context, [&](auto& books) {
        return billing::change_lease_rule(books, options.rule, context.clock.now());
    });
}

void fill_all(const LeaseOptions& options, Context& context) {
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        const auto done = billing::fill_leases(books, context.clock.now(), context.random);
        if (!done) return std::unexpected{done.error()};
        if (options.json) {
            auto all = nlohmann::ordered_json::array();
            for (const auto& one : *done) all.push_back(json_of(one));
            context.out << all.dump(2) << '\n';
            return {};
        }
        for (const auto& one : *done) say_lease(one, context);
        if (done->empty()) context.err << "No till lacks any.\n";
        return {};
    });
}

/// Leases, and with an account what happened to them.
struct ShownLeases {
    pos::Instant at{};
    std::vector<stored::StoredLease> leases;
    std::vector<stored::StoredLeaseMove> moves;
    std::vector<stored::LeaseRule> rules;
};

core::Outcome<ShownLeases> read_leases(pos::store::db::Connection& db, const LeaseOptions& options,
                                       pos::Instant now) {
    const auto failed = [](const auto& error) {
        return std::unexpected{core::failure(pos::store::to_store_error(error))};
    };
    ShownLeases shown;
    shown.at = now;
    std::optional<pos::Ulid> account;
    if (!options.account.empty()) {
        const auto found = billing::find_account(db, options.account);
        if (!found) return std::unexpected{found.error()};
        account = found->stored.account.id;
        if (!options.at.empty()) {
            const auto zone = pos::locale::Zone::open(found->stored.account.zone);
            if (!zone) return core::refuse("The zone of the account is unknown.");
            const auto at = billing::read_time(options.at, *zone);
            if (!at) return std::unexpected{at.error()};
            shown.at = *at;
        }
    } else if (!options.at.empty()) {
        return core::misuse("--at is for one account: say which.");
    }
    auto leases =
        account ? stored::leases_of(db, *account, shown.at) : stored::open_leases(db, kLeasesShown);
    if (!leases) return failed(leases.error());
    shown.leases = std::move(*leases);
    if (account) {
        auto moves = stored::lease_moves_of(db, *account);
        if (!moves) return failed(moves.error());
        for (auto& move : *moves) {
            if (move.at <= shown.at) shown.moves.push_back(std::move(move));
        }
    }
    auto rules = stored::lease_rules(db, account);
    if (!rules) return failed(rules.error());
    shown.rules = std::move(*rules);
    return shown;
}

std::string minor_text(std::int64_t minor, const stored::StoredLease& lease) {
    return to_string(pos::Money{minor, lease.row.amount.currency});
}

nlohmann::ordered_json json_of(const ShownLeases& shown, pos::Currency currency) {
    using nlohmann::ordered_json;
    const auto money = [&](std::int64_t minor) { return to_string(pos::Money{minor, currency}); };
    ordered_json json{{"at", core::explain::to_text(shown.at)}, {"leases", ordered_json::array()}};
    for (const auto& lease : shown.leases) {
        const auto& row = lease.row;
        ordered_json one{{"lease", to_string(row.lease)},
                         {"account", lease.account},
                         {"branch", row.branch},
                         {"till", row.till},
                         {"state", billing::word_of(lease)},
                         {"amount", to_string(row.amount)},
                         {"left", minor_text(lease.left_minor, lease)},
                         {"spent", minor_text(lease.spent_minor, lease)},
                         {"floor", to_string(row.floor)},
                         {"until_close", row.until_close},
                         {"granted", core::explain::to_text(row.granted_at)},
                         {"note", row.note}};
        if (row.expires) one["expires"] = core::explain::to_text(*row.expires);
        if (lease.ended_at) one["ended"] = core::explain::to_text(*lease.ended_at);
        if (!row.external_id.empty()) one["id"] = row.external_id;
        json["leases"].push_back(std::move(one));
    }
    json["moves"] = ordered_json::array();
    for (const auto& move : shown.moves) {
        ordered_json one{{"lease", to_string(move.lease)},
                         {"move", billing::word_of(move.move)},
                         {"at", core::explain::to_text(move.at)},
                         {"amount", money(move.amount_minor)},
                         {"beyond", money(move.beyond_minor)},
                         {"branch", move.branch},
                         {"till", move.till}};
        if (!move.number.empty()) one["receipt"] = move.number;
        if (!move.reason.empty()) one["reason"] = move.reason;
        json["moves"].push_back(std::move(one));
    }
    json["rules"] = ordered_json::array();
    for (const auto& rule : shown.rules) {
        json["rules"].push_back({{"account", rule.number},
                                 {"branch", rule.branch},
                                 {"till", rule.till},
                                 {"up_to", money(rule.upto_minor)},
                                 {"floor", money(rule.floor_minor)},
                                 {"until_close", rule.until_close}});
    }
    return json;
}

void print(const ShownLeases& shown, pos::Currency currency, Context& context) {
    const auto money = [&](std::int64_t minor) { return to_string(pos::Money{minor, currency}); };
    Table leases{{{"lease"},
                  {"account"},
                  {"till"},
                  {"state"},
                  {"amount", true},
                  {"spent", true},
                  {"left", true},
                  {"above", true},
                  {"expires"},
                  {"note"}},
                 {}};
    for (const auto& lease : shown.leases) {
        const auto& row = lease.row;
        leases.rows.push_back(
            {to_string(row.lease), lease.account, row.branch + " " + row.till,
             billing::word_of(lease), to_string(row.amount), minor_text(lease.spent_minor, lease),
             minor_text(lease.left_minor, lease), to_string(row.floor),
             row.expires ? utc(*row.expires) : (row.until_close ? "at the close" : "never"),
             row.note});
    }
    if (leases.rows.empty()) {
        context.err << "No till has credit.\n";
    } else {
        write_table(context.out, leases);
    }
    Table moves{
        {{"at"}, {"move"}, {"amount", true}, {"beyond", true}, {"till"}, {"receipt"}, {"reason"}},
        {}};
    for (const auto& move : shown.moves) {
        moves.rows.push_back({utc(move.at), billing::word_of(move.move), money(move.amount_minor),
                              money(move.beyond_minor), move.branch + " " + move.till, move.number,
                              move.reason});
    }
    if (!moves.rows.empty()) {
        context.out << '\n';
        write_table(context.out, moves);
    }
    for (const auto& rule : shown.rules) {
        context.out << "Account " << rule.number << ": up to " << money(rule.upto_minor) << " at "
                    << (rule.till.empty() ? "each till of " + rule.branch
                                          : rule.branch + " " + rule.till)
                    << ".\n";
    }
}

void show_leases(const LeaseOptions& options, Context& context) {
    auto reader = core::OpenReader::open(options.books.db);
    if (!reader) return report(context, reader.error());
    const auto shown = read_leases((*reader)->connection(), options, context.clock.now());
    if (!shown) return report(context, shown.error());
    pos::Currency currency{};
    if (!shown->rules.empty()) currency = shown->rules.front().currency;
    if (!shown->leases.empty()) currency = shown->leases.front().row.amount.currency;
    if (options.json) {
        context.out << json_of(*shown, currency).dump(2) << '\n';
    } else {
        print(*shown, currency, context);
    }
}

void add_place(CLI::App& command, std::string& account, std::string& branch) {
    command.add_option("ACCOUNT", account, "Its number")->required();
    command.add_option("BRANCH", branch, "Its code, such as B01")->required();
}

}  // namespace

void add_lease(CLI::App& program, Context& context) {
    auto options = std::make_shared<LeaseOptions>();
    auto* command = program.add_subcommand(
        "lease", "At head office: credit that one till may spend while it has no network");
    command->require_subcommand(1);
    command->footer(
        "A lease leaves the account's credit before its till hears of it. What that till spends of "
        "it, and gives back, comes with its sales.");

    auto* granting = command->add_subcommand("grant", "Give a till some of an account's credit");
    auto& lease = options->lease;
    add_place(*granting, lease.account, lease.branch);
    granting->add_option("TILL", lease.till, "Its code, such as T1")->required();
    granting->add_option("AMOUNT", lease.amount, "Such as 50.00")->required();
    add_books(*granting, options->books);
    granting
        ->add_option("--floor", lease.floor,
                     "So much above it may be sold, at the shop's risk; else as `lease floor` "
                     "says")
        ->type_name("AMOUNT");
    granting->add_option("--expires", lease.expires, "It is spent until then")->type_name("TIME");
    granting->add_flag("--until-close", lease.until_close,
                       "The till gives back what is left at the close of its day");
    granting->add_option("--id", lease.external_id,
                         "Of whoever grants it; the same one counts once");
    granting->add_option("--note", lease.note, "For people");
    add_json(*granting, options->json);
    granting->callback([options, &context] { grant_one(*options, context); });

    auto* showing = command->add_subcommand("list", "Leases that have not ended, or an account's");
    showing->add_option("ACCOUNT", options->account, "Its number");
    add_db(*showing, options->books.db);
    showing->add_option("--at", options->at, "As it stood then; else now")->type_name("TIME");
    add_json(*showing, options->json);
    showing->callback([options, &context] { show_leases(*options, context); });

    auto* settling = command->add_subcommand(
        "settle", "End the lease of a till that was revoked, and return what it did not spend");
    settling
        ->add_option("LEASE", options->settlement.lease, "Its id, or that of whoever granted it")
        ->required();
    add_books(*settling, options->books);
    settling
        ->add_option("--spent", options->settlement.spent,
                     "So much of what is left was spent there; else nothing")
        ->type_name("AMOUNT");
    settling->add_option("--reason", options->settlement.reason, "Why")->required();
    add_json(*settling, options->json);
    settling->callback([options, &context] { settle_one(*options, context); });

    auto* accepting = command->add_subcommand(
        "accept",
        "Take into the books what a till spent of credit that the office does not know, "
        "since an older copy of it was put back");
    accepting->add_option("ENTRY", options->acceptance.entry, "As counterfoil attention names it")
        ->required();
    add_books(*accepting, options->books);
    accepting->add_option("--reason", options->acceptance.reason, "Why")->required();
    add_json(*accepting, options->json);
    accepting->callback([options, &context] { accept_one(*options, context); });

    auto* floor = command->add_subcommand(
        "floor", "So much above leases tills may sell, at the shop's risk, from the next one on");
    floor->add_option("AMOUNT", options->floor, "0 for nothing")->required();
    add_books(*floor, options->books);
    floor->callback([options, &context] { change_floor(*options, context); });

    auto* keeping = command->add_subcommand(
        "keep", "Let tills have so much by themselves: filled up once half of it is spent");
    auto& rule = options->rule;
    add_place(*keeping, rule.account, rule.branch);
    keeping->add_option("--till", rule.till, "One till; else each of the branch");
    keeping->add_option("--up-to", rule.upto, "So much")->type_name("AMOUNT");
    keeping->add_option("--floor", rule.floor, "As with grant")->type_name("AMOUNT");
    keeping->add_flag("--until-close", rule.until_close, "As with grant");
    keeping->add_flag("--off", rule.off, "No more");
    add_books(*keeping, options->books);
    keeping->callback([options, &context] { change_lease_rules(*options, context); });

    auto* filling = command->add_subcommand(
        "fill", "Fill up what `lease keep` says; whoever serves the office does so by itself");
    add_books(*filling, options->books);
    add_json(*filling, options->json);
    filling->callback([options, &context] { fill_all(*options, context); });
}

}  // namespace app::counterfoil
