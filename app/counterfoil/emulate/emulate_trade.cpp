// `counterfoil emulate --trade`: a business that lives through simulated months at a head office.
#include <fmt/format.h>

#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/trades/trade.hpp"
#include "app/counterfoil/emulate/emulate.hpp"
#include "pos/money/decimal.hpp"

namespace app::counterfoil {

namespace {

using core::trades::Trade;
using core::trades::TradeReport;

const std::map<std::string, Trade> kTrades{{"utility", Trade::utility},
                                           {"telecom", Trade::telecom},
                                           {"subscription", Trade::subscription},
                                           {"shop", Trade::shop}};

struct Options {
    core::trades::TradeOptions trade;
    std::string name;
    std::string db;
    std::string key_file;
    std::string until;
    bool json{false};
};

nlohmann::ordered_json json_of(const TradeReport& done) {
    nlohmann::ordered_json json;
    json["joined"] = done.joined;
    json["left"] = done.left;
    json["usage"] = done.usage;
    json["usage_again"] = done.usage_again;
    json["counters_exchanged"] = done.exchanged;
    json["invoices"] = done.invoices;
    json["credit_notes"] = done.credit_notes;
    json["payments"] = done.payments;
    json["bounced"] = done.bounced;
    json["billed"] = to_string(done.billed);
    json["paid"] = to_string(done.paid);
    json["stopped"] = done.stopped;
    json["faults"] = done.faults;
    return json;
}

void print(const TradeReport& done, std::ostream& out) {
    out << fmt::format(
        "{} came and {} went. {}, {} of them sent twice.\n"
        "{} and {} over {}; {} of {}, {} of them bounced.\n",
        counted(done.joined, "customer", "customers"), done.left,
        counted(done.usage, "usage record", "usage records"), done.usage_again,
        counted(done.invoices, "invoice", "invoices"),
        counted(done.credit_notes, "credit note", "credit notes"), to_string(done.billed),
        counted(done.payments, "payment", "payments"), to_string(done.paid), done.bounced);
    if (done.exchanged > 0) {
        out << counted(done.exchanged, "meter was", "meters were") << " exchanged.\n";
    }
    for (const std::string& fault : done.faults) out << fault << '\n';
    if (done.faults.empty()) {
        out << "The books are in order: ledger, numbers, periods, usage, credit.\n";
    }
}

void live(Options options, Context& context) {
    if (options.name.empty() || options.db.empty()) {
        return report(context,
                      {core::FailureKind::usage,
                       "Say what to emulate: a device, such as counterfoil emulate printer, or a "
                       "business by --trade and the office's --db."});
    }
    options.trade.trade = kTrades.at(options.name);
    if (!options.until.empty()) {
        options.trade.until = pos::parse_date(options.until);
        if (!options.trade.until) {
            return report(context, {core::FailureKind::usage,
                                    options.until + " is no day such as 2026-12-31."});
        }
    }
    Progress progress{"Living", !options.json && terminal_on_stderr(), "days"};
    options.trade.on_progress = [&](const core::trades::TradeProgress& at) {
        progress.update(at.days, at.of, at.days);
        return true;
    };
    const auto done =
        core::trades::emulate_trade(options.db, {.program = kProgram, .key_file = options.key_file},
                                    options.trade, context.clock.now());
    progress.clear();
    if (!done) return report(context, done.error());
    if (options.json) {
        context.out << json_of(*done).dump(2) << '\n';
    } else {
        print(*done, context.out);
    }
    if (!done->faults.empty()) context.exit = Exit::refused;
}

}  // namespace

void add_emulate_trade(CLI::App& emulate, Context& context) {
    auto options = std::make_shared<Options>();
    auto& trade = options->trade;
    std::vector<std::string> names;
    for (const auto& [name, value] : kTrades) names.push_back(name);
    emulate.add_option("--trade", options->name, "A business that lives at a head office")
        ->check(CLI::IsMember(names));
    emulate.add_option("--db", options->db, "The office's database; a test one")->type_name("DB");
    add_key(emulate, options->key_file);
    emulate.add_option("--accounts", trade.accounts, "How many customers it has")
        ->check(CLI::Range(1U, core::trades::kAccountsMax))
        ->capture_default_str();
    emulate.add_option("--months", trade.months, "For how long it lives")
        ->check(CLI::Range(1U, core::trades::kMonthsMax))
        ->capture_default_str();
    emulate.add_option("--seed", trade.seed, "All that happens follows from it")
        ->capture_default_str();
    emulate.add_option("--until", options->until, "Its last day; else today")->type_name("DAY");
    emulate.add_flag("--sure", trade.sure,
                     "Even at an office that has customers of its own: its numbers are used up");
    add_json(emulate, options->json);
    emulate.callback([options, &emulate, &context] {
        if (emulate.get_subcommands().empty()) live(*options, context);
    });
}

}  // namespace app::counterfoil
