#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/office/change_tax.hpp"
#include "app/counterfoil/command.hpp"
#include "pos/money/decimal.hpp"

namespace app::counterfoil {

namespace {

struct Options {
    std::string db;
    std::string key_file;
    core::TaxChange change;
    bool added{false};
    bool included{false};
    bool json{false};
};

std::string percent(const pos::tax::Tax& tax) {
    return pos::format_decimal(tax.rate.e8, 6, 0);
}

std::string classes_of(const core::ShopSettings& settings, const std::string& code) {
    std::string all;
    for (const auto& each : settings.taxes.classes) {
        if (std::ranges::find(each.taxes, code) == each.taxes.end()) continue;
        all += (all.empty() ? "" : ", ") + each.code;
        if (each.code == settings.tax_class) all += " (goods that say none)";
    }
    return all;
}

nlohmann::ordered_json json_of(const core::ShopSettings& settings) {
    nlohmann::ordered_json json;
    json["taxes"] = nlohmann::ordered_json::array();
    for (const auto& period : settings.taxes.taxes) {
        nlohmann::ordered_json one;
        one["code"] = period.tax.code;
        one["name"] = period.tax.name;
        one["percent"] = percent(period.tax);
        one["included"] = period.tax.included;
        one["from"] = to_string(period.from);
        one["until"] = period.until ? nlohmann::ordered_json(to_string(*period.until)) : nullptr;
        json["taxes"].push_back(std::move(one));
    }
    json["classes"] = nlohmann::ordered_json::array();
    for (const auto& each : settings.taxes.classes) {
        json["classes"].push_back({{"code", each.code}, {"taxes", each.taxes}});
    }
    json["class_of_goods_that_say_none"] = settings.tax_class;
    return json;
}

void print(const core::ShopSettings& settings, std::ostream& out) {
    if (settings.taxes.taxes.empty()) {
        out << "No taxes. counterfoil tax A 20 --name VAT --class standard --default --db …\n";
        return;
    }
    Table table{
        {{"code"}, {"name"}, {"percent", true}, {""}, {"from"}, {"until"}, {"goods of class"}}, {}};
    for (const auto& period : settings.taxes.taxes) {
        table.rows.push_back({period.tax.code, period.tax.name, percent(period.tax),
                              period.tax.included ? "in the price" : "added",
                              to_string(period.from), period.until ? to_string(*period.until) : "",
                              classes_of(settings, period.tax.code)});
    }
    write_table(out, table);
}

core::Outcome<core::ShopSettings> read(const Options& options) {
    auto reader = core::OpenReader::open(options.db);
    if (!reader) return std::unexpected{reader.error()};
    return core::read_settings(**reader);
}

core::Outcome<core::ShopSettings> carry_out(Options& options, Context& context) {
    auto& change = options.change;
    if (change.percent.empty() && !change.remove) return read(options);
    if (change.remove && !change.percent.empty()) return core::misuse("--remove takes no rate.");
    if (options.added || options.included) change.included = options.included;
    return core::change_tax(options.db, {.program = kProgram, .key_file = options.key_file}, change,
                            context.clock.now());
}

void run(Options options, Context& context) {
    const auto settings = carry_out(options, context);
    if (!settings) return report(context, settings.error());
    if (options.json) {
        context.out << json_of(*settings).dump(2) << '\n';
    } else {
        print(*settings, context.out);
    }
}

}  // namespace

void add_tax(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto& change = options->change;
    auto* command = program.add_subcommand(
        "tax", "Change a tax, now or from some day on; without a rate, show all of them");
    command->add_option("CODE", change.code, "What receipts show, such as A");
    command->add_option("PERCENT", change.percent, "Such as 20");
    add_db(*command, options->db);
    add_key(*command, options->key_file);
    command->add_option("--name", change.name, "As printed, such as VAT");
    command->add_option("--class", change.tax_class, "Goods of that class have this tax");
    command->add_flag("--default", change.for_goods_without_class,
                      "So have goods that name no class");
    command->add_option("--from", change.from, "The first day; else today, a new tax always")
        ->type_name("DAY");
    auto* added = command->add_flag("--added", options->added, "Prices are without it");
    command->add_flag("--included", options->included, "Prices are with it")->excludes(added);
    command->add_flag("--remove", change.remove, "Take it away");
    add_cashier(*command, change.by);
    add_json(*command, options->json);
    command->callback([options, &context] { run(*options, context); });
}

}  // namespace app::counterfoil
