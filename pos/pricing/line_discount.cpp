#include "pos/pricing/line_discount.hpp"

namespace pos::pricing {

std::expected<Exact, PricingError> line_discount(const Discount& discount, Exact left) {
    switch (discount.kind) {
        case DiscountKind::percent:
            return portion(left, discount.rate);
        case DiscountKind::amount: {
            const Exact amount = exact(discount.amount);
            const bool returned = left.e14 < 0;
            if (amount > (returned ? -left : left)) {
                return std::unexpected{PricingError::discount_exceeds_line};
            }
            return returned ? -amount : amount;
        }
    }
    POS_ASSERT(false && "a discount kind");
}

}  // namespace pos::pricing
