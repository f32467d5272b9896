#include "pos/billing/models/pre_priced.hpp"

namespace pos::billing::models {

void add_lines(const PrePriced& charge, const Usage& usage, Measured& measured, LineWriter& lines) {
    if (usage.is_priced) {
        for (const PricedPart& part : usage.priced) {
            lines.add_amount(part.kind, part.tier, part.quantity, part.price,
                             product(part.amount, charge.factor));
        }
        return;
    }
    const Exact amount = lines.rounded_line(product(measured.quantity, charge.factor));
    if (measured.quantity.e14 != 0) lines.add(LineKind::pre_priced, 0, exactly(1), amount);
}

}  // namespace pos::billing::models
