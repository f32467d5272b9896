#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/office/change_settings.hpp"
#include "app/core/office/change_stock_policy.hpp"
#include "app/core/stock_policy.hpp"
#include "app/counterfoil/command.hpp"
#include "pos/money/decimal.hpp"

namespace app::counterfoil {

namespace {

struct Options {
    std::string db;
    std::string key_file;
    core::SettingsChange change;
    core::StockPolicyChange stock;
    std::vector<std::string> address;
    std::vector<std::string> footer;
    bool json{false};

    bool changes_stock() const { return stock.rule || stock.shown; }
    bool changes() const {
        return change.name || change.tax_number || change.cash_step || change.lock_minutes ||
               !change.own.empty() || !address.empty() || !footer.empty();
    }
};

/// What is known, and the rule of stock: at head office that of all branches, once it has one.
struct Shown {
    core::KnownSettings known;
    std::optional<pos::sale::StockPolicy> stock;
};

nlohmann::ordered_json json_of(const Shown& shown) {
    const auto& known = shown.known;
    const auto& settings = known.settings;
    nlohmann::ordered_json json;
    if (settings.name) json["name"] = *settings.name;
    if (settings.address) json["address"] = *settings.address;
    if (settings.tax_number) json["tax_number"] = *settings.tax_number;
    if (settings.footer) json["footer"] = *settings.footer;
    if (settings.cash_step_minor) {
        json["cash_step"] = to_string(pos::Money{*settings.cash_step_minor, known.currency});
    }
    if (settings.lock_minutes) json["lock_minutes"] = *settings.lock_minutes;
    if (!shown.stock) return json;
    const std::string policy = core::to_text(*shown.stock);
    json["stock"] = policy.substr(0, policy.find(','));
    json["show_stock"] = shown.stock->shown;
    return json;
}

void print(const Shown& known, std::ostream& out) {
    Table table{{{"setting"}, {"value"}}, {}};
    const auto json = json_of(known);  // a loop over what it gives away would outlive it
    for (const auto& [name, value] : json.items()) {
        if (!value.is_array()) {
            table.rows.push_back(
                {name, value.is_string() ? value.get<std::string>() : value.dump()});
            continue;
        }
        for (const auto& line : value) table.rows.push_back({name, line.get<std::string>()});
    }
    if (table.rows.empty()) {
        out << "Head office gives nothing here: each shop has its own.\n";
        return;
    }
    write_table(out, table);
}

core::Outcome<Shown> read_shown(const Options& options, pos::store::Reader& reader) {
    auto known = core::known_settings(reader, options.change.branch);
    if (!known) return std::unexpected{known.error()};
    Shown shown{std::move(*known), std::nullopt};
    const auto said = reader.catalogue().setting(core::kStockSetting);
    if (!said) return std::unexpected{core::failure(pos::store::to_store_error(said.error()))};
    if (shown.known.given && (!*said || !options.change.branch.empty())) return shown;
    auto stock = core::read_stock_policy(reader);
    if (!stock) return std::unexpected{stock.error()};
    shown.stock = *stock;
    return shown;
}

core::Outcome<void> change_all(const Options& options, Context& context) {
    const pos::store::StoreOptions store{.program = kProgram, .key_file = options.key_file};
    if (options.changes_stock() && !options.change.branch.empty()) {
        return core::misuse(
            "How tills go by the stock is said to all branches: leave out "
            "--branch.");
    }
    core::Outcome<void> done;
    if (options.changes())
        done = core::change_settings(options.db, store, options.change, context.clock.now());
    if (done && options.changes_stock()) {
        auto stock = options.stock;
        stock.by = options.change.by;
        done = core::change_stock_policy(options.db, store, stock, context.clock.now());
    }
    return done;
}

void run(Options options, Context& context) {
    auto& change = options.change;
    if (!options.address.empty()) change.address = options.address;
    if (!options.footer.empty()) change.footer = options.footer;
    if (const auto done = change_all(options, context); !done) return report(context, done.error());
    auto reader = core::OpenReader::open(options.db);
    if (!reader) return report(context, reader.error());
    const auto known = read_shown(options, **reader);
    if (!known) return report(context, known.error());
    if (options.json) {
        context.out << json_of(*known).dump(2) << '\n';
    } else {
        print(*known, context.out);
    }
}

}  // namespace

void add_settings(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto& change = options->change;
    auto* command = program.add_subcommand(
        "settings",
        "What a shop says about itself and how its tills behave; at head office, what all branches "
        "or one are given in place of their own");
    add_db(*command, options->db);
    add_key(*command, options->key_file);
    command->add_option("--name", change.name, "The shop's name, as printed");
    command->add_option("--address", options->address, "A line of the address; repeat it for more")
        ->allow_extra_args(false);
    command->add_option("--tax-number", change.tax_number, "As printed");
    command
        ->add_option("--footer", options->footer,
                     "A line at the end of receipts; repeat it for more")
        ->allow_extra_args(false);
    command->add_option("--cash-step", change.cash_step,
                        "The smallest coin: sums paid in cash are rounded to it, such as 0.05");
    command->add_option("--lock-minutes", change.lock_minutes,
                        "Without input, until a till asks who works there; 0 never");
    command
        ->add_option("--stock", options->stock.rule,
                     "Where a sale takes more of counted goods than there is: allow it, warn, or "
                     "block it until a manager approves")
        ->type_name("RULE");
    command->add_option("--show-stock", options->stock.shown,
                        "Whether tills show how many there are of counted goods: yes or no");
    command
        ->add_option("--own", change.own,
                     "At head office: leave that to each shop again, such as footer")
        ->allow_extra_args(false)
        ->type_name("SETTING");
    command->add_option("--branch", change.branch, "At head office: of that branch alone")
        ->type_name("CODE");
    add_cashier(*command, change.by);
    add_json(*command, options->json);
    command->callback([options, &context] { run(*options, context); });
}

}  // namespace app::counterfoil
