#include <algorithm>
#include <cstdlib>

#include "pos/sale/cart_bytes.hpp"
#include "pos/sale/correction.hpp"
#include "pos/sale/price_cart.hpp"

namespace pos::sale {

namespace {

constexpr std::uint32_t kLineNumberMax = 1'000'000'000;

bool ours(const Setup& setup, UnitPrice price) {
    return price.currency == setup.currency && price.e8 >= 0 && in_range(price);
}

bool is_sound(const Setup& setup, const CartLine& line) {
    const bool quantity = line.quantity.millionths != 0 &&
                          line.quantity <= setup.limits.quantity_max &&
                          -line.quantity <= setup.limits.quantity_max;
    if (!quantity || !ours(setup, line.price)) return false;
    if (!line.returned) return true;
    const journal::SaleLine& back = line.returned->line;
    return back.origin && back.quantity == line.quantity && line.quantity.millionths < 0 &&
           !line.discount && back.taxes.size() == line.returned->taxes.size() &&
           std::ranges::all_of(
               back.taxes,
               [&](const journal::LineTax& tax) {
                   return tax.group < line.returned->taxes.size();
               });
}

/// Ascending, and none beyond the last one given out.
bool numbers_are_sound(const Cart& cart) {
    std::uint32_t before = 0;
    for (const CartLine& line : cart.lines) {
        if (line.line <= before) return false;
        before = line.line;
    }
    return before <= cart.line_last && cart.line_last <= kLineNumberMax;
}

/// Whether the parts come to the payment.
bool is_credit_of(const journal::CreditUsed& used, Money amount) {
    if (used.left.currency != amount.currency) return false;
    std::int64_t sum = 0;
    for (const journal::CreditPart& part : used.parts) {
        if (part.amount.currency != amount.currency || part.over.currency != amount.currency ||
            __builtin_add_overflow(sum, part.amount.minor, &sum) ||
            __builtin_add_overflow(sum, part.over.minor, &sum)) {
            return false;
        }
    }
    return !used.parts.empty() && sum == amount.minor;
}

/// Payments that together stay within what a till takes, and change that the last cash can give.
bool tenders_are_sound(const Setup& setup, const Cart& cart, Money total) {
    if (cart.tenders.size() > setup.limits.tenders_max) return false;
    const std::int64_t minor_max = setup.limits.ticket_minor_max + setup.limits.change_minor_max;
    std::int64_t size = 0;
    Money last_cash = zero(setup.currency);
    for (const CartTender& tender : cart.tenders) {
        if (tender.amount.currency != setup.currency || !in_range(tender.amount)) return false;
        if (tender.credit && !is_credit_of(*tender.credit, tender.amount)) return false;
        size += std::abs(tender.amount.minor);
        if (size > minor_max) return false;
        if (tender.kind == journal::TenderKind::cash) last_cash = tender.amount;
    }
    const Money change = settlement(setup, cart, total).change;
    return change.minor == 0 || (change.minor > 0 && change <= last_cash);
}

/// Lines that may come back are as sound as those that are there, and as many. Payment and bills
/// leave no steps behind.
bool trail_is_sound(const Setup& setup, const Cart& cart) {
    const Trail& trail = cart.trail;
    if (trail.is_empty()) return trail.turn_last <= kLineNumberMax;
    if (trail.steps.size() > kStepsMax || trail.undone.size() > kStepsMax) return false;
    if (trail.owed.size() > kOwedMax || trail.turn_last > kLineNumberMax) return false;
    if (cart.bill || cart.correction) return false;
    const auto sound = [&](const OtherLine& other) {
        if (other.line == 0 || other.line > cart.line_last) return false;
        return !other.there || (other.there->line == other.line && is_sound(setup, *other.there));
    };
    const std::size_t lines_max = setup.limits.lines_max;
    const auto all_sound = [&](const CartStep& step) {
        return step.lines.size() <= lines_max && step.traces.size() <= lines_max &&
               std::ranges::all_of(step.lines, sound);
    };
    return std::ranges::all_of(trail.steps, all_sound) &&
           std::ranges::all_of(trail.undone, all_sound);
}

bool are_sound(const Setup& setup, const std::vector<CartTender>& proposed) {
    return proposed.size() <= setup.limits.tenders_max &&
           std::ranges::all_of(proposed, [&](const CartTender& tender) {
               return tender.amount.currency == setup.currency && in_range(tender.amount) &&
                      tender.amount.minor > 0;
           });
}

}  // namespace

bool is_sound(const Setup& setup, const Cart& cart) {
    if (!cart.started() || !numbers_are_sound(cart)) return false;
    if (cart.lines.size() > setup.limits.lines_max) return false;
    if (cart.bill && (!cart.lines.empty() || cart.line_last > 0 || cart.discount)) return false;
    if (!std::ranges::all_of(cart.lines, [&](const auto& line) { return is_sound(setup, line); })) {
        return false;
    }
    if (!trail_is_sound(setup, cart) || !are_sound(setup, cart.proposed)) return false;
    if (cart.correction && !is_sound(setup, again(*cart.correction, cart.sale, cart.started_at))) {
        return false;
    }
    const auto priced = price(setup, cart);
    return priced && tenders_are_sound(setup, cart, priced->total);
}

}  // namespace pos::sale
