#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/billing/expire_daily.hpp"
#include "app/core/billing/leases.hpp"
#include "app/core/billing/lot_terms.hpp"
#include "app/core/billing/subscribe.hpp"
#include "app/core/billing/units.hpp"
#include "app/core/billing/wallet.hpp"
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

struct Options {
    BooksOptions books;
    billing::NewLot lot;
    billing::NewTopUp top_up;
    std::string id;
    std::string reason;
    std::string at;
    std::string daily;
    bool json{false};
};

/// What was granted: `unit` empty, money.
void say_granted(const Options& options, Context& context, const auto& granted,
                 const std::string& unit) {
    if (options.json) {
        nlohmann::ordered_json json;
        json["lot"] = to_string(granted.lot);
        json["account"] = granted.account;
        json["amount"] = to_string(granted.amount);
        if (!unit.empty()) json["unit"] = unit;
        json["again"] = granted.again;
        context.out << json.dump(2) << '\n';
        return;
    }
    const bool money = unit.empty();
    context.out << to_string(granted.lot) << '\n';
    if (granted.again) {
        context.err << (money ? "That credit was" : "Those units were") << " there before: ";
    } else {
        context.err << (money ? "Credit" : "Units") << " for account " << granted.account << ": ";
    }
    context.err << to_string(granted.amount) << (money ? "" : " ") << unit << ".\n";
}

void grant(const Options& options, Context& context) {
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        const pos::Instant now = context.clock.now();
        if (!options.lot.unit.empty()) {
            const auto done = billing::grant_units(books, options.lot, now, context.random);
            if (!done) return std::unexpected{done.error()};
            say_granted(options, context, *done, done->unit);
            return {};
        }
        const auto done = billing::grant_credit(books, options.lot, now, context.random);
        if (!done) return std::unexpected{done.error()};
        say_granted(options, context, *done, {});
        return {};
    });
}

void take_back(const Options& options, Context& context) {
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        const auto units = billing::find_unit_lot(*books.db, options.id);
        if (!units) return std::unexpected{units.error()};
        if (*units) {
            const auto left =
                billing::void_units(books, options.id, options.reason, context.clock.now());
            if (!left) return std::unexpected{left.error()};
            context.err << to_string(*left) << ' ' << (*units)->row.unit
                        << " of it were left, and are gone.\n";
            return {};
        }
        const auto done =
            billing::void_credit(books, options.id, options.reason, context.clock.now());
        if (!done) return std::unexpected{done.error()};
        context.err << to_string(*done) << " of it were left, and are gone.\n";
        return {};
    });
}

void change_rule(const Options& options, Context& context) {
    if (!options.top_up.off && (options.top_up.below.empty() || options.top_up.amount.empty())) {
        return report(context, {core::FailureKind::usage,
                                "Say --below and --amount, or --off for no more top-ups."});
    }
    with_books(options.books, context, [&](auto& books) {
        return billing::change_top_up(books, options.top_up, context.clock.now());
    });
}

/// Books what has expired, or says when that happens by itself.
void expire(const Options& options, Context& context) {
    const bool is_setting = !options.daily.empty();
    const auto time = is_setting ? billing::time_or_off(options.daily)
                                 : core::Outcome<std::optional<billing::TimeOfDay>>{};
    if (!time) return report(context, time.error());
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        const pos::Instant now = context.clock.now();
        if (is_setting) {
            auto done = billing::change_daily(books, billing::kDailyExpiry, *time, now);
            if (!done) return done;
            context.out << (*time ? "Whoever serves the office books each day from " +
                                        options.daily + " on what has expired.\n"
                                  : "What has expired is booked by bill runs and this command.\n");
            return {};
        }
        const auto ended = billing::end_expired_credit(books, now, context.random);
        if (!ended) return std::unexpected{ended.error()};
        context.out << counted(*ended, "lot has", "lots have") << " expired.\n";
        return {};
    });
}

