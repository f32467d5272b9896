#include "app/office/web/billing/plan_parts.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>

#include "app/office/web/billing/parts.hpp"
#include "pos/money/decimal.hpp"

namespace app::office::web::billing {

namespace {

using nlohmann::ordered_json;

/// Fields of a charge whose figure is money, or a share of it.
constexpr std::array<std::string_view, 13> kFigures{
    "amount",  "price",    "flat",       "fee",   "fixed",       "minimum",   "maximum",
    "percent", "included", "unit_price", "up_to", "connect_fee", "per_minute"};

/// A plan is nested six deep; what is deeper is none, and no stack is spent on it.
constexpr int kDepthMax = 32;

/// Nothing for what is no JSON, or is nested deeper.
std::optional<ordered_json> parsed(const std::string& text) {
    bool too_deep = false;
    auto json = ordered_json::parse(
        text,
        [&](int depth, ordered_json::parse_event_t, const ordered_json&) {
            too_deep = too_deep || depth > kDepthMax;
            return !too_deep;
        },
        false);
    if (too_deep || json.is_discarded()) return std::nullopt;
    return json;
}

/// A figure's place, for the text and for people.
struct Place {
    ordered_json::json_pointer at;
    std::string label;

    Place field(const std::string& name) const { return {at / name, label + " · " + name}; }
    /// Lists count from one where people read them.
    Place entry(std::size_t index) const {
        return {at / index, label + " " + std::to_string(index + 1)};
    }
};

void collect(const ordered_json& json, const Place& place, std::vector<PlanFigure>& found) {
    if (found.size() > kPlanFiguresMax) return;
    if (json.is_object()) {
        for (const auto& [name, value] : json.items()) {
            const bool is_figure = value.is_string() &&
                                   std::ranges::find(kFigures, name) != kFigures.end() &&
                                   pos::parse_exact(value.get<std::string>()).has_value();
            const Place there = place.field(name);
            if (is_figure) {
                found.push_back({there.at.to_string(), there.label, value.get<std::string>()});
            } else if (value.is_structured()) {
                collect(value, there, found);
            }
        }
    } else if (json.is_array()) {
        for (std::size_t i = 0; i < json.size(); ++i) collect(json[i], place.entry(i), found);
    }
}

std::string text_at(const ordered_json& json, const char* name) {
    return json.is_object() && json.contains(name) && json[name].is_string()
               ? json[name].get<std::string>()
               : std::string{};
}

struct Reason {
    std::string_view said;
    const char* text;
};
/// Those of the rules of charges stand behind a field's name as well.
constexpr Reason kReasons[] = {
    {"is missing", "plan_wrong_missing"},
    {"is empty or missing", "plan_wrong_missing"},
    {"is no figure", "plan_wrong_figure"},
    {"is no text", "plan_wrong_text"},
    {"is no list", "plan_wrong_list"},
    {"is empty", "plan_wrong_missing"},
    {"has more than fourteen decimals", "plan_wrong_decimals"},
    {"has too many digits for a number: write it as a text", "plan_wrong_digits"},
    {"is neither true nor false", "plan_wrong_true"},
    {"the plan has no code", "plan_wrong_no_code"},
    {"the plan has no name", "plan_wrong_no_name"},
    {"a charge has no code", "plan_wrong_no_charge_code"},
    {"it has no length, so the phases behind it are never reached", "plan_wrong_no_length"},
    {"its length is not from 1 to 1,000", "plan_wrong_length"},
    {"its billing period is not from 1 to 1,000", "plan_wrong_period"},
    {"there is no tier", "plan_wrong_no_tier"},
    {"a tier ends where the one before it does, or below", "plan_wrong_tier_order"},
    {"the last tier ends somewhere: usage beyond it would have no price", "plan_wrong_last_tier"},
    {"a tier before the last has no end: the ones after it are never reached",
     "plan_wrong_endless_tier"},
    {"a percentage is outside 0 to 100", "plan_wrong_percentage"},
    {"a minimum is above its maximum", "plan_wrong_minimum"},
    {"a package holds nothing", "plan_wrong_package"},
    {"is missing: whose records it prices", "plan_wrong_meter"},
    {"is no JSON object", "plan_wrong_object"},
    {"is not known here", "plan_wrong_unknown"},
    {"stands there twice", "plan_wrong_twice"},
    {"is not whole", "plan_wrong_whole"},
    {"is no currency: write EUR", "plan_wrong_currency"},
    {"two charges have this code", "plan_wrong_codes"},
    {"the plan has no phase", "plan_wrong_no_phase"},
    {"the charge makes no sense", "plan_wrong_charge"},
    {"is no JSON: look at what stands there and right before it", "plan_wrong_json"},
    {"is the end, and something is still missing: a bracket or a "
     "quotation mark",
     "plan_wrong_end"}};

/// What follows says of what, or how much.
constexpr Reason kBeginnings[] = {{"is none of ", "plan_wrong_none_of"},
                                  {"is outside ", "plan_wrong_outside"},
                                  {"is beyond ", "plan_wrong_beyond"}};

std::string reason_in(const std::string& said, const Words& words) {
    // "phase 1, charge kwh: …", as the rules of plans say where.
    constexpr std::string_view kPhase = "phase ";
    constexpr std::string_view kCharge = ", charge ";
    const auto colon = said.find(": ");
    if (said.starts_with(kPhase) && colon != said.npos) {
        const std::string where = said.substr(kPhase.size(), colon - kPhase.size());
        const std::string what = reason_in(said.substr(colon + 2), words);
        const auto comma = where.find(kCharge);
        if (comma == where.npos) {
            return words.with("plan_wrong_in_phase", {{"phase", where}, {"what", what}});
        }
        const std::string phase = where.substr(0, comma);
        const std::string charge = where.substr(comma + kCharge.size());
        return words.with("plan_wrong_in_charge",
                          {{"phase", phase}, {"charge", charge}, {"what", what}});
    }
    for (const Reason& one : kReasons) {
        if (one.said == said) return words[one.text];
    }
    for (const Reason& one : kBeginnings) {
        if (said.starts_with(one.said)) {
            return words.with(one.text, {{"known", said.substr(one.said.size())}});
        }
    }
    return said;
}

}  // namespace

std::vector<PlanFigure> figures_of(const std::string& text) {
    const auto json = parsed(text);
    std::vector<PlanFigure> found;
    if (!json || !json->is_object() || !json->contains("phases")) return found;
    const auto& phases = (*json)["phases"];
    if (!phases.is_array()) return found;
    const ordered_json::json_pointer all{"/phases"};
    for (std::size_t i = 0; i < phases.size(); ++i) {
        const auto& phase = phases[i];
        if (!phase.is_object() || !phase.contains("charges")) continue;
        if (!phase["charges"].is_array()) continue;
        for (std::size_t k = 0; k < phase["charges"].size(); ++k) {
            const auto& charge = phase["charges"][k];
            std::string name = text_at(charge, "name");
            if (name.empty()) name = text_at(charge, "code");
            if (phases.size() > 1) name = std::to_string(i + 1) + ": " + name;
            collect(charge, {all / i / "charges" / k, name}, found);
        }
    }
    if (found.size() > kPlanFiguresMax) found.clear();
    return found;
}

std::string with_figures(const std::string& text, const std::vector<PlanFigure>& figures) {
    auto json = parsed(text);
    if (!json) return text;
    for (const PlanFigure& figure : figures) {
        const ordered_json::json_pointer at{figure.where};
        if (json->contains(at)) (*json)[at] = figure.value;
    }
    return json->dump(2);
}

Table plan_problems_table(const std::vector<core::billing::PlanProblem>& problems,
                          const Words& words) {
    Table table{"problems", words["billing_plan_wrong"], columns(words, {"where", "what"}, {}), {}};
    for (const auto& one : problems) {
        table.rows.push_back({{one.where, "", "", Mark::danger}, {reason_in(one.what, words)}});
    }
    return table;
}

}  // namespace app::office::web::billing
