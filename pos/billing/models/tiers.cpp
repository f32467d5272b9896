#include "pos/billing/models/tiers.hpp"

namespace pos::billing::models {

std::size_t tier_of(const Tiers& tiers, Exact quantity, Bound bound) {
    std::size_t tier = 0;
    for (; tier + 1 < tiers.size(); ++tier) {
        const Exact end = *tiers[tier].up_to;
        if (quantity < end || (quantity == end && bound == Bound::inclusive)) break;
    }
    return tier;
}

}  // namespace pos::billing::models