/// All that is known of an account's wallet at an instant.
struct Shown {
    std::string account;
    pos::Currency currency{};
    pos::Instant at{};
    billing::Wallet wallet;
    std::vector<stored::StoredMove> moves;
    std::optional<stored::TopUpRule> rule;
    billing::UnitWallet units;
    std::vector<stored::StoredUnitMove> unit_moves;
    std::vector<stored::StoredLease> leases;
};

core::Outcome<Shown> read_wallet(pos::store::db::Connection& db, const Options& options,
                                 pos::Instant now) {
    const auto failed = [](const auto& error) {
        return std::unexpected{core::failure(pos::store::to_store_error(error))};
    };
    const auto found = billing::find_account(db, options.lot.account);
    if (!found) return std::unexpected{found.error()};
    const auto& account = found->stored.account;
    const auto zone = pos::locale::Zone::open(account.zone);
    if (!zone) return core::refuse("The zone " + account.zone + " is unknown.");
    const auto at = options.at.empty() ? core::Outcome<pos::Instant>{now}
                                       : billing::read_time(options.at, *zone);
    if (!at) return std::unexpected{at.error()};
    Shown shown{account.number, account.currency, *at, {}, {}, {}, {}, {}, {}};
    auto wallet = billing::wallet_at(db, account.id, account.currency, *at);
    if (!wallet) return std::unexpected{core::failure(wallet.error())};
    shown.wallet = std::move(*wallet);
    auto moves = stored::moves_of(db, account.id);
    if (!moves) return failed(moves.error());
    for (auto& move : *moves) {
        if (move.row.at <= *at) shown.moves.push_back(std::move(move));
    }
    const auto rule = stored::top_up_rule(db, account.id);
    if (!rule) return failed(rule.error());
    shown.rule = *rule;
    auto units = billing::units_at(db, account.id, *at);
    if (!units) return std::unexpected{core::failure(units.error())};
    shown.units = std::move(*units);
    auto unit_moves = stored::unit_moves_of(db, account.id);
    if (!unit_moves) return failed(unit_moves.error());
    for (auto& move : *unit_moves) {
        if (move.row.at <= *at) shown.unit_moves.push_back(std::move(move));
    }
    auto leases = stored::leases_of(db, account.id, *at);
    if (!leases) return failed(leases.error());
    shown.leases = std::move(*leases);
    return shown;
}

std::string charges_of(const stored::StoredLot& lot) {
    std::string words;
    for (const std::string& charge : billing::scope_of(lot.row)) {
        words += (words.empty() ? "" : " ") + charge;
    }
    return words;
}

const char* kind_of(const stored::StoredLot& lot) {
    return lot.row.kind == pos::journal::LotKind::paid ? "paid" : "promotional";
}

/// Adds what there is of units.
void add_units(const Shown& shown, nlohmann::ordered_json& json) {
    using nlohmann::ordered_json;
    json["units"] = ordered_json::object();
    for (const auto& [unit, balance] : shown.units.balances) {
        json["units"][unit] = to_string(balance);
    }
    json["unit_lots"] = ordered_json::array();
    for (const auto& lot : shown.units.lots) {
        const auto& row = lot.row;
        ordered_json one{{"lot", to_string(row.lot)},
                         {"state", billing::word_of(billing::state_of(lot, shown.at))},
                         {"amount", to_string(row.amount)},
                         {"left", to_string(billing::left_of(lot, shown.at))},
                         {"unit", row.unit},
                         {"priority", row.priority},
                         {"effective", core::explain::to_text(row.effective)},
                         {"charges", billing::codes_of(row.scope)},
                         {"note", row.note}};
        if (row.expires) one["expires"] = core::explain::to_text(*row.expires);
        if (row.kept_until) {
            one["goes_on"] = to_string(row.kept_most);
            one["goes_on_until"] = core::explain::to_text(*row.kept_until);
        }
        if (!row.external_id.empty()) one["id"] = row.external_id;
        json["unit_lots"].push_back(std::move(one));
    }
    json["unit_moves"] = ordered_json::array();
    for (const auto& move : shown.unit_moves) {
        ordered_json one{{"lot", to_string(move.row.lot)},
                         {"move", billing::word_of(move.row.move)},
                         {"at", core::explain::to_text(move.row.at)},
                         {"amount", to_string(move.row.amount)}};
        if (!move.number.empty()) one["document"] = move.number;
        if (!move.row.reason.empty()) one["reason"] = move.row.reason;
        json["unit_moves"].push_back(std::move(one));
    }
}

