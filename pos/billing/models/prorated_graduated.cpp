#include "pos/billing/models/prorated_graduated.hpp"

#include <algorithm>

#include "pos/base/assert.hpp"
#include "pos/billing/limits.hpp"

namespace pos::billing::models {

namespace {

struct Paid {
    std::vector<Exact> units;  // prorated, by tier
    std::size_t entered{0};    // tiers that ever held a unit
};

/// Spreads the prorated units of one event over the tiers that its full units pass.
void pass(const Tiers& tiers, Exact from, const ProratedEvent& event, Paid& paid) {
    const Exact to = from + event.units;
    const Exact low = least(from, to);
    const Exact high = greatest(from, to);
    Exact start;
    Exact passed;
    Exact spread;
    for (std::size_t tier = 0; tier < tiers.size(); ++tier) {
        // What lies below zero belongs to the first tier, what is beyond the last bound to the
        // last.
        const Exact begin = tier == 0 ? low : greatest(start, low);
        const Exact end = tiers[tier].up_to ? least(*tiers[tier].up_to, high) : high;
        if (begin < end) {
            passed += end - begin;
            // Shares of the running total, so that what was spread adds up to what was given.
            const Exact together = share_of(event.prorated, passed.e14, size_of(event.units).e14);
            paid.units[tier] += together - spread;
            spread = together;
            paid.entered = std::max(paid.entered, tier + 1);
        }
        if (!tiers[tier].up_to) break;
        start = *tiers[tier].up_to;
    }
}

}  // namespace

void add_lines(const ProratedGraduated& charge, const Usage& usage, Measured& measured,
               LineWriter& lines) {
    Paid paid{std::vector<Exact>(charge.tiers.size()), 0};
    Exact units;
    Exact prorated;
    for (const ProratedEvent& event : usage.unit_events) {
        if (event.units.e14 == 0) continue;
        pass(charge.tiers, units, event, paid);
        units += event.units;
        prorated += event.prorated;
    }
    measured.quantity = prorated;
    for (std::size_t tier = 0; tier < paid.entered; ++tier) {
        const auto number = static_cast<std::uint32_t>(tier + 1);
        const Exact price = charge.tiers[tier].price.value_or(Exact{});
        const Exact flat = charge.tiers[tier].flat.value_or(Exact{});
        if (paid.units[tier].e14 != 0) {
            lines.add(LineKind::tier_units, number, paid.units[tier], price);
        }
        if (flat.e14 != 0) lines.add(LineKind::tier_flat, number, exactly(1), flat);
    }
    if (const Exact sum = lines.sum(); sum.e14 < 0) {
        lines.add_amount(LineKind::never_below_zero, 0, exactly(1), -sum, -sum);
    }
}

}  // namespace pos::billing::models
