#include "pos/pricing/basket_discount.hpp"

#include <algorithm>

#include "pos/base/assert.hpp"

namespace pos::pricing {

std::expected<void, PricingError> basket_discount(const Discount& discount,
                                                  std::span<const Exact> amounts,
                                                  std::span<Exact> shares) {
    POS_ASSERT(amounts.size() == shares.size());
    if (discount.kind == DiscountKind::percent) {
        std::ranges::transform(amounts, shares.begin(),
                               [&](Exact amount) { return portion(amount, discount.rate); });
        return {};
    }
    Exact basket;
    for (const Exact amount : amounts) basket += amount;
    const bool returned = basket.e14 < 0;
    const Exact taken = exact(discount.amount);
    if (taken > (returned ? -basket : basket)) {
        return std::unexpected{PricingError::discount_exceeds_basket};
    }
    const auto takes_part = [&](Exact amount) {
        return returned ? amount.e14 < 0 : amount.e14 > 0;
    };
    Exact whole;
    for (const Exact amount : amounts) {
        if (takes_part(amount)) whole += returned ? -amount : amount;
    }
    for (std::size_t line = 0; line < amounts.size(); ++line) {
        shares[line] =
            takes_part(amounts[line]) ? proportion(amounts[line], taken, whole) : Exact{};
    }
    return {};
}

}  // namespace pos::pricing
