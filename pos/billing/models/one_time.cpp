#include "pos/billing/models/one_time.hpp"

namespace pos::billing::models {

void add_lines(const OneTime& charge, const Usage& usage, Measured&, LineWriter& lines) {
    if (begins_period(usage.part)) {
        lines.add(LineKind::one_time, 0, exactly(1), charge.amount);
    }
}

}  // namespace pos::billing::models
