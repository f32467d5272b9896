#include "app/office/web/billing/plan_parts.hpp"

#include <algorithm>
#include <string_view>

#include "app/office/web/billing/parts.hpp"

namespace app::office::web::billing {

namespace {

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
    {"is below zero", "plan_wrong_negative"},
    {"is for fees: a commitment counts days", "plan_wrong_seconds"},
    {"it covers a charge that the phase has not, or another commitment", "plan_wrong_covers"},
    {"it covers nothing: no charge of the phase prices usage", "plan_wrong_no_usage"},
    {"it and what it covers have prices with tax and without", "plan_wrong_mixed"},
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
                                  {"is beyond ", "plan_wrong_beyond"},
                                  {"stands there twice: ", "plan_wrong_twice_at"}};

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

std::string figure_in_words(const std::string& label, const Words& words) {
    constexpr std::string_view kBetween = " · ";
    std::string said;
    for (std::string_view left = label;;) {
        const std::size_t end = std::min(left.find(kBetween), left.size());
        const std::string_view part = left.substr(0, end);
        // Of "tiers 2" the number stays; what stands in front of everything is a charge's name.
        const std::size_t name_end = std::min(part.find(' '), part.size());
        const std::string key = "billing_figure_" + std::string{part.substr(0, name_end)};
        const bool known = !said.empty() && words.has(key);
        said += known ? words[key] + std::string{part.substr(name_end)} : std::string{part};
        if (end == left.size()) return said;
        said += kBetween;
        left.remove_prefix(end + kBetween.size());
    }
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