void print_units(const Shown& shown, std::ostream& out) {
    if (shown.units.lots.empty()) return;
    Table lots{{{"lot"},
                {"state"},
                {"amount", true},
                {"left", true},
                {"unit"},
                {"priority", true},
                {"expires"},
                {"note"}},
               {}};
    for (const auto& lot : shown.units.lots) {
        const auto& row = lot.row;
        lots.rows.push_back({to_string(row.lot), billing::word_of(billing::state_of(lot, shown.at)),
                             to_string(row.amount), to_string(billing::left_of(lot, shown.at)),
                             row.unit, std::to_string(row.priority),
                             row.expires ? utc(*row.expires) : "never", row.note});
    }
    out << '\n';
    write_table(out, lots);
    Table moves{{{"at"}, {"move"}, {"amount", true}, {"lot"}, {"document"}, {"reason"}}, {}};
    for (const auto& move : shown.unit_moves) {
        moves.rows.push_back({utc(move.row.at), billing::word_of(move.row.move),
                              to_string(move.row.amount), to_string(move.row.lot), move.number,
                              move.row.reason});
    }
    if (!moves.rows.empty()) {
        out << '\n';
        write_table(out, moves);
    }
    for (const auto& [unit, balance] : shown.units.balances) {
        out << "It may use " << to_string(balance) << ' ' << unit << ".\n";
    }
}

nlohmann::ordered_json json_of(const Shown& shown) {
    using nlohmann::ordered_json;
    const auto money = [&](std::int64_t minor) {
        return to_string(pos::Money{minor, shown.currency});
    };
    const auto time = [](const std::optional<pos::Instant>& at) {
        return at ? ordered_json(core::explain::to_text(*at)) : ordered_json(nullptr);
    };
    ordered_json json{{"account", shown.account},
                      {"at", core::explain::to_text(shown.at)},
                      {"currency", code_of(shown.currency)},
                      {"balance", to_string(shown.wallet.balance)},
                      {"leased", money(billing::leased_minor(shown.leases))},
                      {"lots", ordered_json::array()},
                      {"moves", ordered_json::array()}};
    for (const auto& lot : shown.wallet.lots) {
        const auto& row = lot.row;
        ordered_json one{{"lot", to_string(row.lot)},
                         {"kind", kind_of(lot)},
                         {"state", billing::word_of(billing::state_of(lot, shown.at))},
                         {"amount", money(row.amount_minor)},
                         {"left", money(lot.left_minor)},
                         {"priority", row.priority},
                         {"effective", core::explain::to_text(row.effective)},
                         {"expires", time(row.expires)},
                         {"charges", billing::scope_of(row)},
                         {"note", row.note}};
        if (row.from) one["from"] = to_string(*row.from);
        if (!row.external_id.empty()) one["id"] = row.external_id;
        json["lots"].push_back(std::move(one));
    }
    for (const auto& move : shown.moves) {
        ordered_json one{{"lot", to_string(move.row.lot)},
                         {"move", billing::word_of(move.row.move)},
                         {"at", core::explain::to_text(move.row.at)},
                         {"amount", money(move.row.amount_minor)}};
        if (!move.number.empty()) one["document"] = move.number;
        if (!move.row.reason.empty()) one["reason"] = move.row.reason;
        json["moves"].push_back(std::move(one));
    }
    if (shown.rule) {
        json["top_up"] = {{"below", money(shown.rule->below_minor)},
                          {"amount", money(shown.rule->amount_minor)},
                          {"charged", shown.rule->charged}};
        if (shown.rule->charged) json["top_up"]["most_a_month"] = shown.rule->most_a_month;
        if (shown.rule->stopped_at) json["top_up"]["stopped"] = shown.rule->stopped_said;
    }
    add_units(shown, json);
    return json;
}

