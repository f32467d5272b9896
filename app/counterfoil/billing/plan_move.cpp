// Subscriptions move to another version of their plan, after a look at what that changes for whom.
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/billing/price_move.hpp"
#include "app/counterfoil/billing/books_options.hpp"
#include "app/counterfoil/billing/plan_commands.hpp"
#include "pos/money/decimal.hpp"

namespace app::counterfoil {

namespace {

namespace billing = core::billing;
using billing::Moving;
using nlohmann::ordered_json;

struct Options {
    BooksOptions books;
    billing::PriceMove move;
    bool all{false};
    bool dry_run{false};
    bool undo{false};
    bool json{false};
    bool csv{false};
};

std::string day_of(const std::optional<pos::Date>& day) {
    return day ? to_string(*day) : std::string{};
}

ordered_json json_of(const billing::SubscriptionMoved& one, bool dry_run) {
    ordered_json json{
        {"account", one.account}, {"name", one.name},       {"subscription", one.subscription},
        {"payer", one.payer},     {"version", one.version}, {"moving", word_of(one.moving)},
        {"why", one.why}};
    if (one.until) json["until"] = day_of(one.until);
    if (!dry_run || !one.period_from) return json;
    json["period_from"] = day_of(one.period_from);
    json["period_to"] = day_of(one.period_to);
    json["whole"] = one.whole;
    json["before"] = to_string(one.before);
    json["after"] = to_string(one.after);
    json["charges"] = ordered_json::array();
    for (const auto& charge : one.charges) {
        json["charges"].push_back({{"charge", charge.code},
                                   {"name", charge.name},
                                   {"before", to_string(charge.before)},
                                   {"after", to_string(charge.after)}});
    }
    return json;
}

ordered_json json_of(const billing::BillMoved& one) {
    const auto amount = [](const std::optional<pos::Money>& money) {
        return money ? ordered_json(to_string(*money)) : ordered_json(nullptr);
    };
    return {{"account", one.account},        {"name", one.name},
            {"as_of", to_string(one.as_of)}, {"without", amount(one.without)},
            {"with", amount(one.with)},      {"fault", one.fault}};
}

ordered_json json_of(const billing::PriceMoveReport& report) {
    ordered_json json{{"plan", report.asked.plan},      {"version", report.asked.version},
                      {"from", to_string(report.from)}, {"currency", code_of(report.currency)},
                      {"dry_run", report.dry_run},      {"undo", report.taken_back},
                      {"moves", report.moves},          {"already", report.already},
                      {"stays", report.stays}};
    json["prices"] = ordered_json::array();
    for (const auto& version : report.versions) {
        for (const auto& figure : version.figures) {
            json["prices"].push_back({{"version", version.version},
                                      {"phase", figure.phase + 1},
                                      {"charge", figure.charge},
                                      {"figure", figure.label},
                                      {"before", figure.before},
                                      {"after", figure.after}});
        }
    }
    json["subscriptions"] = ordered_json::array();
    for (const auto& one : report.subscriptions) {
        json["subscriptions"].push_back(json_of(one, report.dry_run));
    }
    if (!report.dry_run) return json;
    json["bills"] = ordered_json::array();
    for (const auto& one : report.bills) json["bills"].push_back(json_of(one));
    json["totals"] = {{"before", to_string(report.before)},
                      {"after", to_string(report.after)},
                      {"without", to_string(report.without)},
                      {"with", to_string(report.with)}};
    return json;
}

/// A row for each subscription; as CSV each of its charges has one of its own.
Table subscriptions_table(const billing::PriceMoveReport& report, bool by_charge) {
    Table table{{{"account"}, {"name"}, {"subscription"}, {"version", true}, {"what"}}, {}};
    if (by_charge) table.columns.push_back({"charge"});
    for (const char* figure : {"before", "after", "difference"}) {
        table.columns.push_back({figure, true});
    }
    if (by_charge) {
        for (const char* more : {"period_from", "period_to", "payer"}) {
            table.columns.push_back({more});
        }
    }
    table.columns.push_back({"why"});
    for (const auto& one : report.subscriptions) {
        // Those that have the version already are only counted, among what people read.
        if (one.moving == Moving::already && !by_charge) continue;
        const bool known = report.dry_run && one.period_from.has_value();
        const auto add = [&](const std::string& charge, pos::Money before, pos::Money after) {
            std::vector<std::string> row{one.account, one.name, one.subscription,
                                         std::to_string(one.version), word_of(one.moving)};
            if (by_charge) row.push_back(charge);
            row.push_back(known ? to_string(before) : "");
            row.push_back(known ? to_string(after) : "");
            row.push_back(known ? to_string(after - before) : "");
            if (by_charge) {
                row.push_back(day_of(one.period_from));
                row.push_back(day_of(one.period_to));
                row.push_back(one.payer);
            }
            row.push_back(one.why);
            table.rows.push_back(std::move(row));
        };
        add("", one.before, one.after);
        if (!by_charge) continue;
        for (const auto& charge : one.charges) add(charge.code, charge.before, charge.after);
    }
    return table;
}

void print_prices(const billing::PriceMoveReport& report, std::ostream& out) {
    Table table{{{"version", true}, {"price"}, {"before", true}, {"after", true}}, {}};
    for (const auto& version : report.versions) {
        for (const auto& figure : version.figures) {
            table.rows.push_back(
                {std::to_string(version.version), figure.label, figure.before, figure.after});
        }
    }
    if (table.rows.empty()) return;
    write_table(out, table);
    out << '\n';
}

void print_bills(const billing::PriceMoveReport& report, std::ostream& out) {
    Table table{{{"account"}, {"name"}, {"billed on"}, {"without", true}, {"with", true}, {"why"}},
                {}};
    for (const auto& one : report.bills) {
        table.rows.push_back({one.account, one.name, to_string(one.as_of),
                              one.without ? to_string(*one.without) : "nothing",
                              one.with ? to_string(*one.with) : "nothing", one.fault});
    }
    if (table.rows.empty()) return;
    out << '\n';
    write_table(out, table);
}

void print(const billing::PriceMoveReport& report, Context& context) {
    if (report.dry_run) print_prices(report, context.out);
    const Table rows = subscriptions_table(report, false);
    if (!rows.rows.empty()) write_table(context.out, rows);
    if (report.dry_run) print_bills(report, context.out);
    const std::string code{code_of(report.currency)};
    context.err << report.moves << (report.taken_back ? " taken back, " : " moved to version ");
    if (!report.taken_back) {
        context.err << report.asked.version << " from " << to_string(report.from) << " on, "
                    << report.already << " had it already, ";
    }
    context.err << report.stays << " stay as they are.";
    if (report.dry_run) {
        context.err << " The last period comes to " << to_string(report.before) << ' ' << code
                    << ", and would have come to " << to_string(report.after)
                    << "; the next bills come to " << to_string(report.without)
                    << " without it and " << to_string(report.with)
                    << " with it. Nothing was written.";
    }
    context.err << '\n';
}

void move(const Options& options, Context& context) {
    if (options.all == !options.move.accounts.empty()) {
        return report(context,
                      {core::FailureKind::usage,
                       "Say whose: --account NUMBER, several times if need be, or --all."});
    }
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        Progress progress{options.dry_run ? "Looking" : "Moving",
                          !options.json && !options.csv && terminal_on_stderr(), "accounts"};
        const billing::PriceMoveOptions how{
            .dry_run = options.dry_run,
            .take_back = options.undo,
            .on_progress = [&](const billing::PriceMoveProgress& at) {
                progress.update(static_cast<std::uint64_t>(at.accounts),
                                static_cast<std::uint64_t>(at.of),
                                static_cast<std::uint64_t>(at.accounts));
                return true;
            }};
        const auto done = billing::move_prices(books, options.move, how, context.clock.now());
        progress.clear();
        if (!done) return std::unexpected{done.error()};
        if (options.json) {
            context.out << json_of(*done).dump(2) << '\n';
        } else if (options.csv) {
            write_csv(context.out, subscriptions_table(*done, true));
        } else {
            print(*done, context);
        }
        if (done->stays > 0) context.exit = Exit::refused;
        return {};
    });
}

}  // namespace

void add_plan_move(CLI::App& plan, Context& context) {
    auto options = std::make_shared<Options>();
    auto* moving = plan.add_subcommand(
        "move", "Move subscriptions to another version of their plan, as of a day");
    moving->add_option("PLAN", options->move.plan, "Its code")->required();
    moving->add_option("--to", options->move.version, "The version")->required();
    moving->add_option("--from", options->move.from, "From the start of that day on")
        ->type_name("DAY")
        ->required();
    auto* whose = moving->add_option("--account", options->move.accounts,
                                     "Those of this account; may be given again");
    moving->add_flag("--all", options->all, "All that have the plan")->excludes(whose);
    moving->add_flag("--dry-run", options->dry_run,
                     "Say what changes for whom, and change nothing");
    moving->add_flag("--undo", options->undo,
                     "Take back this very move, where nothing has been billed by it");
    add_books(*moving, options->books);
    auto* json = moving->add_flag("--json", options->json, "As JSON, for machines");
    moving->add_flag("--csv", options->csv, "Subscriptions and charges as CSV")->excludes(json);
    moving->callback([options, &context] { move(*options, context); });
}

}  // namespace app::counterfoil
