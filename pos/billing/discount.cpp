#include "pos/billing/discount.hpp"

#include "pos/billing/limits.hpp"

namespace pos::billing {

Measured apply_free_quantity(Exact free_quantity, Exact quantity, Exact before) {
    Measured measured;
    const Exact left = greatest(free_quantity - before, {});
    measured.metered = quantity;
    measured.converted = quantity;
    measured.free = least(left, greatest(quantity, {}));
    measured.quantity = quantity - measured.free;
    measured.before = greatest(before - free_quantity, {});
    return measured;
}

void take_discounts(const Discount& discount, const LineWriter& writer, std::vector<Line>& lines) {
    Exact amount_left = writer.rounded_line(discount.amount);
    for (Line& line : lines) {
        if (discount.percent.e14 != 0) {
            const Exact off = share_of(product(line.amount, discount.percent), 1, 100);
            line.discount = writer.rounded_line(off);
            line.total -= line.discount;
        }
        const Exact off = least(amount_left, greatest(line.total, {}));
        line.discount += off;
        line.total -= off;
        amount_left -= off;
    }
}

}  // namespace pos::billing
