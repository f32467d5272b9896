#include "pos/pricing/totals.hpp"

#include <algorithm>

namespace pos::pricing {

namespace {

bool fits(const PricedLine& line) {
    return in_range(line.net) && in_range(line.payable) &&
           std::ranges::all_of(line.taxes, [](const LineTax& part) { return in_range(part.base); });
}

/// Amounts of lines are in range, so hundreds of thousands fit 64 bits: the range is looked at
/// once.
void sum_lines(PricedDocument& document) {
    for (const PricedLine& line : document.lines) {
        document.gross.minor += line.gross.minor;
        for (const Money discount : line.discounts) document.line_discount.minor += discount.minor;
        document.basket_discount.minor += line.basket_share.minor;
        document.net.minor += line.net.minor;
        document.total.minor += line.payable.minor;
        for (const LineTax& part : line.taxes) {
            TaxGroup& group = document.groups[part.group];
            group.base.minor += part.base.minor;
            group.tax.minor += part.tax.minor;
        }
    }
}

}  // namespace

bool add_up(Currency currency, PricedDocument& document) {
    if (!std::ranges::all_of(document.lines, fits)) return false;
    document.gross = document.line_discount = document.basket_discount = zero(currency);
    document.discount = document.net = document.tax = document.total = zero(currency);
    sum_lines(document);
    document.discount.minor = document.line_discount.minor + document.basket_discount.minor;
    for (TaxGroup& group : document.groups) {
        group.gross.minor = group.base.minor + group.tax.minor;
        document.tax.minor += group.tax.minor;
    }
    const bool groups_fit = std::ranges::all_of(document.groups, [](const TaxGroup& group) {
        return in_range(group.base) && in_range(group.tax) && in_range(group.gross);
    });
    return groups_fit && in_range(document.gross) && in_range(document.discount) &&
           in_range(document.line_discount) && in_range(document.basket_discount) &&
           in_range(document.net) && in_range(document.tax) && in_range(document.total);
}

}  // namespace pos::pricing
