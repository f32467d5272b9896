#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/office/change_price.hpp"
#include "app/counterfoil/command.hpp"
#include "pos/locale/zone.hpp"
#include "pos/money/decimal.hpp"

namespace app::counterfoil {

namespace {

struct Options {
    std::string db;
    std::string key_file;
    core::PriceChange change;
    bool remove{false};
    bool json{false};
};

std::string when(pos::Instant at, const pos::locale::Zone& zone) {
    const auto local = zone.local(at);
    return fmt::format("{} {:02}:{:02}", to_string(local.date), local.second_of_day / 3'600,
                       local.second_of_day / 60 % 60);
}

void show(const Options& options, Context& context) {
    auto reader = core::OpenReader::open(options.db);
    if (!reader) return report(context, reader.error());
    const auto known = core::prices_of(**reader, options.change.number);
    if (!known) return report(context, known.error());
    if (!*known) {
        return report(context, {core::FailureKind::refused,
                                "No item has the number " + options.change.number + "."});
    }
    const auto& found = *known;
    const auto journals = (*reader)->journals();
    if (!journals) return report(context, core::failure(journals.error()));
    const auto zone = pos::locale::Zone::open(journals->empty() ? "UTC" : journals->front().zone);
    if (!zone) return report(context, {core::FailureKind::refused, "No such time zone."});
    const std::string own = to_string(found->item.item.price);
    if (options.json) {
        nlohmann::ordered_json json;
        json["number"] = found->item.item.number;
        json["price"] = own;
        json["begin"] = nlohmann::ordered_json::array();
        for (const auto& price : found->prices) {
            nlohmann::ordered_json one;
            one["from"] = when(price.starts_at, *zone);
            one["branch"] = price.branch;
            one["price"] = to_string(price.price);
            json["begin"].push_back(std::move(one));
        }
        context.out << json.dump(2) << '\n';
        return;
    }
    Table table{{{"from"}, {"branch"}, {"price", true}}, {{"", "", own}}};
    for (const auto& price : found->prices) {
        table.rows.push_back({when(price.starts_at, *zone), price.branch, to_string(price.price)});
    }
    write_table(context.out, table);
}

void run(const Options& options, Context& context) {
    const auto& change = options.change;
    if (change.price.empty() && !options.remove) return show(options, context);
    if (!change.price.empty() && options.remove) {
        return report(context, {core::FailureKind::usage, "--remove takes no price."});
    }
    const auto done =
        core::change_price(options.db, {.program = kProgram, .key_file = options.key_file}, change,
                           context.clock.now());
    if (!done) report(context, done.error());
}

}  // namespace

void add_price(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto* command = program.add_subcommand(
        "price", "Change what an item costs, now or from some day on; without a price, show it");
    command->add_option("NUMBER", options->change.number, "The item's number")->required();
    command->add_option("PRICE", options->change.price, "Such as 2.49");
    add_db(*command, options->db);
    add_key(*command, options->key_file);
    command
        ->add_option("--from", options->change.from,
                     "At head office: a day, or \"2026-12-01 18:30\"; else it counts at once")
        ->type_name("TIME");
    command
        ->add_option("--branch", options->change.branch,
                     "At head office: a price of that branch alone")
        ->type_name("CODE");
    command->add_flag("--remove", options->remove, "Withdraw the price that begins at --from");
    add_cashier(*command, options->change.by);
    add_json(*command, options->json);
    command->callback([options, &context] { run(*options, context); });
}

}  // namespace app::counterfoil