void print(const Shown& shown, Context& context) {
    const auto money = [&](std::int64_t minor) {
        return to_string(pos::Money{minor, shown.currency});
    };
    Table lots{{{"lot"},
                {"kind"},
                {"state"},
                {"amount", true},
                {"left", true},
                {"priority", true},
                {"expires"},
                {"pays"},
                {"note"}},
               {}};
    for (const auto& lot : shown.wallet.lots) {
        const auto& row = lot.row;
        const std::string charges = charges_of(lot);
        lots.rows.push_back(
            {to_string(row.lot), kind_of(lot), billing::word_of(billing::state_of(lot, shown.at)),
             money(row.amount_minor), money(lot.left_minor), std::to_string(row.priority),
             row.expires ? utc(*row.expires) : "never", charges.empty() ? "everything" : charges,
             row.note});
    }
    if (!lots.rows.empty()) write_table(context.out, lots);
    Table moves{{{"at"}, {"move"}, {"amount", true}, {"lot"}, {"document"}, {"reason"}}, {}};
    for (const auto& move : shown.moves) {
        moves.rows.push_back({utc(move.row.at), billing::word_of(move.row.move),
                              money(move.row.amount_minor), to_string(move.row.lot), move.number,
                              move.row.reason});
    }
    if (!moves.rows.empty()) {
        context.out << '\n';
        write_table(context.out, moves);
    }
    context.out << "Account " << shown.account << " may spend " << to_string(shown.wallet.balance)
                << ' ' << code_of(shown.currency) << " at " << utc(shown.at) << ".\n";
    if (const std::int64_t leased = billing::leased_minor(shown.leases); leased > 0) {
        context.out << "Besides, tills have " << money(leased)
                    << " of its credit: counterfoil lease "
                    << "list " << shown.account << ".\n";
    }
    if (shown.rule) {
        context.out << "Below " << money(shown.rule->below_minor) << " it is topped up by "
                    << money(shown.rule->amount_minor)
                    << (shown.rule->charged
                            ? ", charged, at most " +
                                  counted(shown.rule->most_a_month, "time", "times") + " a month.\n"
                            : ".\n");
        if (shown.rule->stopped_at)
            context.out << "That was stopped: " << shown.rule->stopped_said << ".\n";
    }
    print_units(shown, context.out);
}

void show(const Options& options, Context& context) {
    auto reader = core::OpenReader::open(options.books.db);
    if (!reader) return report(context, reader.error());
    const auto shown = read_wallet((*reader)->connection(), options, context.clock.now());
    if (!shown) return report(context, shown.error());
    if (options.json) {
        context.out << json_of(*shown).dump(2) << '\n';
    } else {
        print(*shown, context);
    }
}

void add_lot_options(CLI::App& command, Options& options) {
    auto& lot = options.lot;
    command.add_option("ACCOUNT", lot.account, "Its number")->required();
    command.add_option("AMOUNT", lot.amount, "Such as 50.00")->required();
    add_books(command, options.books);
    command.add_option("--priority", lot.priority, "Lower ones are used up first")
        ->check(CLI::Range(0, 1'000'000));
    command.add_option("--from", lot.effective, "It counts from then on; else now")
        ->type_name("TIME");
    command.add_option("--expires", lot.expires, "It counts until then; else for ever")
        ->type_name("TIME");
    command.add_option("--charge", lot.charges,
                       "Pays this charge of a plan alone; may be given again");
    command
        .add_option("--roll-over", lot.rollover,
                    "So much of what is left when it expires goes on, once, for as long again")
        ->type_name("AMOUNT");
    command.add_option("--id", lot.external_id, "Of whoever grants it; the same one counts once");
    command.add_option("--note", lot.note, "For people");
    add_json(command, options.json);
}

}  // namespace

