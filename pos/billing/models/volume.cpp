#include "pos/billing/models/volume.hpp"

namespace pos::billing::models {

void add_lines(const Volume& charge, const Usage& usage, Measured& measured, LineWriter& lines) {
    if (!ends_period(usage.part)) return;
    const Exact all = measured.before + measured.quantity;
    const std::size_t at = tier_of(charge.tiers, all, charge.bound);
    const auto number = static_cast<std::uint32_t>(at + 1);
    const Tier& tier = charge.tiers[at];
    if (tier.price && all.e14 != 0) lines.add(LineKind::volume_units, number, all, *tier.price);
    const bool flat_due = all.e14 != 0 || charge.flat_at_zero == FlatAtZero::due;
    if (tier.flat && flat_due) lines.add(LineKind::volume_flat, number, exactly(1), *tier.flat);
}

}  // namespace pos::billing::models
