#include "pos/tax/reprice.hpp"

#include <algorithm>

namespace pos::tax {

namespace {

constexpr std::unexpected<FormulaError> kTooFine{FormulaError::too_fine};

std::optional<Wide> product(Wide a, Wide b) {
    Wide result = 0;
    if (__builtin_mul_overflow(a, b, &result)) return std::nullopt;
    return result;
}

std::optional<Wide> difference(std::optional<Wide> a, std::optional<Wide> b) {
    Wide result = 0;
    if (!a || !b || __builtin_sub_overflow(*a, *b, &result)) return std::nullopt;
    return result;
}

}  // namespace

std::expected<UnitPrice, FormulaError> reprice(UnitPrice price, std::span<const Tax> old_taxes,
                                               std::span<const Tax> new_taxes) {
    POS_ASSERT(in_range(price));
    const auto before = formula(old_taxes);
    if (!before) return std::unexpected{before.error()};
    const auto after = formula(new_taxes);
    if (!after) return std::unexpected{after.error()};
    if (!std::ranges::all_of(old_taxes, &Tax::included)) return price;

    // For one unit, in hundred-millionths: untaxed × old denominator, then solved for the price.
    const auto of_price = product(before->net.per_price, price.e8);
    const auto untaxed = difference(of_price, -before->net.per_unit);
    const auto untaxed_scaled = untaxed ? product(*untaxed, after->denominator) : std::nullopt;
    const auto numerator =
        difference(untaxed_scaled, product(after->net.per_unit, before->denominator));
    const auto denominator = product(before->denominator, after->net.per_price);
    if (!numerator || !denominator) return kTooFine;
    const Wide e8 = divide_wide(*numerator, *denominator, RoundingMode::half_away);
    if (e8 > kPriceMaxE8 || e8 < -kPriceMaxE8) return kTooFine;
    return UnitPrice{static_cast<std::int64_t>(e8), price.currency};
}

}  // namespace pos::tax
