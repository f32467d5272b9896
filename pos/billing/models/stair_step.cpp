#include "pos/billing/models/stair_step.hpp"

namespace pos::billing::models {

void add_lines(const StairStep& charge, const Usage& usage, Measured& measured, LineWriter& lines) {
    if (!ends_period(usage.part)) return;
    const Exact all = measured.before + measured.quantity;
    if (all.e14 == 0 && charge.flat_at_zero == FlatAtZero::not_due) return;
    const std::size_t at = tier_of(charge.steps, all, charge.bound);
    lines.add(LineKind::step, static_cast<std::uint32_t>(at + 1), exactly(1),
              charge.steps[at].flat.value_or(Exact{}));
}

}  // namespace pos::billing::models
