#include "pos/pricing/validate.hpp"

#include <algorithm>

namespace pos::pricing {

namespace {

constexpr std::int64_t kStepMax = 1'000'000;

bool valid_step(std::int64_t minor) {
    return minor >= 1 && minor <= kStepMax;
}

bool one_currency(const std::vector<Discount>& discounts, Currency currency) {
    return std::ranges::all_of(discounts, [&](const Discount& discount) {
        return discount.kind != DiscountKind::amount || discount.amount.currency == currency;
    });
}

/// Calls `figure` with every amount of a line; false as soon as it says so.
template <class Figure>
bool all_figures(const PricedLine& line, Figure figure) {
    return std::ranges::all_of(line.discounts, figure) &&
           std::ranges::all_of(line.basket_shares, figure) &&
           std::ranges::all_of(line.taxes,
                               [&](const LineTax& t) { return figure(t.base) && figure(t.tax); }) &&
           figure(line.gross) && figure(line.basket_share) && figure(line.total) &&
           figure(line.net) && figure(line.payable);
}

bool one_currency(const LineInput& line, Currency currency) {
    if (line.settled) {
        return all_figures(line.settled->line,
                           [&](const Money& m) { return m.currency == currency; });
    }
    return line.unit_price.currency == currency && one_currency(line.discounts, currency);
}

bool valid(const Discount& discount) {
    switch (discount.kind) {
        case DiscountKind::percent:
            return discount.rate.e8 >= 0 && discount.rate.e8 <= kRateScale;
        case DiscountKind::amount:
            return discount.amount.minor >= 0 && in_range(discount.amount);
    }
    return false;
}

bool adds_up(const SettledLine& settled) {
    const PricedLine& line = settled.line;
    if (line.taxes.size() != settled.taxes.size()) return false;
    if (!all_figures(line, [](const Money& m) { return in_range(m); })) return false;
    std::int64_t total = line.gross.minor - line.basket_share.minor;
    for (const Money discount : line.discounts) total -= discount.minor;
    std::int64_t net = line.total.minor;
    std::int64_t payable = line.total.minor;
    for (const LineTax& part : line.taxes) {
        if (part.group >= settled.taxes.size()) return false;
        if (part.included != settled.taxes[part.group].included) return false;
        (part.included ? net : payable) += part.included ? -part.tax.minor : part.tax.minor;
    }
    return total == line.total.minor && net == line.net.minor && payable == line.payable.minor;
}

}  // namespace

std::optional<PricingError> first_error(const PricingInput& input) {
    const auto all_lines = [&](auto holds) { return std::ranges::all_of(input.lines, holds); };
    const auto open = [](auto holds) {
        return [holds](const LineInput& line) { return line.settled || holds(line); };
    };
    if (!valid_step(input.policy.line_step_minor) || !valid_step(input.policy.tax_step_minor)) {
        return PricingError::step_out_of_range;
    }
    if (!one_currency(input.basket_discounts, input.currency) ||
        !all_lines([&](const LineInput& line) { return one_currency(line, input.currency); })) {
        return PricingError::currency_mixed;
    }
    if (!all_lines(open([](const LineInput& line) { return in_range(line.quantity); }))) {
        return PricingError::quantity_out_of_range;
    }
    if (!all_lines(open([](const LineInput& line) { return in_range(line.unit_price); }))) {
        return PricingError::price_out_of_range;
    }
    if (!std::ranges::all_of(input.basket_discounts, valid) ||
        !all_lines(open(
            [](const LineInput& line) { return std::ranges::all_of(line.discounts, valid); }))) {
        return PricingError::discount_out_of_range;
    }
    if (!all_lines([](const LineInput& line) { return !line.settled || adds_up(*line.settled); })) {
        return PricingError::settled_line_broken;
    }
    return std::nullopt;
}

}  // namespace pos::pricing
