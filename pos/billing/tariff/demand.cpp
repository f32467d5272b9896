#include <algorithm>
#include <optional>

#include "pos/base/assert.hpp"
#include "pos/billing/limits.hpp"
#include "pos/billing/tariff/cost.hpp"

namespace pos::billing::tariff {

namespace {

/// What a power costs at a moment, tier by tier; empty where no tier has a price then.
std::optional<std::vector<TierCost>> cost_of(const Component& component, const LocalTime& at,
                                             Exact kw) {
    std::vector<TierCost> tiers(component.tiers.size());
    bool priced = false;
    for (std::size_t tier = 0; tier < tiers.size(); ++tier) {
        const auto price = price_at(component.tiers[tier].slots, at);
        if (!price) continue;
        priced = true;
        const Exact begin = component.tiers[tier].above;
        const bool last = tier + 1 == tiers.size();
        const Exact end = last ? kw : least(kw, component.tiers[tier + 1].above);
        if (begin >= end) continue;
        tiers[tier] = {end - begin, product(end - begin, *price)};
    }
    if (!priced) return std::nullopt;
    return tiers;
}

Exact sum_of(const std::vector<TierCost>& tiers) {
    Exact sum;
    for (const TierCost& tier : tiers) sum += tier.amount;
    return sum;
}

/// The dearest moment of some readings: the highest power, where one price holds for all.
std::optional<Peak> peak_of(const Component& component, Month month, std::span<const Exact> kw) {
    std::optional<Peak> best;
    Exact most;
    for (std::size_t i = 0; i < month.size(); ++i) {
        if (best && kw[i] <= best->kw && component.tiers.front().slots.size() == 1) continue;
        const auto tiers = cost_of(component, month[i].at, greatest(kw[i], {}));
        if (!tiers) continue;
        const Exact cost = sum_of(*tiers);
        if (best && (cost < most || (cost == most && kw[i] <= best->kw))) continue;
        most = cost;
        best = Peak{month[i].at, greatest(kw[i], {}), {}};
    }
    return best;
}

}  // namespace

Exact Peaks::billed(Exact kw, Date month) const {
    Exact most = greatest(kw, ratchet_.minimum_kw);
    if (ratchet_.percent.empty()) return most;
    const auto now = static_cast<int>(split(month).month) - 1;
    for (int back = 1; back <= ratchet_.months_back; ++back) {
        // The last of this run's months, then those from before it.
        const auto at = static_cast<std::size_t>(back) - 1;
        Exact earlier;
        if (at < own_.size()) {
            earlier = own_[own_.size() - 1 - at];
        } else if (at - own_.size() < ratchet_.earlier_kw.size()) {
            earlier = ratchet_.earlier_kw[ratchet_.earlier_kw.size() - 1 - (at - own_.size())];
        } else {
            break;
        }
        const auto of = static_cast<std::size_t>(((now - back) % 12 + 12) % 12);
        const Exact percent = ratchet_.percent[ratchet_.percent.size() == 12 ? of : 0];
        most = greatest(most, share_of(product(earlier, percent), 1, 100));
    }
    return most;
}

Cost demand_cost(const Component& component, Month month, std::span<const Exact> kw, Peaks& peaks) {
    POS_ASSERT(kw.size() == month.size());
    Exact highest;
    Cost cost;
    cost.tiers.resize(component.tiers.size());
    std::size_t begin = 0;
    for (std::size_t i = 0; i < month.size(); ++i) {
        const bool last = i + 1 == month.size();
        const bool same_day = !last && month[i + 1].at.date == month[i].at.date;
        if (!last && (component.assessed == Assessed::month || same_day)) continue;
        const std::size_t count = i + 1 - begin;
        if (auto peak = peak_of(component, month.subspan(begin, count), kw.subspan(begin, count))) {
            peak->billed = peaks.billed(peak->kw, peak->at.date);
            highest = greatest(highest, peak->kw);
            const auto tiers = cost_of(component, peak->at, peak->billed);
            for (std::size_t tier = 0; tier < tiers->size(); ++tier) {
                const Exact before = component.tiers[tier].billed_before;
                const Exact due = greatest((*tiers)[tier].amount - before, {});
                cost.tiers[tier].quantity += (*tiers)[tier].quantity;
                cost.tiers[tier].amount += due;
                cost.amount += due;
            }
            cost.peaks.push_back(*peak);
        }
        begin = i + 1;
    }
    peaks.add(highest);
    return cost;
}

}  // namespace pos::billing::tariff
