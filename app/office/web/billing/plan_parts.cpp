#include "app/office/web/billing/plan_parts.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "app/office/web/billing/parts.hpp"
#include "pos/money/decimal.hpp"

namespace app::office::web::billing {

namespace {

using nlohmann::ordered_json;

/// Fields of a charge whose figure is money, or a share of it.
constexpr std::array<std::string_view, 13> kFigures{
    "amount",  "price",    "flat",       "fee",   "fixed",       "minimum",   "maximum",
    "percent", "included", "unit_price", "up_to", "connect_fee", "per_minute"};

std::string label_of(const std::string& charge, const std::string& path) {
    std::string label = charge;
    std::string part;
    const auto take = [&] {
        if (part.empty()) return;
        const bool is_index =
            std::ranges::all_of(part, [](char c) { return c >= '0' && c <= '9'; });
        // Lists count from one where people read them.
        label += is_index ? " " + std::to_string(std::stoul(part) + 1) : " · " + part;
        part.clear();
    };
    for (const char c : path) {
        if (c == '/') {
            take();
        } else {
            part += c;
        }
    }
    take();
    return label;
}

void collect(const ordered_json& json, const std::string& where, const std::string& charge,
             const std::string& path, std::vector<PlanFigure>& found) {
    if (found.size() > kPlanFiguresMax) return;
    if (json.is_object()) {
        for (const auto& [name, value] : json.items()) {
            const bool is_figure = value.is_string() &&
                                   std::ranges::find(kFigures, name) != kFigures.end() &&
                                   pos::parse_exact(value.get<std::string>()).has_value();
            if (is_figure) {
                found.push_back({where + "/" + name, label_of(charge, path + "/" + name),
                                 value.get<std::string>()});
            } else if (value.is_structured()) {
                collect(value, where + "/" + name, charge, path + "/" + name, found);
            }
        }
    } else if (json.is_array()) {
        for (std::size_t i = 0; i < json.size(); ++i) {
            const std::string place = "/" + std::to_string(i);
            collect(json[i], where + place, charge, path + place, found);
        }
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
constexpr Reason kReasons[] = {
    {"is missing", "plan_wrong_missing"},
    {"is empty or missing", "plan_wrong_missing"},
    {"is no figure", "plan_wrong_figure"},
    {"is no text", "plan_wrong_text"},
    {"is no list", "plan_wrong_list"},
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

std::string reason_in(const std::string& said, const Words& words) {
    for (const Reason& one : kReasons) {
        if (one.said == said) return words[one.text];
    }
    constexpr std::string_view kNoneOf = "is none of ";
    if (said.starts_with(kNoneOf)) {
        return words.with("plan_wrong_none_of", {{"known", said.substr(kNoneOf.size())}});
    }
    return said;
}

}  // namespace

std::vector<PlanFigure> figures_of(const std::string& text) {
    const auto json = ordered_json::parse(text, nullptr, false);
    std::vector<PlanFigure> found;
    if (!json.is_object() || !json.contains("phases") || !json["phases"].is_array()) return found;
    for (std::size_t i = 0; i < json["phases"].size(); ++i) {
        const auto& phase = json["phases"][i];
        if (!phase.is_object() || !phase.contains("charges")) continue;
        if (!phase["charges"].is_array()) continue;
        for (std::size_t k = 0; k < phase["charges"].size(); ++k) {
            const auto& charge = phase["charges"][k];
            std::string name = text_at(charge, "name");
            if (name.empty()) name = text_at(charge, "code");
            if (json["phases"].size() > 1) name = std::to_string(i + 1) + ": " + name;
            collect(charge, "/phases/" + std::to_string(i) + "/charges/" + std::to_string(k), name,
                    "", found);
        }
    }
    if (found.size() > kPlanFiguresMax) found.clear();
    return found;
}

std::string with_figures(const std::string& text, const std::vector<PlanFigure>& figures) {
    auto json = ordered_json::parse(text, nullptr, false);
    if (json.is_discarded()) return text;
    for (const PlanFigure& figure : figures) {
        const ordered_json::json_pointer at{figure.where};
        if (json.contains(at)) json[at] = figure.value;
    }
    return json.dump(2);
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
