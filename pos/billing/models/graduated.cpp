#include "pos/billing/models/graduated.hpp"

#include "pos/billing/limits.hpp"

namespace pos::billing::models {

namespace {

void add_unused(const Graduated& charge, LineWriter& lines) {
    const Tier& first = charge.tiers.front();
    if (charge.show_unused && first.price) lines.add(LineKind::tier_units, 1, {}, *first.price);
    if (charge.flat_at_zero == FlatAtZero::due && first.flat) {
        lines.add(LineKind::tier_flat, 1, exactly(1), *first.flat);
    }
}

}  // namespace

void add_lines(const Graduated& charge, const Usage& usage, Measured& measured, LineWriter& lines) {
    const Exact from = measured.before;
    const Exact to = from + measured.quantity;
    if (to.e14 == 0) {
        if (ends_period(usage.part)) add_unused(charge, lines);
        return;
    }
    Exact start;
    std::uint32_t number = 0;
    for (const Tier& tier : charge.tiers) {
        ++number;
        const Exact end = tier.up_to ? least(*tier.up_to, to) : to;
        const Exact begin = greatest(start, from);
        if (begin < end) {
            if (tier.price) lines.add(LineKind::tier_units, number, end - begin, *tier.price);
            // Entered by whoever takes its first unit; the first tier with the first use at all.
            if (tier.flat && begin == start) {
                lines.add(LineKind::tier_flat, number, exactly(1), *tier.flat);
            }
        }
        if (!tier.up_to || *tier.up_to >= to) break;
        start = *tier.up_to;
    }
}

}  // namespace pos::billing::models