void add_wallet(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto& lot = options->lot;
    auto* command = program.add_subcommand("wallet", "At head office: prepaid credit of accounts");
    command->require_subcommand(1);
    command->footer(
        "Bill runs spend it by themselves: lots of the lowest priority first, of these what "
        "expires first, of these the oldest.");

    auto* granting = command->add_subcommand("grant", "Credit that is given, or owed");
    add_lot_options(*granting, *options);
    granting->add_flag("--promotional", lot.promotional, "Given: the customer owes nothing for it");
    granting->add_option("--unit", lot.unit,
                         "Units instead of money, such as kWh: usage that is charged in it takes "
                         "them before it is priced");
    granting->add_option("--due", lot.due, "When it is to be paid; else by the account's terms")
        ->type_name("DAY");
    granting->callback([options, &context] { grant(*options, context); });

    auto* topping = command->add_subcommand("top-up", "Credit that is paid at once");
    add_lot_options(*topping, *options);
    topping->add_option("--method", lot.method, "cash, card or bank")->required();
    topping->add_option("--reference", lot.reference, "What the payer wrote");
    topping->callback([options, &context] { grant(*options, context); });

    auto* showing = command->add_subcommand("show", "What there is, and what became of it");
    showing->add_option("ACCOUNT", lot.account, "Its number")->required();
    add_db(*showing, options->books.db);
    showing->add_option("--at", options->at, "As it stood then; else now")->type_name("TIME");
    add_json(*showing, options->json);
    showing->callback([options, &context] { show(*options, context); });

    auto* voiding = command->add_subcommand("void", "End credit before its time");
    voiding->add_option("LOT", options->id, "Its id, or that of whoever granted it")->required();
    add_books(*voiding, options->books);
    voiding->add_option("--reason", options->reason, "Why");
    voiding->callback([options, &context] { take_back(*options, context); });

    auto* expiring = command->add_subcommand(
        "expire", "Book what has expired; whoever serves does so each day from 00:00 on");
    add_books(*expiring, options->books);
    expiring
        ->add_option("--daily", options->daily,
                     "Book nothing now, but from that time on each day; off: no more")
        ->type_name("TIME");
    expiring->callback([options, &context] { expire(*options, context); });

    auto* rule = command->add_subcommand("auto", "Credit that is granted when little is left");
    auto& top_up = options->top_up;
    rule->add_option("ACCOUNT", top_up.account, "Its number")->required();
    add_books(*rule, options->books);
    rule->add_option("--below", top_up.below,
                     "When a bill run leaves less than that; with --charged whenever there is less")
        ->type_name("AMOUNT");
    rule->add_option("--amount", top_up.amount, "So much is granted, and owed")
        ->type_name("AMOUNT");
    rule->add_option("--priority", top_up.priority, "Lower ones are used up first")
        ->check(CLI::Range(0, 1'000'000));
    rule->add_option("--days", top_up.lifetime_days, "It counts so many days; else for ever")
        ->check(CLI::Range(1, 36'500));
    auto* charged = rule->add_flag("--charged", top_up.charged,
                                   "It is charged to the payer's method, and counts once paid");
    rule->add_option("--most", top_up.most_a_month, "So many times a month at most")
        ->needs(charged);
    rule->add_flag("--off", top_up.off, "No more of it");
    rule->callback([options, &context] { change_rule(*options, context); });
}

}  // namespace app::counterfoil
