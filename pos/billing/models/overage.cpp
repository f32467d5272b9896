#include "pos/billing/models/overage.hpp"

#include "pos/billing/limits.hpp"

namespace pos::billing::models {

void add_lines(const Overage& charge, const Usage& usage, Measured& measured, LineWriter& lines) {
    if (begins_period(usage.part) && charge.fee.e14 != 0) {
        lines.add(LineKind::base_fee, 0, exactly(1), charge.fee);
    }
    const auto beyond = [&](Exact used) { return greatest(used - charge.included, {}); };
    const Exact over = beyond(measured.before + measured.quantity) - beyond(measured.before);
    measured.free = measured.quantity - over;
    measured.quantity = over;
    if (over.e14 != 0) lines.add(LineKind::overage, 0, over, charge.price);
}

}  // namespace pos::billing::models
