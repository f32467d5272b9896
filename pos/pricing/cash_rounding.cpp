#include "pos/pricing/cash_rounding.hpp"

#include <algorithm>

#include "pos/base/assert.hpp"

namespace pos::pricing {

namespace {

struct Paid {
    Money cash;
    Money other;
    bool any_cash{false};
};

Paid sums_of(Money total, std::span<const Payment> payments) {
    Paid paid{zero(total.currency), zero(total.currency)};
    for (const Payment& payment : payments) {
        (payment.in == PaidIn::cash ? paid.cash : paid.other) += payment.amount;
        paid.any_cash = paid.any_cash || payment.in == PaidIn::cash;
    }
    return paid;
}

Money stepped(Money amount, const CashRounding& rule) {
    return {round_to(amount.minor, rule.step_minor, rule.mode), amount.currency};
}

/// What the document comes to when its last payment is made in `last`.
Money payable(Money total, const Paid& paid, PaidIn last, const CashRounding& rule) {
    switch (rule.scope) {
        case CashScope::cash:
            if (last == PaidIn::other) return total;
            return stepped(total - paid.other, rule) + paid.other;
        case CashScope::every_payment:
            return stepped(total, rule);
        case CashScope::every_payment_and_cash: {
            const Money rounded = stepped(total, rule);
            if (last == PaidIn::other) return rounded;
            return stepped(rounded - paid.other, rule) + paid.other;
        }
    }
    POS_ASSERT(false && "a cash scope");
}

}  // namespace

Money due(Money total, std::span<const Payment> paid, PaidIn next, const CashRounding& rule) {
    const Paid sums = sums_of(total, paid);
    return payable(total, sums, next, rule) - sums.cash - sums.other;
}

Settlement settle(Money total, std::span<const Payment> paid, const CashRounding& rule) {
    const Paid sums = sums_of(total, paid);
    const Money together = sums.cash + sums.other;
    const auto reached = [&](Money amount) {
        return total.minor < 0 ? together <= amount : together >= amount;
    };
    Settlement result{.rounding = zero(total.currency),
                      .payable = total,
                      .change = zero(total.currency),
                      .left_in_cash = zero(total.currency),
                      .left_otherwise = zero(total.currency)};
    // Cash decides the rounding once some was handed over; money given back is cash too.
    const bool overpaid = reached(total) && together != total;
    const PaidIn last = sums.any_cash || overpaid ? PaidIn::cash : PaidIn::other;
    const Money payable_now = payable(total, sums, last, rule);
    result.complete = reached(payable_now);
    if (!result.complete) {
        result.left_in_cash = payable(total, sums, PaidIn::cash, rule) - together;
        result.left_otherwise = payable(total, sums, PaidIn::other, rule) - together;
        return result;
    }
    result.payable = payable_now;
    result.rounding = payable_now - total;
    result.change = together - payable_now;
    return result;
}

bool absorb_rounding(PricedDocument& document, Money rounding) {
    const auto size = [](Money amount) { return amount.minor < 0 ? -amount.minor : amount.minor; };
    const auto largest = std::ranges::max_element(
        document.groups, {}, [&](const TaxGroup& group) { return size(group.tax); });
    if (largest == document.groups.end() || largest->tax.minor == 0) return false;
    const auto index = static_cast<std::size_t>(largest - document.groups.begin());

    PricedLine* line = nullptr;
    LineTax* part = nullptr;
    for (PricedLine& candidate : document.lines) {
        for (LineTax& tax : candidate.taxes) {
            if (tax.group != index || (part != nullptr && size(tax.tax) <= size(part->tax)))
                continue;
            line = &candidate;
            part = &tax;
        }
    }
    POS_ASSERT(part != nullptr);
    part->tax += rounding;
    line->payable += rounding;
    largest->tax += rounding;
    largest->gross += rounding;
    document.tax += rounding;
    document.total += rounding;
    if (!largest->included) return true;
    line->gross += rounding;
    line->total += rounding;
    document.gross += rounding;
    return true;
}

}  // namespace pos::pricing
