#include <stdexcept>

#include "pos/money/decimal.hpp"
#include "tests/conformance/billing/scenario.hpp"

namespace tests {

namespace {

namespace billing = pos::billing;
namespace cycle = pos::billing::cycle;
namespace plan = pos::billing::plan;

pos::Exact exact_of(const Json& json) {
    const auto figure = pos::parse_exact(json.get<std::string>());
    if (!figure) throw std::runtime_error{"not a figure: " + json.dump()};
    return *figure;
}

cycle::Every every_of(const std::string& period) {
    static const std::map<std::string, cycle::Every> kPeriods{
        {"daily", {cycle::Unit::day, 1}},
        {"weekly", {cycle::Unit::week, 1}},
        {"monthly", {cycle::Unit::month, 1}},
        {"quarterly", {cycle::Unit::month, 3}},
        {"annual", {cycle::Unit::year, 1}}};
    return kPeriods.at(period);
}

plan::Anchor anchor_of(const Json& json) {
    static const std::map<std::string, plan::Anchor> kAnchors{
        {"account", plan::Anchor::account},
        {"subscription", plan::Anchor::subscription},
        {"bundle", plan::Anchor::bundle}};
    return kAnchors.at(json.at("anchor_level"));
}

/// Blocks of one size: the tiers of the published cases differ in size, but no case passes the
/// first one.
billing::Charge consumable(const Json& usage) {
    billing::models::Graduated graduated;
    const Json& tiers = usage.at("tiers");
    const pos::Exact size = exact_of(tiers.front().at("blocks").front().at("block_size"));
    pos::Exact up_to;
    for (const Json& tier : tiers) {
        const Json& block = tier.at("blocks").front();
        billing::models::Tier one;
        one.price = exact_of(block.at("block_price"));
        const Json& most = block.at("max_blocks");
        if (!most.is_null() && &tier != &tiers.back()) {
            up_to += exact_of(most);
            one.up_to = up_to;
        }
        graduated.tiers.push_back(one);
    }
    billing::Charge charge{.model = graduated};
    charge.conversion = billing::Conversion{
        .by = billing::ConvertBy::dividing, .factor = size, .rounding = pos::RoundingMode::up};
    return charge;
}

plan::Phase phase_of(const Json& json, const Json& of_plan, const PlanOptions& options) {
    static const std::map<std::string, plan::PhaseKind> kKinds{
        {"trial", plan::PhaseKind::trial},
        {"discount", plan::PhaseKind::discount},
        {"fixedterm", plan::PhaseKind::fixed_term},
        {"evergreen", plan::PhaseKind::evergreen}};
    plan::Phase phase{.kind = kKinds.at(json.at("type")), .name = json.at("type"), .charges = {}};
    if (const Json& length = json.at("duration"); !length.is_null()) {
        const bool days = length.at("unit") == "days";
        phase.length = cycle::Every{days ? cycle::Unit::day : cycle::Unit::month,
                                    length.at("number").get<int>()};
    }
    const auto add = [&](const std::string& code, billing::Charge charge) -> plan::PlanCharge& {
        charge.rounding.decimals = 2;
        plan::PlanCharge one{.code = code, .name = code, .charge = std::move(charge)};
        one.anchor = anchor_of(of_plan);
        if (options.fixed_days_in_month) {
            one.proration.by = cycle::CountBy::fixed_days;
            one.proration.days_in_month = *options.fixed_days_in_month;
        }
        phase.charges.push_back(std::move(one));
        return phase.charges.back();
    };
    if (json.contains("fixed_price") && !json.at("fixed_price").is_null()) {
        add("fixed", {.model = billing::models::OneTime{exact_of(json.at("fixed_price"))}});
    }
    if (json.contains("recurring") && !json.at("recurring").is_null()) {
        const Json& recurring = json.at("recurring");
        auto& one = add("recurring",
                        {.model = billing::models::Recurring{exact_of(recurring.at("price"))}});
        one.every = every_of(recurring.at("period"));
        if (of_plan.at("mode") != "in_advance") {
            one.mode = options.greedy ? cycle::Mode::in_arrears_greedy : cycle::Mode::in_arrears;
        }
    }
    if (!json.contains("usages")) return phase;
    for (const Json& usage : json.at("usages")) {
        auto& one = add(usage.at("name"), consumable(usage));
        one.meter = usage.at("tiers").front().at("blocks").front().at("unit");
        one.every = every_of(usage.at("period"));
        one.usage_ends = plan::UsageEnds::with_the_day;
        one.zero_usage = options.zero_usage ? plan::ZeroUsage::billed : plan::ZeroUsage::left_out;
    }
    return phase;
}

}  // namespace

plan::Plan plan_of(const Json& json, const PlanOptions& options) {
    plan::Plan plan{.code = json.at("name"),
                    .name = json.at("name"),
                    .currency = *pos::currency_of("USD"),
                    .phases = {}};
    if (json.contains("phases_start_at") && json.at("phases_start_at") == "bundle") {
        plan.phases_from = plan::PhasesFrom::bundle;
    }
    for (const Json& phase : json.at("phases")) {
        plan.phases.push_back(phase_of(phase, json, options));
    }
    const auto wrong = plan::problems(plan);
    if (!wrong.empty()) throw std::runtime_error{"plan: " + words_of(wrong.front())};
    return plan;
}

}  // namespace tests
