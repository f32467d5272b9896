#include "pos/billing/models/recurring.hpp"

namespace pos::billing::models {

void add_lines(const Recurring& charge, const Usage& usage, Measured&, LineWriter& lines) {
    const bool due_now =
        charge.due == Due::in_advance ? begins_period(usage.part) : ends_period(usage.part);
    if (due_now) lines.add(LineKind::recurring, 0, usage.share, charge.amount);
}

}  // namespace pos::billing::models
