#include "pos/pricing/document_share.hpp"

namespace pos::pricing {

namespace {

/// The part as a fraction of `whole`; empty where it is none.
struct Fraction {
    Wide numerator{0};
    Wide denominator{1};
};

std::expected<Fraction, ShareError> fraction_of(const Discount& part, Money whole) {
    switch (part.kind) {
        case DiscountKind::percent:
            if (part.rate.e8 < 0 || part.rate.e8 > kRateScale) break;
            return Fraction{part.rate.e8, kRateScale};
        case DiscountKind::amount: {
            if (part.amount.currency != whole.currency) {
                return std::unexpected{ShareError::currency_mixed};
            }
            const std::int64_t size = whole.minor < 0 ? -whole.minor : whole.minor;
            if (part.amount.minor < 0 || part.amount.minor > size) break;
            return Fraction{part.amount.minor, size == 0 ? 1 : size};
        }
    }
    return std::unexpected{ShareError::share_out_of_range};
}

}  // namespace

std::expected<DocumentShare, ShareError> document_share(const PricedDocument& document,
                                                        const Discount& part, FixedTaxes fixed,
                                                        RoundingMode mode) {
    const auto fraction = fraction_of(part, document.total);
    if (!fraction) return std::unexpected{fraction.error()};
    const auto share_of = [&](Money amount) {
        return Money{divide(amount.minor * fraction->numerator, fraction->denominator, mode),
                     amount.currency};
    };
    const Money none = zero(document.total.currency);
    DocumentShare share{.total = share_of(document.total), .tax = none};
    for (const TaxGroup& group : document.groups) {
        const bool taxed = fixed == FixedTaxes::taxed || group.kind != tax::TaxKind::fixed;
        share.groups.push_back({share_of(group.base), taxed ? share_of(group.tax) : none});
        share.tax += share.groups.back().tax;
    }
    share.net = share.total - share.tax;
    return share;
}

}  // namespace pos::pricing
