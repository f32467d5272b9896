#include "pos/money/quantity.hpp"

namespace pos {

namespace {

std::int64_t e8_per_minor(Currency currency) {
    return kPriceScale / minor_per_major(currency);
}

}  // namespace

UnitPrice unit_price(Money amount) {
    const std::int64_t scale = e8_per_minor(amount.currency);
    POS_ASSERT(amount.minor <= kPriceMaxE8 / scale && amount.minor >= -(kPriceMaxE8 / scale));
    return {amount.minor * scale, amount.currency};
}

Money shown(UnitPrice price) {
    return {divide(price.e8, e8_per_minor(price.currency), RoundingMode::half_away),
            price.currency};
}

std::expected<Money, ExtendError> extend(Quantity quantity, UnitPrice price, RoundingMode mode) {
    POS_ASSERT(in_range(quantity));
    POS_ASSERT(in_range(price));
    const Wide exact = Wide{quantity.millionths} * price.e8;
    const Wide scale = Wide{kQuantityScale} * e8_per_minor(price.currency);
    if (exact / scale > kMinorMax || exact / scale < -kMinorMax) {
        return std::unexpected{ExtendError::out_of_range};
    }
    const Money money{divide(exact, scale, mode), price.currency};
    if (!in_range(money)) return std::unexpected{ExtendError::out_of_range};
    return money;
}

Money portion(Money amount, Rate rate, RoundingMode mode) {
    POS_ASSERT(in_range(amount));
    POS_ASSERT(in_range(rate));
    const Money part{divide(Wide{amount.minor} * rate.e8, kRateScale, mode), amount.currency};
    POS_ASSERT(in_range(part));
    return part;
}

}  // namespace pos
