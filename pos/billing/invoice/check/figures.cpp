#include "pos/billing/invoice/check/figures.hpp"

#include <algorithm>

#include "pos/money/rounding.hpp"

namespace pos::billing::invoice::check {

Exact round_up_half(Exact value, unsigned decimals) {
    Wide step = 1;
    for (unsigned place = decimals; place < 14; ++place) step *= 10;
    const Wide raised = value.e14 + step / 2;
    const Wide down = raised < 0 && raised % step != 0 ? 1 : 0;  // division cuts towards zero
    return {(raised / step - down) * step};
}

bool within_one(Exact a, Exact b, bool or_equal) {
    const Exact difference = magnitude(a - b);
    return or_equal ? difference <= exactly(1) : difference < exactly(1);
}

std::optional<Exact> percentage(Exact amount, Exact percent) {
    const auto e14 =
        multiply_divide(amount.e14, percent.e14, exactly(100).e14, RoundingMode::half_away);
    if (!e14) return std::nullopt;
    return Exact{*e14};
}

bool is_vat(const TaxCategory& category) {
    constexpr std::string_view kVat = "vat";
    return std::ranges::equal(category.scheme, kVat, [](char a, char b) {
        return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
    });
}

bool is_vat(const std::optional<TaxCategory>& category) {
    return category && is_vat(*category);
}

}  // namespace pos::billing::invoice::check
