#include "pos/billing/tariff/component.hpp"

#include <algorithm>

#include "pos/base/assert.hpp"
#include "pos/billing/limits.hpp"

namespace pos::billing::tariff {

std::optional<ComponentFault> fault(const Component& component) {
    const auto& tiers = component.tiers;
    if (tiers.empty() || tiers.size() > kTiersMax) return ComponentFault::no_tiers;
    if (tiers.front().above.e14 != 0) return ComponentFault::bounds_not_rising;
    for (std::size_t i = 1; i < tiers.size(); ++i) {
        if (tiers[i].above <= tiers[i - 1].above) return ComponentFault::bounds_not_rising;
    }
    // A price of a kilowatt-hour beyond a million is none; so is what follows from it.
    const Exact most = exactly(1'000'000);
    bool in_range = is_price(tiers.back().above);
    for (const Tier& tier : tiers) {
        in_range = in_range && is_amount(tier.billed_before) && tier.billed_before.e14 >= 0;
        for (const Slot& slot : tier.slots) in_range = in_range && size_of(slot.price) <= most;
    }
    const Ratchet& ratchet = component.ratchet;
    in_range = in_range && ratchet.percent.e14 >= 0 && ratchet.percent <= kHundred &&
               ratchet.minimum_kw.e14 >= 0 && is_price(ratchet.minimum_kw) &&
               std::ranges::all_of(ratchet.earlier_kw, is_price);
    if (!in_range) return ComponentFault::figure_out_of_range;
    return std::nullopt;
}

std::string words_of(ComponentFault fault) {
    switch (fault) {
        case ComponentFault::no_tiers:
            return "there is no tier, or more than a thousand";
        case ComponentFault::bounds_not_rising:
            return "the first tier must be above 0, and each other above the one before it";
        case ComponentFault::figure_out_of_range:
            return "a price is beyond a million, a percentage beyond 100, or a power beyond "
                   "measure";
    }
    POS_ASSERT(!"a fault of a component");
}

}  // namespace pos::billing::tariff
