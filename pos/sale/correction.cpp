#include "pos/sale/correction.hpp"

#include <algorithm>
#include <utility>

#include "pos/sale/return_line.hpp"

namespace pos::sale {

namespace {

/// What somebody gave by hand; promotions are found anew.
std::optional<CartDiscount> by_hand(const std::vector<journal::Discount>& discounts) {
    const auto given = std::ranges::find_if(discounts, [](const journal::Discount& discount) {
        return discount.kind != journal::DiscountKind::promotion;
    });
    if (given == discounts.end()) return std::nullopt;
    const bool percent = given->kind == journal::DiscountKind::percent;
    return CartDiscount{
        .kind = percent ? pricing::DiscountKind::percent : pricing::DiscountKind::amount,
        .rate = given->rate,
        .amount = percent ? Money{} : given->amount,
        .label = given->label,
        .reason = given->reason};
}

/// Goods that the catalogue has no more. Those on which nothing of a basket's discount came take
/// none, also where it came on nothing at all.
Item gone_item(const journal::SaleLine& line, const journal::SaleRecord& sold) {
    Item item = sold_item(line, sold);
    const auto none = [](Money amount) { return amount.minor == 0; };
    item.discountable = sold.basket_discounts.empty() || !line.discounts.empty() ||
                        !std::ranges::all_of(line.basket_shares, none);
    return item;
}

CartLine line_again(const journal::SaleLine& sold, std::uint32_t number,
                    const CorrectSale& command) {
    const auto known = std::ranges::find(command.items, sold.item, &Item::id);
    CartLine line;
    line.line = number;
    line.item = known == command.items.end() ? gone_item(sold, command.sold) : *known;
    line.barcode = sold.barcode;
    line.quantity = sold.quantity;
    line.price = sold.unit_price;
    line.list_price = sold.list_price;
    line.price_reason = sold.price_reason;
    line.discount = by_hand(sold.discounts);
    line.note = sold.note;
    line.trace = sold.trace;
    return line;
}

/// What was handed over is proposed again, so that the change comes out as it did.
CartTender proposed(const journal::Tender& tender) {
    return {.kind = tender.kind,
            .code = tender.code,
            .name = tender.name,
            .amount = tender.given.minor > 0 ? tender.given : tender.amount,
            .reference = tender.reference};
}

/// What goes back into the leases that paid it.
std::optional<journal::CreditUsed> credit_taken_back(const CorrectSale& command,
                                                     const journal::Tender& tender) {
    if (tender.code != kCreditTender || !command.credit) return std::nullopt;
    const CreditPaid& paid = *command.credit;
    if (tender.amount.minor <= 0 || tender.amount.minor > paid_minor(paid)) return std::nullopt;
    journal::CreditUsed used;
    used.of = paid.sale;
    used.account = paid.account;
    used.account_number = paid.account_number;
    used.parts = credit_back(paid, tender.amount);
    used.left = zero(tender.amount.currency);
    return used;
}

Correction correction_of(const CorrectSale& command) {
    const journal::SaleRecord& sold = command.sold;
    Correction correction{.sale = sold.sale,
                          .number = sold.number,
                          .lines = {},
                          .discount = by_hand(sold.basket_discounts),
                          .customer = sold.customer,
                          .note = sold.note,
                          .proposed = {}};
    std::uint32_t number = 0;
    for (const journal::SaleLine& line : sold.lines) {
        correction.lines.push_back(line_again(line, ++number, command));
    }
    for (const PaidTender& paid : command.tenders) {
        // Credit is looked up anew.
        if (paid.tender.amount.minor <= 0 || paid.tender.code == kCreditTender) continue;
        correction.proposed.push_back(proposed(paid.tender));
    }
    return correction;
}

}  // namespace

std::optional<Refusal> not_correctable(const CorrectSale& command) {
    const journal::SaleRecord& sold = command.sold;
    const auto came_back = [&](const journal::SaleLine& line) {
        const auto before = std::ranges::find(command.before, line.line, &ReturnedBefore::line);
        return before == command.before.end() ? Quantity{} : before->quantity;
    };
    const bool whole = std::ranges::all_of(sold.lines, [&](const journal::SaleLine& line) {
        return line.quantity.millionths <= 0 || came_back(line) >= line.quantity;
    });
    const bool part = std::ranges::any_of(
        sold.lines, [&](const journal::SaleLine& line) { return came_back(line).millionths > 0; });
    if (whole && part) return Refusal::already_corrected;
    if (part) return Refusal::already_returned;
    const bool exchange = std::ranges::any_of(
        sold.lines, [](const journal::SaleLine& line) { return line.quantity.millionths < 0; });
    if (exchange) return Refusal::holds_returns;
    const bool unknown = std::ranges::any_of(command.tenders, [&](const PaidTender& paid) {
        return paid.tender.code == kCreditTender && !credit_taken_back(command, paid.tender);
    });
    if (unknown) return Refusal::no_credit;
    return std::nullopt;
}

std::expected<Cart, Refusal> mirror_cart(const CorrectSale& command, const Ulid& sale,
                                         Instant started_at) {
    Cart cart;
    cart.sale = sale;
    cart.started_at = started_at;
    cart.customer = command.sold.customer;
    for (const journal::SaleLine& sold : command.sold.lines) {
        auto line =
            return_line(command.sold, {.line = sold.line, .before = {}, .now = sold.quantity});
        if (!line) return std::unexpected{line.error()};
        line->line = ++cart.line_last;
        line->return_reason = command.reason;
        cart.lines.push_back(std::move(*line));
    }
    for (const PaidTender& paid : command.tenders) {
        const journal::Tender& tender = paid.tender;
        if (tender.amount.minor == 0) continue;
        cart.tenders.push_back({.kind = tender.kind,
                                .code = tender.code,
                                .name = tender.name,
                                .amount = -tender.amount,
                                .reference = tender.reference,
                                .card_attempt = {},
                                .card_receipt = {},
                                .credit = credit_taken_back(command, tender)});
    }
    cart.correction = correction_of(command);
    return cart;
}

Cart again(const Correction& correction, const Ulid& sale, Instant started_at) {
    Cart cart;
    cart.sale = sale;
    cart.started_at = started_at;
    cart.lines = correction.lines;
    cart.line_last = static_cast<std::uint32_t>(correction.lines.size());
    cart.discount = correction.discount;
    cart.customer = correction.customer;
    cart.note = correction.note;
    cart.proposed = correction.proposed;
    return cart;
}

}  // namespace pos::sale
