#include "app/core/billing/plan_figures.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "pos/money/decimal.hpp"

namespace app::core::billing {

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

std::string label_of(const ordered_json& charge) {
    std::string name = text_at(charge, "name");
    return name.empty() ? text_at(charge, "code") : name;
}

/// The charges of a phase; none where it has none.
const ordered_json* charges_of(const ordered_json& phase) {
    if (!phase.is_object() || !phase.contains("charges")) return nullptr;
    return phase["charges"].is_array() ? &phase["charges"] : nullptr;
}

using FigureOf = std::map<std::string, PlanFigure>;  // by its place in the charge
/// Of a phase's charges, by their codes, in the text's order.
std::vector<std::pair<std::string, FigureOf>> figures_of_phase(const ordered_json& phases,
                                                               std::size_t index) {
    std::vector<std::pair<std::string, FigureOf>> found;
    if (index >= phases.size()) return found;
    const ordered_json* charges = charges_of(phases[index]);
    if (charges == nullptr) return found;
    for (const auto& charge : *charges) {
        std::vector<PlanFigure> figures;
        collect(charge, {ordered_json::json_pointer{}, label_of(charge)}, figures);
        auto& [code, by_place] = found.emplace_back(text_at(charge, "code"), FigureOf{});
        for (PlanFigure& one : figures) {
            const std::string where = one.where;
            by_place.emplace(where, std::move(one));
        }
    }
    return found;
}

/// The phases of a plan's text; an empty list where there are none.
ordered_json phases_of(const std::string& text) {
    auto json = parsed(text);
    if (!json || !json->is_object() || !json->contains("phases")) return ordered_json::array();
    auto& phases = (*json)["phases"];
    return phases.is_array() ? std::move(phases) : ordered_json::array();
}

}  // namespace

std::vector<PlanFigure> figures_of(const std::string& text) {
    std::vector<PlanFigure> found;
    const ordered_json phases = phases_of(text);
    const ordered_json::json_pointer all{"/phases"};
    for (std::size_t i = 0; i < phases.size(); ++i) {
        const ordered_json* const charges = charges_of(phases[i]);
        if (charges == nullptr) continue;
        for (std::size_t k = 0; k < charges->size(); ++k) {
            const auto& charge = (*charges)[k];
            std::string name = label_of(charge);
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

std::vector<FigureMoved> figures_moved(const std::string& before, const std::string& after) {
    const ordered_json old_phases = phases_of(before);
    const ordered_json new_phases = phases_of(after);
    std::vector<FigureMoved> moved;
    for (std::size_t i = 0; i < std::max(old_phases.size(), new_phases.size()); ++i) {
        const auto had = figures_of_phase(old_phases, i);
        const auto has = figures_of_phase(new_phases, i);
        const auto add = [&](const std::string& code, const PlanFigure& figure, std::string old,
                             std::string now) {
            moved.push_back({static_cast<std::uint32_t>(i), code, figure.label, std::move(old),
                             std::move(now)});
        };
        for (const auto& [code, figures] : had) {
            const auto other =
                std::ranges::find(has, code, &std::pair<std::string, FigureOf>::first);
            for (const auto& [where, figure] : figures) {
                const PlanFigure* then = nullptr;
                if (other != has.end()) {
                    const auto found = other->second.find(where);
                    if (found != other->second.end()) then = &found->second;
                }
                if (then == nullptr) {
                    add(code, figure, figure.value, "");
                } else if (then->value != figure.value) {
                    add(code, *then, figure.value, then->value);
                }
            }
        }
        for (const auto& [code, figures] : has) {
            const auto other =
                std::ranges::find(had, code, &std::pair<std::string, FigureOf>::first);
            for (const auto& [where, figure] : figures) {
                const bool was = other != had.end() && other->second.contains(where);
                if (!was) add(code, figure, "", figure.value);
            }
        }
    }
    return moved;
}

}  // namespace app::core::billing
