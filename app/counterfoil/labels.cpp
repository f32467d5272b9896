#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/change_setting.hpp"
#include "app/core/label_presets.hpp"
#include "app/core/open_shop.hpp"
#include "app/counterfoil/command.hpp"

namespace app::counterfoil {

namespace {

using pos::catalog::RouteError;
using pos::catalog::RuleError;

struct Options {
    std::string db;
    std::string key_file;
    std::string cashier;
    std::string country;
    std::vector<std::string> add;
    std::vector<std::string> take;
    bool json{false};

    bool changes() const { return !country.empty() || !add.empty() || !take.empty(); }
};

const char* words_of(RuleError error) {
    switch (error) {
        case RuleError::bad_length:
            return "a label has 4 to 40 places";
        case RuleError::bad_character:
            return "a label is made of digits and P, V, K, C and X";
        case RuleError::no_prefix:
            return "a label starts with the digits it is known by";
        case RuleError::no_reference:
            return "a label needs 1 to 12 P side by side, for the item's number";
        case RuleError::no_value:
            return "a label needs 1 to 9 V side by side, for the weight, price or count";
        case RuleError::bad_check:
            return "C comes once and last; K once, and with 4 or 5 V";
        case RuleError::bad_kind:
            return "a label holds a weight, a price or a count";
        case RuleError::bad_decimals:
            return "the decimals are 0 to 6, and at most as many as there are V";
    }
    return "";
}

const char* words_of(RouteError error) {
    switch (error) {
        case RouteError::bad_length:
            return "a code's pattern has 2 to 40 places";
        case RouteError::bad_character:
            return "a code's pattern is of plain characters without blanks";
        case RouteError::no_start:
            return "a code's pattern starts with what it is known by, not with #, . or *";
        case RouteError::star_inside:
            return "* stands only at the end of a code's pattern";
        case RouteError::bad_kind:
            return "behind the pattern stands weight, price, count (and the decimals), receipt, "
                   "badge, customer, gift_card, bill or coupon";
    }
    return "";
}

core::Failure refusal(const std::string& rule, const char* why) {
    return {core::FailureKind::usage, "The rule \"" + rule + "\" is not understood: " + why + "."};
}

/// Whether it is meant as a label: "28PPPPPVVVVVC price 2".
bool is_label(const std::string& rule) {
    return std::ranges::any_of(std::array{" weight ", " price ", " count "},
                               [&](const char* word) { return rule.contains(word); });
}

/// A rule that is there already moves to the front: the first that fits wins.
core::Outcome<void> add(core::ShopSettings& settings, const std::string& rule) {
    if (is_label(rule)) {
        const auto label = pos::catalog::parse_rule(rule);
        if (!label) return std::unexpected{refusal(rule, words_of(label.error()))};
        std::erase(settings.embedded_rules, rule);
        settings.embedded_rules.insert(settings.embedded_rules.begin(), rule);
        return {};
    }
    const auto route = pos::catalog::parse_route(rule);
    if (!route) return std::unexpected{refusal(rule, words_of(route.error()))};
    std::erase(settings.code_routes, rule);
    settings.code_routes.insert(settings.code_routes.begin(), rule);
    return {};
}

core::Outcome<void> apply(core::ShopSettings& settings, const Options& options) {
    if (!options.country.empty()) {
        if (!core::is_country(options.country)) {
            return core::misuse("--country " + options.country +
                                " is no country's two letters, such as SE.");
        }
        core::set_labels(settings, options.country);
    }
    for (const std::string& rule : options.take) {
        if (std::erase(settings.embedded_rules, rule) + std::erase(settings.code_routes, rule) ==
            0) {
            return core::refuse("This shop has no rule \"" + rule +
                                "\". counterfoil labels shows those it has.");
        }
    }
    for (const std::string& rule : options.add) {
        if (const auto added = add(settings, rule); !added) return added;
    }
    return {};
}

std::string joined(const core::ShopSettings& settings) {
    std::string all;
    for (const auto* rules : {&settings.embedded_rules, &settings.code_routes}) {
        for (const std::string& rule : *rules) all += (all.empty() ? "" : "; ") + rule;
    }
    return all;
}

core::Outcome<core::ShopSettings> change(const Options& options, Context& context) {
    const auto now = context.clock.now();
    auto store =
        core::open_shop(options.db, {.program = kProgram, .key_file = options.key_file}, now);
    if (!store) return std::unexpected{store.error()};
    const auto shop = core::read_shop((*store)->reader(), (*store)->journal(), options.cashier);
    if (!shop) return std::unexpected{shop.error()};
    core::ShopSettings settings = shop->settings;
    if (const auto applied = apply(settings, options); !applied) {
        return std::unexpected{applied.error()};
    }
    const auto done = core::change_setting(
        **store, *shop, {"shop.labels", joined(shop->settings), joined(settings)},
        [&](auto& catalogue) { return catalogue.put_setting("shop", core::to_bytes(settings)); },
        now);
    if (!done) return std::unexpected{done.error()};
    return settings;
}

core::Outcome<core::ShopSettings> read(const Options& options) {
    auto reader = core::OpenReader::open(options.db);
    if (!reader) return std::unexpected{reader.error()};
    return core::read_settings(**reader);
}

void run(const Options& options, Context& context) {
    const auto settings = options.changes() ? change(options, context) : read(options);
    if (!settings) return report(context, settings.error());
    if (options.json) {
        const nlohmann::ordered_json json{{"labels", settings->embedded_rules},
                                          {"codes", settings->code_routes}};
        context.out << json.dump(2) << '\n';
        return;
    }
    for (const std::string& rule : settings->embedded_rules) context.out << rule << '\n';
    for (const std::string& rule : settings->code_routes) context.out << rule << '\n';
}

}  // namespace

void add_labels(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto* command = program.add_subcommand(
        "labels",
        "How the shop's own labels, cards and badges look: shows the rules, or changes them");
    add_db(*command, options->db);
    add_key(*command, options->key_file);
    add_json(*command, options->json);
    command->add_option("--country", options->country,
                        "Start from the rules that are usual in a country, such as SE");
    command->add_option(
        "--add", options->add,
        "A rule, before the others: \"28PPPPPVVVVVC price 2\" (P the item's number, V the value, K "
        "its check digit, C the code's; 2 decimals), or \"042* customer\" (# a digit, . any "
        "character, * the rest)");
    command->add_option("--take", options->take, "A rule that holds no longer, as it is shown");
    add_cashier(*command, options->cashier);
    command->callback([options, &context] { run(*options, context); });
}

}  // namespace app::counterfoil
