// What a shop of its own counted, and what came in.
#include <fmt/format.h>

#include <memory>
#include <ostream>

#include "app/core/office/shop_stock.hpp"
#include "app/counterfoil/billing/commands.hpp"
#include "app/counterfoil/command.hpp"
#include "pos/money/decimal.hpp"

namespace app::counterfoil {

namespace {

struct SayingOptions {
    std::string db;
    std::string key_file;
    std::vector<std::string> goods;  // "1001=12"
    core::StockSaying saying;
};

core::Outcome<core::StockFigure> figure_of(const std::string& said) {
    const auto sign = said.rfind('=');
    const bool whole = sign != std::string::npos && sign > 0;
    const auto quantity = pos::parse_quantity(whole ? said.substr(sign + 1) : std::string{});
    if (!quantity) return core::misuse(said + " does not say goods and how many, such as 1001=12.");
    return core::StockFigure{said.substr(0, sign), *quantity};
}

void say_stock(SayingOptions options, Context& context) {
    for (const std::string& said : options.goods) {
        auto figure = figure_of(said);
        if (!figure) return report(context, figure.error());
        options.saying.goods.push_back(std::move(*figure));
    }
    const auto moved =
        core::change_shop_stock(options.db, {.program = kProgram, .key_file = options.key_file},
                                options.saying, context.clock.now(), context.random);
    if (!moved) return report(context, moved.error());
    if (moved->empty()) {
        context.err << "That was said before: nothing was changed.\n";
        return;
    }
    for (const auto& one : *moved) {
        const std::string unit = one.unit.empty() ? "" : " " + one.unit;
        const std::string now = to_string(one.now) + unit;
        const std::string before = one.before ? to_string(*one.before) : "never counted";
        context.err << one.number << " " << one.name << ": in stock " << before
                    << (options.saying.counted ? " -> counted " : " -> ") << now << '\n';
    }
}

void add_saying(CLI::App& stock, Context& context, const char* name, const char* about,
                bool counted) {
    auto options = std::make_shared<SayingOptions>();
    options->saying.counted = counted;
    options->saying.reason = counted ? "count" : "delivery";
    auto* command = stock.add_subcommand(name, about);
    command->add_option("GOODS", options->goods, "Number and how many, such as 1001=12")
        ->required();
    add_db(*command, options->db);
    add_key(*command, options->key_file);
    command->add_option("--reason", options->saying.reason, "In words of your own")
        ->capture_default_str();
    command->add_option("--reference", options->saying.reference,
                        "What it is known by elsewhere: said twice it counts once");
    add_cashier(*command, options->saying.by);
    command->callback([options, &context] { say_stock(*options, context); });
}

}  // namespace

void add_shop_stock(CLI::App& stock, Context& context) {
    add_saying(stock, context, "count", "In a shop of its own: goods were counted", true);
    add_saying(stock, context, "receive", "In a shop of its own: goods came in", false);
}

}  // namespace app::counterfoil
