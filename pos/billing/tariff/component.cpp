#include "pos/billing/tariff/component.hpp"

#include <algorithm>

#include "pos/base/assert.hpp"
#include "pos/billing/limits.hpp"

namespace pos::billing::tariff {

std::optional<ComponentFault> fault(const Component& component) {
    const auto& tiers = component.tiers;
    if (tiers.empty() || tiers.size() > kTiersMax) return ComponentFault::no_tiers;
    if (tiers.front().above.e14 != 0 || tiers.front().for_each_kw) {
        return ComponentFault::bounds_not_rising;
    }
    for (std::size_t i = 1; i < tiers.size(); ++i) {
        const bool back = tiers[i - 1].for_each_kw && !tiers[i].for_each_kw;
        const bool first_by_demand = !tiers[i - 1].for_each_kw && tiers[i].for_each_kw;
        if (back || tiers[i].above.e14 < 0) return ComponentFault::bounds_not_rising;
        if (!first_by_demand && tiers[i].above <= tiers[i - 1].above) {
            return ComponentFault::bounds_not_rising;
        }
    }
    // A price of a kilowatt-hour beyond a million is none; so is what follows from it.
    const Exact most = exactly(1'000'000);
    bool sound = in_range(component.ratchet);
    for (const Tier& tier : tiers) {
        sound = sound && is_price(tier.above) && is_amount(tier.billed_before) &&
                tier.billed_before.e14 >= 0;
        for (const Slot& slot : tier.slots) sound = sound && size_of(slot.price) <= most;
    }
    if (!sound) return ComponentFault::figure_out_of_range;
    return std::nullopt;
}

bool in_range(const Ratchet& ratchet) {
    const auto is_percent = [](Exact percent) { return percent.e14 >= 0 && percent <= kHundred; };
    return (ratchet.percent.size() <= 1 || ratchet.percent.size() == 12) &&
           std::ranges::all_of(ratchet.percent, is_percent) && ratchet.months_back >= 0 &&
           ratchet.months_back <= 120 && ratchet.minimum_kw.e14 >= 0 &&
           is_price(ratchet.minimum_kw) && std::ranges::all_of(ratchet.earlier_kw, is_price);
}

std::string words_of(ComponentFault fault) {
    switch (fault) {
        case ComponentFault::no_tiers:
            return "there is no tier, or more than a thousand";
        case ComponentFault::bounds_not_rising:
            return "the first tier must be above 0, each other above the one before it, those by "
                   "demand last";
        case ComponentFault::figure_out_of_range:
            return "a price is beyond a million, a percentage beyond 100, or a power beyond "
                   "measure";
    }
    POS_ASSERT(!"a fault of a component");
}

}  // namespace pos::billing::tariff
