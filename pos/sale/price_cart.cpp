#include "pos/sale/price_cart.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "pos/base/assert.hpp"
#include "pos/money/exact.hpp"

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

bool fits(const pricing::PricedDocument& priced, std::int64_t minor_max) {
    return within(priced.total, minor_max) &&
           std::ranges::all_of(priced.lines, [&](const pricing::PricedLine& line) {
               return within(line.gross, minor_max) && within(line.payable, minor_max);
           });
}

/// Those that the cart's goods came with, each once.
std::vector<pricing::Promotion> promotions_of(const Cart& cart) {
    std::vector<pricing::Promotion> all;
    for (const CartLine& line : cart.lines) {
        if (line.returned || !line.item.discountable) continue;
        for (const pricing::Promotion& promotion : line.item.promotions) {
            if (std::ranges::find(all, promotion) == all.end()) all.push_back(promotion);
        }
    }
    std::ranges::stable_sort(all, [](const auto& a, const auto& b) {
        return a.priority != b.priority ? a.priority > b.priority : a.id < b.id;
    });
    return all;
}

/// What a line costs before promotions. In exact precision no more than it comes to exactly, so
/// that it can be taken off whole.
Money value_of(const CartLine& line, const pricing::PricedLine& priced,
               const pricing::PricingPolicy& policy) {
    const Money before = priced.total + priced.basket_share;
    if (policy.precision == pricing::LinePrecision::minor || line.comes_back()) {
        return before;
    }
    const std::int64_t whole = divide(extend_exactly(line.quantity, line.price).e14,
                                      exact_per_minor(before.currency), RoundingMode::down);
    const std::int64_t left = line.discount ? before.minor - 1 : before.minor;
    return {std::clamp<std::int64_t>(left, 0, whole), before.currency};
}

pricing::PromotionLine promotion_line(const CartLine& line, Money value,
                                      const std::vector<pricing::Promotion>& promotions) {
    pricing::PromotionLine goods{.value = value,
                                 .quantity = line.quantity,
                                 .item = line.item.id,
                                 .by_piece = line.item.unit.empty(),
                                 .by_hand = line.list_price || line.discount};
    for (std::size_t at = 0; at < promotions.size(); ++at) {
        const auto& own = line.item.promotions;
        if (std::ranges::find(own, promotions[at]) != own.end()) goods.promotions.push_back(at);
    }
    return goods;
}

/// Puts what promotions take off into the input, as amounts.
void take_off(const pricing::Promoted& promoted, std::span<const std::size_t> lines, Money basket,
              const Cart& cart, pricing::PricingInput& input, PricedCart& priced) {
    const bool returned = basket < zero(basket.currency);
    priced.promoted.resize(cart.lines.size());
    const auto amount = [](Money off) {
        return pricing::Discount{.kind = pricing::DiscountKind::amount, .amount = off};
    };
    for (std::size_t at = 0; at < lines.size(); ++at) {
        for (const pricing::PromotionPart& part : promoted.lines[at]) {
            input.lines[lines[at]].discounts.push_back(amount(part.amount));
            priced.promoted[lines[at]].push_back(part.promotion);
            basket -= part.amount;
        }
    }
    input.basket_discounts.clear();
    for (const pricing::PromotionPart& part : promoted.basket) {
        input.basket_discounts.push_back(amount(part.amount));
        priced.basket_promoted.push_back(part.promotion);
        basket -= part.amount;
    }
    if (!cart.discount) return;
    pricing::Discount& by_hand =
        input.basket_discounts.emplace_back(discount_input(*cart.discount));
    if (by_hand.kind == pricing::DiscountKind::amount && !returned && by_hand.amount > basket) {
        by_hand.amount = std::max(basket, zero(basket.currency));
    }
}

/// The figures with promotions, from those without; without where nothing is taken off.
PricedCart with_promotions(const Cart& cart, pricing::PricingInput input,
                           pricing::PricedDocument plain) {
    PricedCart priced{{std::move(plain)}, promotions_of(cart), {}, {}};
    if (priced.promotions.empty()) return priced;
    std::vector<pricing::PromotionLine> goods;
    std::vector<std::size_t> lines;
    pricing::PromotionTerms terms{.basket = zero(input.currency),
                                  .mode = input.policy.discount_mode};
    if (input.policy.precision == pricing::LinePrecision::minor) {
        terms.step_minor = input.policy.line_step_minor;
    }
    for (std::size_t at = 0; at < cart.lines.size(); ++at) {
        const CartLine& line = cart.lines[at];
        if (line.returned || !line.item.discountable) continue;
        const Money value = value_of(line, priced.lines[at], input.policy);
        terms.basket += value;
        if (line.comes_back()) continue;
        goods.push_back(promotion_line(line, value, priced.promotions));
        lines.push_back(at);
    }
    const auto promoted = pricing::promote(priced.promotions, goods, terms);
    PricedCart with{{}, std::move(priced.promotions), {}, {}};
    take_off(promoted, lines, terms.basket, cart, input, with);
    auto document = pricing::price(input);
    if (!document) return PricedCart{{std::move(priced)}, {}, {}, {}};
    static_cast<pricing::PricedDocument&>(with) = std::move(*document);
    return with;
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

/// Bills are paid, and credit is bought, as they are: without goods there is no discount and no
/// tax.
std::expected<PricedCart, Refusal> price_bill(const Setup& setup,
                                              const journal::BillPayment& bill) {
    const Money nothing = zero(setup.currency);
    const std::int64_t minor_max = setup.limits.ticket_minor_max;
    PricedCart priced;
    priced.discount = priced.tax = priced.total = nothing;
    const auto fits = [&](Money part, std::int64_t minor_min) {
        return part.currency == setup.currency && part.minor >= minor_min &&
               part.minor <= minor_max && within(priced.total + part, minor_max);
    };
    if (bill.top_up) {
        const bool alone = bill.bills.empty() && bill.on_account.minor == 0;
        if (!alone || !fits(bill.top_up->amount, 1)) {
            return std::unexpected{Refusal::amount_out_of_range};
        }
        priced.total += bill.top_up->amount;
    }
    if (!fits(bill.on_account, 0)) return std::unexpected{Refusal::amount_out_of_range};
    priced.total += bill.on_account;
    for (const journal::PaidBill& each : bill.bills) {
        if (!fits(each.paid, 1)) return std::unexpected{Refusal::amount_out_of_range};
        priced.total += each.paid;
    }
    if (priced.total.minor == 0) return std::unexpected{Refusal::nothing_due};
    return priced;
}

std::expected<PricedCart, Refusal> price(const Setup& setup, const Cart& cart) {
    if (cart.bill) return price_bill(setup, *cart.bill);
    pricing::PricingInput input{
        .currency = setup.currency, .policy = setup.policy, .lines = {}, .basket_discounts = {}};
    input.lines.reserve(cart.lines.size());
    for (const CartLine& line : cart.lines) input.lines.push_back(line_input(line));
    if (cart.discount) input.basket_discounts.push_back(discount_input(*cart.discount));

    auto plain = pricing::price(input);
    if (!plain) return std::unexpected{refusal(plain.error())};
    if (!fits(*plain, setup.limits.ticket_minor_max)) {
        return std::unexpected{Refusal::ticket_out_of_range};
    }
    return with_promotions(cart, std::move(input), std::move(*plain));
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
