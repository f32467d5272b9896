#include "app/core/billing/plan_file.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/core/billing/plan_rates.hpp"
#include "app/core/explain/parse.hpp"
#include "app/core/explain/read_charge.hpp"
#include "app/core/explain/read_proration.hpp"
#include "app/core/explain/read_time.hpp"
#include "app/core/explain/words.hpp"

namespace app::core::billing {

namespace {

using explain::Fields;
using explain::Problem;
using explain::Words;
using pos::billing::plan::Aggregation;
using pos::billing::plan::Anchor;
using pos::billing::plan::LateUsage;
using pos::billing::plan::Phase;
using pos::billing::plan::PhaseKind;
using pos::billing::plan::PhasesFrom;
using pos::billing::plan::Plan;
using pos::billing::plan::PlanCharge;
using pos::billing::plan::UsageEnds;
using pos::billing::plan::ZeroUsage;

constexpr Words<Aggregation, 4> kAggregations{{{"sum", Aggregation::sum},
                                               {"count", Aggregation::count},
                                               {"highest", Aggregation::highest},
                                               {"latest", Aggregation::latest}}};
constexpr Words<Anchor, 3> kAnchors{{{"account", Anchor::account},
                                     {"subscription", Anchor::subscription},
                                     {"base", Anchor::bundle}}};
constexpr Words<UsageEnds, 2> kUsageEnds{
    {{"at_the_instant", UsageEnds::at_the_instant}, {"with_the_day", UsageEnds::with_the_day}}};
constexpr Words<ZeroUsage, 2> kZeroUsage{
    {{"left_out", ZeroUsage::left_out}, {"billed", ZeroUsage::billed}}};
constexpr Words<LateUsage, 2> kLateUsage{
    {{"billed_next", LateUsage::billed_next}, {"left_out", LateUsage::left_out}}};
constexpr Words<PhaseKind, 4> kPhases{{{"evergreen", PhaseKind::evergreen},
                                       {"trial", PhaseKind::trial},
                                       {"discount", PhaseKind::discount},
                                       {"fixed_term", PhaseKind::fixed_term}}};
constexpr Words<PhasesFrom, 2> kPhasesFrom{
    {{"subscription", PhasesFrom::subscription}, {"base", PhasesFrom::bundle}}};

/// A plan is nested six deep.
constexpr int kPlanDepthMax = 32;

/// What a plan says for all its charges.
struct Common {
    pos::Currency currency{};
    pos::tax::PricesAre prices{pos::tax::PricesAre::without_tax};
    std::string tax_class;
};

/// A commitment in place of a charge's model: "amount", "covers".
void read_commitment(Fields& fields, const Common& common, PlanCharge& one) {
    const auto amount = fields.figure("amount", explain::Size::price);
    if (amount < pos::Exact{}) fields.refuse("amount", "is below zero");
    one.charge.model = pos::billing::models::Recurring{amount};
    one.charge.rounding = explain::read_rounding(fields, common.currency);
    one.mode = pos::billing::cycle::Mode::in_arrears;
    one.every = explain::read_every(fields);
    one.anchor = fields.choice_or("anchor", kAnchors, one.anchor);
    one.proration = explain::read_proration(fields.inner("proration"));
    if (one.proration.by == pos::billing::cycle::CountBy::seconds) {
        fields.refuse("proration.by", "is for fees: a commitment counts days");
    }
    one.commits.emplace();
    const explain::Json* covers = fields.array("covers", pos::billing::plan::kChargesMax);
    if (covers == nullptr) return;
    for (std::size_t i = 0; i < covers->size(); ++i) {
        const explain::Json& code = (*covers)[i];
        if (code.is_string()) {
            one.commits->covers.push_back(code.get<std::string>());
        } else {
            fields.refuse("covers[" + std::to_string(i) + "]", "is no text");
        }
    }
    if (covers->empty()) fields.refuse("covers", "is empty");
}

PlanCharge read_plan_charge(Fields& fields, const Common& common) {
    PlanCharge one;
    one.code = fields.text("code");
    one.name = fields.text("name");
    one.tax_class = fields.text_or("tax_class", common.tax_class);
    one.prices = fields.choice_or("prices", explain::kPricesWords, common.prices);
    const std::string model = fields.text_or("model", "");
    if (model == "commitment") {
        read_commitment(fields, common, one);
        return one;
    }
    if (model == "calls") one.calls = read_call_rates(fields);
    if (model == "time_of_use") one.times = read_time_rates(fields);
    const bool each_record = one.calls || one.times;
    one.charge = each_record ? explain::read_charge(fields, common.currency,
                                                    pos::billing::models::PrePriced{})
                             : explain::read_charge(fields, common.currency);
    one.meter = fields.text_or("meter", "");
    if (each_record && one.meter.empty()) {
        fields.refuse("meter", "is missing: whose records it prices");
    }
    if (one.is_usage()) {
        one.unit = fields.text_or("unit", "");
        one.aggregation = fields.choice_or("aggregation", kAggregations, one.aggregation);
        one.usage_ends = fields.choice_or("usage_ends", kUsageEnds, one.usage_ends);
        one.zero_usage = fields.choice_or("zero_usage", kZeroUsage, one.zero_usage);
        one.late_usage = fields.choice_or("late_usage", kLateUsage, one.late_usage);
    }
    if (one.is_one_time()) return one;
    one.every = explain::read_every(fields);
    one.anchor = fields.choice_or("anchor", kAnchors, one.anchor);
    if (!one.is_usage()) one.mode = explain::read_mode(fields);
    one.proration = explain::read_proration(fields.inner("proration"));
    return one;
}

Phase read_phase(Fields& fields, const Common& common) {
    Phase phase;
    phase.kind = fields.choice_or("kind", kPhases, PhaseKind::evergreen);
    phase.name = fields.text_or("name", "");
    if (fields.has("length")) {
        Fields length = fields.inner("length");
        phase.length = explain::read_every(length);
        length.close();
    }
    fields.each(
        "charges",
        [&](Fields& charge) { phase.charges.push_back(read_plan_charge(charge, common)); },
        pos::billing::plan::kChargesMax);
    return phase;
}

/// "line 3, column 7" of what stands at a byte, both from 1.
std::string place_of(std::string_view text, std::size_t byte) {
    const explain::TextPlace place = explain::place_in(text, byte);
    return fmt::format("line {}, column {}", place.line, place.column);
}

/// Where a text stops to be JSON.
PlanProblem not_json(std::string_view text) {
    try {
        [[maybe_unused]] const auto read = explain::Json::parse(text);
    } catch (const explain::Json::parse_error& error) {
        const bool ended = error.byte > text.size();
        return {place_of(text, std::max<std::size_t>(error.byte, 1) - 1),
                ended ? "is the end, and something is still missing: a bracket or a quotation mark"
                      : "is no JSON: look at what stands there and right before it"};
    } catch (const explain::Json::out_of_range&) {
        return {"plan", "holds a figure that is beyond measure"};
    }
    return {"plan", "is no JSON"};
}

}  // namespace

std::expected<Plan, std::vector<PlanProblem>> check_plan(std::string_view text) {
    const explain::Parsed parsed = explain::parse_json(text, kPlanDepthMax);
    if (parsed.too_deep) {
        return std::unexpected{std::vector{PlanProblem{"plan", "is nested too deeply"}}};
    }
    if (parsed.json.is_discarded()) return std::unexpected{std::vector{not_json(text)}};
    std::vector<Problem> problems;
    for (const explain::Twice& one : parsed.twice) {
        problems.push_back({one.field, "stands there twice: " + place_of(text, one.byte)});
    }
    Fields fields{parsed.json, "", problems};
    Plan plan;
    plan.code = fields.text("code");
    plan.name = fields.text("name");
    Common common;
    common.currency = explain::read_currency(fields);
    common.prices = fields.choice_or("prices", explain::kPricesWords, common.prices);
    common.tax_class = fields.text_or("tax_class", "");
    plan.currency = common.currency;
    plan.phases_from = fields.choice_or("phases_from", kPhasesFrom, plan.phases_from);
    fields.each(
        "phases", [&](Fields& phase) { plan.phases.push_back(read_phase(phase, common)); },
        pos::billing::plan::kPhasesMax);
    fields.close();
    for (const auto& wrong : pos::billing::plan::problems(plan)) {
        problems.push_back({"plan", pos::billing::plan::words_of(wrong)});
    }
    if (problems.empty()) return plan;
    std::vector<PlanProblem> told;
    for (Problem& one : problems) told.push_back({std::move(one.field), std::move(one.reason)});
    return std::unexpected{std::move(told)};
}

Outcome<Plan> read_plan(std::string_view text) {
    auto plan = check_plan(text);
    if (plan) return std::move(*plan);
    std::string words;
    for (const PlanProblem& one : plan.error()) {
        words += (words.empty() ? "" : "; ") + one.where + " " + one.what;
    }
    return refuse("The plan makes no sense: " + words + ".");
}

}  // namespace app::core::billing
