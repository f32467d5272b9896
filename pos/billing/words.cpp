#include "pos/billing/words.hpp"

#include "pos/base/assert.hpp"
#include "pos/money/decimal.hpp"

namespace pos::billing {

namespace {

const models::Tiers* tiers_of(const Model& model) {
    if (const auto* graduated = std::get_if<models::Graduated>(&model)) return &graduated->tiers;
    if (const auto* volume = std::get_if<models::Volume>(&model)) return &volume->tiers;
    if (const auto* stair = std::get_if<models::StairStep>(&model)) return &stair->steps;
    if (const auto* share = std::get_if<models::GraduatedPercentage>(&model)) return &share->tiers;
    if (const auto* seats = std::get_if<models::ProratedGraduated>(&model)) return &seats->tiers;
    return nullptr;
}

/// "tier 2 (above 10 up to 20)"
std::string tier_words(const Model& model, std::uint32_t number) {
    const models::Tiers* tiers = tiers_of(model);
    POS_ASSERT(tiers != nullptr && number > 0 && number <= tiers->size());
    std::string range;
    if (number > 1) range = "above " + to_string(*(*tiers)[number - 2].up_to);
    if (const auto& up_to = (*tiers)[number - 1].up_to) {
        range += (range.empty() ? "up to " : " up to ") + to_string(*up_to);
    }
    return "tier " + std::to_string(number) + (range.empty() ? "" : " (" + range + ")");
}

std::string purpose(const Line& line, const Model& model) {
    switch (line.kind) {
        case LineKind::one_time:
            return "fee, once";
        case LineKind::recurring:
            return "fee of the period, times its share";
        case LineKind::usage:
            return "units";
        case LineKind::package:
            return "begun packages";
        case LineKind::tier_units:
            return "units in " + tier_words(model, line.tier);
        case LineKind::tier_flat:
            return "flat fee of " + tier_words(model, line.tier);
        case LineKind::volume_units:
            return "all units at the price of " + tier_words(model, line.tier);
        case LineKind::volume_flat:
            return "flat fee of " + tier_words(model, line.tier) + ", which all units reach";
        case LineKind::step:
            return "price of " + tier_words(model, line.tier) + ", which all units reach";
        case LineKind::base_fee:
            return "fee that includes the allowance";
        case LineKind::overage:
            return "units beyond the allowance";
        case LineKind::percentage:
            return "percentage of the paid amounts";
        case LineKind::event_fee:
            return "fee for each paid event";
        case LineKind::event_limits:
            return "what the least and the most per event change";
        case LineKind::total_limits:
            return "what the least and the most for all events change";
        case LineKind::capacity:
            return "capacity beyond what is included";
        case LineKind::pre_priced:
            return "priced by whoever metered it";
        case LineKind::never_below_zero:
            return "the total never falls below zero";
        case LineKind::minimum:
            return "what is missing to the committed minimum";
        case LineKind::call_connect:
            return "connect fees of destination " + std::to_string(line.tier);
        case LineKind::call_time:
            return "calls to destination " + std::to_string(line.tier);
        case LineKind::energy:
            return "energy of component " + std::to_string(line.tier);
        case LineKind::demand:
            return "demand of component " + std::to_string(line.tier);
        case LineKind::coupon:
            return "what a coupon takes off";
        case LineKind::committed:
            return "committed for the term, times its share";
        case LineKind::counted:
            return "what charge " + std::to_string(line.tier) + " of the phase came to";
        case LineKind::call_free:
            return "free calls to destination " + std::to_string(line.tier);
        case LineKind::call_rounding:
            return "rounding of calls to destination " + std::to_string(line.tier);
    }
    POS_ASSERT(!"a kind of line");
}

/// "units in tier 1 (up to 10): 10 × 2 = 20.00"
std::string line_words(const Line& line, const Model& model, unsigned decimals) {
    const auto money = [&](Exact amount) { return to_string(amount, decimals); };
    std::string words = purpose(line, model) + ": " + to_string(line.quantity) + " × " +
                        to_string(line.price) + (line.kind == LineKind::percentage ? " %" : "");
    words += " = " + money(line.amount);
    if (line.discount.e14 != 0) words += ", less discount " + money(line.discount);
    if (line.over_maximum.e14 != 0) {
        words += ", less " + money(line.over_maximum) + " beyond the maximum";
    }
    if (line.credit.e14 != 0) words += ", less credit " + money(line.credit);
    if (line.total != line.amount) words += " = " + money(line.total);
    return words;
}

}  // namespace

std::vector<std::string> steps_of(const Charge& charge, const Usage& usage, const Rated& rated) {
    std::vector<std::string> steps;
    const bool rounded = charge.rounding.at == RoundAt::line;
    const unsigned decimals = rounded ? charge.rounding.decimals : 0;
    const Measured& measured = rated.measured;
    if (charge.conversion) {
        steps.push_back("metered " + to_string(measured.metered) + ", sold as " +
                        to_string(measured.converted));
    }
    if (usage.before.e14 != 0) {
        steps.push_back("used before in this period: " + to_string(usage.before));
    }
    if (measured.free.e14 != 0) {
        steps.push_back("free: " + to_string(measured.free) +
                        ", to pay: " + to_string(measured.quantity));
    }
    if (usage.readings.size() > 1) {
        steps.push_back("read " + std::to_string(usage.readings.size()) +
                        " times, billed: " + to_string(measured.quantity + measured.free));
    }
    for (const Line& line : rated.lines) steps.push_back(line_words(line, charge.model, decimals));
    if (rated.lines.empty()) steps.push_back("nothing is due");
    if (rated.rounding.e14 != 0) steps.push_back("rounded by " + to_string(rated.rounding));
    steps.push_back("total: " + to_string(rated.total, decimals));
    return steps;
}

}  // namespace pos::billing
