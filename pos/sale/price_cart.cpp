#include "pos/sale/price_cart.hpp"

#include <algorithm>
#include <utility>

#include "pos/base/assert.hpp"

namespace pos::sale {

namespace {

pricing::Discount discount_input(const CartDiscount& discount) {
    return {.kind = discount.kind, .rate = discount.rate, .amount = discount.amount};
}

/// The stored line as pricing decided it then.
pricing::SettledLine settled(const WithReceipt& returned) {
    const journal::SaleLine& line = returned.line;
    pricing::PricedLine priced{.gross = line.gross,
                               .discounts = {},
                               .basket_shares = line.basket_shares,
                               .basket_share = zero(line.gross.currency),
                               .total = line.total,
                               .net = line.net,
                               .payable = line.payable,
                               .taxes = {}};
    for (const journal::Discount& discount : line.discounts) {
        priced.discounts.push_back(discount.amount);
    }
    for (const Money share : line.basket_shares) priced.basket_share += share;
    for (const journal::LineTax& tax : line.taxes) {
        priced.taxes.push_back({.group = tax.group,
                                .included = returned.taxes[tax.group].included,
                                .base = tax.base,
                                .tax = tax.tax});
    }
    return {.line = std::move(priced), .taxes = returned.taxes};
}

Refusal refusal(pricing::PricingError error) {
    switch (error) {
        case pricing::PricingError::step_out_of_range:
            POS_ASSERT(false && "a register's setup has steps that can be rounded to");
        case pricing::PricingError::currency_mixed:
            return Refusal::other_currency;
        case pricing::PricingError::quantity_out_of_range:
            return Refusal::quantity_out_of_range;
        case pricing::PricingError::price_out_of_range:
            return Refusal::price_out_of_range;
        case pricing::PricingError::discount_out_of_range:
            return Refusal::discount_out_of_range;
        case pricing::PricingError::discount_exceeds_line:
        case pricing::PricingError::discount_exceeds_basket:
            return Refusal::discount_too_large;
        case pricing::PricingError::settled_line_broken:
            return Refusal::unknown_sold_line;
        case pricing::PricingError::tax_out_of_range:
        case pricing::PricingError::amount_out_of_range:
            return Refusal::ticket_out_of_range;
    }
    return Refusal::ticket_out_of_range;
}

bool within(Money amount, std::int64_t minor_max) {
    return amount.minor >= -minor_max && amount.minor <= minor_max;
}

}  // namespace

pricing::LineInput line_input(const CartLine& line) {
    pricing::LineInput input;
    if (line.returned) {
        input.settled = settled(*line.returned);
        return input;
    }
    input.quantity = line.quantity;
    input.unit_price = line.price;
    input.discountable = line.item.discountable;
    input.prices = line.item.prices;
    input.taxes = line.item.taxes;
    if (line.discount) input.discounts.push_back(discount_input(*line.discount));
    return input;
}

std::expected<pricing::PricedDocument, Refusal> price(const Setup& setup, const Cart& cart) {
    pricing::PricingInput input{
        .currency = setup.currency, .policy = setup.policy, .lines = {}, .basket_discounts = {}};
    input.lines.reserve(cart.lines.size());
    for (const CartLine& line : cart.lines) input.lines.push_back(line_input(line));
    if (cart.discount) input.basket_discounts.push_back(discount_input(*cart.discount));

    auto priced = pricing::price(input);
    if (!priced) return std::unexpected{refusal(priced.error())};
    const std::int64_t minor_max = setup.limits.ticket_minor_max;
    const bool lines_fit = std::ranges::all_of(priced->lines, [&](const pricing::PricedLine& line) {
        return within(line.gross, minor_max) && within(line.payable, minor_max);
    });
    if (!lines_fit || !within(priced->total, minor_max)) {
        return std::unexpected{Refusal::ticket_out_of_range};
    }
    return std::move(*priced);
}

std::vector<pricing::Payment> payments(const Cart& cart) {
    std::vector<pricing::Payment> paid;
    paid.reserve(cart.tenders.size());
    for (const CartTender& tender : cart.tenders) {
        const bool cash = tender.kind == journal::TenderKind::cash;
        paid.push_back(
            {.in = cash ? pricing::PaidIn::cash : pricing::PaidIn::other, .amount = tender.amount});
    }
    return paid;
}

pricing::Settlement settlement(const Setup& setup, const Cart& cart, Money total) {
    return pricing::settle(total, payments(cart), setup.cash);
}

}  // namespace pos::sale
