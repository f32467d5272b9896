#include <algorithm>
#include <cstdlib>

#include "pos/sale/steps/core.hpp"

// Payment with credit of an account's that this till may spend by itself.

namespace pos::sale {

namespace {

using billing::wallet::LeaseRefusal;

Refusal refusal_of(LeaseRefusal why) {
    switch (why) {
        case LeaseRefusal::amount_not_positive:
            return Refusal::amount_out_of_range;
        case LeaseRefusal::no_lease:
        case LeaseRefusal::expired:
            return Refusal::no_credit;
        case LeaseRefusal::too_small:
        case LeaseRefusal::too_much:
            return Refusal::credit_too_small;
    }
    return Refusal::no_credit;
}

TenderType credit_type(const std::string& name) {
    return {.kind = journal::TenderKind::other,
            .code = std::string{kCreditTender},
            .name = name,
            .needs_reference = false};
}

bool pays_with_credit(const Cart& cart) {
    return std::ranges::any_of(cart.tenders,
                               [](const CartTender& tender) { return tender.credit.has_value(); });
}

/// Of a sale whose goods come back in this cart, how it was paid with credit; null: none was.
const CreditPaid* coming_back_with_credit(const Cart& cart) {
    const auto comes_back = [&](const CreditPaid& paid) {
        return paid_minor(paid) > 0 && std::ranges::any_of(cart.lines, [&](const CartLine& line) {
                   return line.returned && line.returned->line.origin->sale == paid.sale;
               });
    };
    const auto found = std::ranges::find_if(cart.credit, comes_back);
    return found == cart.credit.end() ? nullptr : &*found;
}

bool any_counts(const PayWithCredit& command, Instant at) {
    return std::ranges::any_of(command.leases, [&](const HeldCredit& lease) {
        return !billing::wallet::is_over(lease.held, at);
    });
}

/// What the leases hold behind the payment.
Money left_behind(const PayWithCredit& command, const std::vector<journal::CreditPart>& parts,
                  Money none, Instant at) {
    Money left = none;
    for (const HeldCredit& lease : command.leases) {
        if (!billing::wallet::is_over(lease.held, at)) left.minor += lease.held.left_minor;
    }
    for (const journal::CreditPart& part : parts) left -= part.amount;
    return left;
}

}  // namespace

Done apply(Core& core, Step& step, const PayWithCredit& command) {
    if (const Done can = can_be_paid(core); !can) return can;
    const Cart& cart = core.state.cart;
    if (cart.bill) return refuse(Refusal::unknown_tender);
    if (pays_with_credit(cart)) return refuse(Refusal::credit_taken);
    const bool goes_back = core.state.priced.total.minor < 0;
    const CreditPaid* const paid = goes_back ? coming_back_with_credit(cart) : nullptr;
    if (goes_back ? paid == nullptr : !any_counts(command, step.stamp.at)) {
        return refuse(Refusal::no_credit);
    }
    if (command.amount && command.amount->currency != core.setup.currency) {
        return refuse(Refusal::other_currency);
    }
    if (too_long(core, command.account_number) || too_long(core, command.name)) {
        return refuse(Refusal::text_too_long);
    }
    const TenderType type = credit_type(command.name);
    auto amount = amount_of(core, type, command.amount);
    if (!amount) return refuse(amount.error());
    journal::CreditUsed used;
    used.known_at = command.known_at;
    if (paid != nullptr) {
        // As much as was paid with it, where more goes back.
        const std::int64_t most = paid_minor(*paid);
        if (!command.amount && std::abs(amount->minor) > most) amount->minor = -most;
        if (std::abs(amount->minor) > most) return refuse(Refusal::credit_too_small);
        used.of = paid->sale;
        used.account = paid->account;
        used.account_number = paid->account_number;
        used.parts = credit_back(*paid, -*amount);
    } else {
        auto parts = credit_spent(command.leases, *amount, step.stamp.at);
        if (!parts) return refuse(refusal_of(parts.error()));
        used.account = command.account;
        used.account_number = command.account_number;
        used.parts = std::move(*parts);
    }
    used.left = left_behind(command, used.parts, zero(core.setup.currency), step.stamp.at);
    return take(core, step,
                {.kind = type.kind,
                 .code = type.code,
                 .name = type.name,
                 .amount = *amount,
                 .reference = used.account_number,
                 .card_attempt = {},
                 .card_receipt = {},
                 .credit = std::move(used)},
                command.finish);
}

Done apply(Core& core, Step& step, const GiveUpCredit& command) {
    if (pays_with_credit(core.state.cart)) return refuse(Refusal::credit_taken);
    if (command.leases.empty()) return refuse(Refusal::no_credit);
    step.write(journal::CreditGivenUp{
        .when = when(core, step.stamp), .user = actor(core), .leases = command.leases});
    step.pending = Pending{.work = NotingReading{},
                           .phase_before = core.state.phase,
                           .tenders_before = core.state.cart.tenders};
    return {};
}

void write_credit(Step& step, const journal::SaleRecord& record,
                  const std::vector<CartTender>& tenders) {
    for (const CartTender& tender : tenders) {
        if (!tender.credit) continue;
        journal::CreditUsed used = *tender.credit;
        used.sale = record.sale;
        used.when = record.when;
        used.cashier = record.cashier;
        step.write(std::move(used));
    }
}

}  // namespace pos::sale
