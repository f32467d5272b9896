#include "pos/billing/models/per_unit.hpp"

namespace pos::billing::models {

void add_lines(const PerUnit& charge, const Usage&, Measured& measured, LineWriter& lines) {
    if (measured.quantity.e14 != 0) {
        lines.add(LineKind::usage, 0, measured.quantity, charge.price);
    }
}

}  // namespace pos::billing::models
