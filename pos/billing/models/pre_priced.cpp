#include "pos/billing/models/pre_priced.hpp"

namespace pos::billing::models {

void add_lines(const PrePriced& charge, const Usage&, Measured& measured, LineWriter& lines) {
    const Exact amount = lines.rounded_line(product(measured.quantity, charge.factor));
    if (measured.quantity.e14 != 0) lines.add(LineKind::pre_priced, 0, exactly(1), amount);
}

}  // namespace pos::billing::models
