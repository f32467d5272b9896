#include <algorithm>
#include <utility>

#include "pos/sale/correction.hpp"
#include "pos/sale/price_cart.hpp"
#include "pos/sale/steps/core.hpp"
#include "pos/shift/figures.hpp"

// Putting a finished sale right: taking it back to ring it up again, or what it was paid with.

namespace pos::sale {

namespace {

using people::Operation;

/// What is paid of bills is booked at head office, and is no sale.
bool of_this_shift(const Core& core, const journal::SaleRecord& sold) {
    return core.state.shift && sold.shift == core.state.shift->id && !sold.bill;
}

/// Whether a held cart brings some of that sale back.
bool in_a_held_cart(const State& state, const Ulid& sale) {
    return std::ranges::any_of(state.held, [&](const Cart& cart) {
        return std::ranges::any_of(cart.lines, [&](const CartLine& line) {
            return line.returned && line.returned->line.origin->sale == sale;
        });
    });
}

bool mirrors(const pricing::Settlement& settled, const journal::SaleRecord& sold) {
    return settled.complete && settled.change.minor == 0 && settled.payable == -sold.payable &&
           settled.rounding == -sold.rounding;
}

/// What a terminal has booked is not given back until the terminal does it.
void leave_to_terminal(Cart& cart, const CorrectSale& command) {
    for (const PaidTender& paid : command.tenders) {
        if (!paid.on_terminal) continue;
        const auto mirrored = std::ranges::find_if(cart.tenders, [&](const CartTender& tender) {
            return tender.code == paid.tender.code && tender.amount == -paid.tender.amount &&
                   tender.reference == paid.tender.reference;
        });
        if (mirrored != cart.tenders.end()) cart.tenders.erase(mirrored);
    }
}

std::size_t payments_by(const CorrectTender& command, const std::string& code) {
    return static_cast<std::size_t>(std::ranges::count_if(
        command.tenders, [&](const PaidTender& paid) { return paid.tender.code == code; }));
}

}  // namespace

Done apply(Core& core, Step& step, const CorrectSale& command) {
    State& state = core.state;
    if (!state.shift) return refuse(Refusal::shift_closed);
    if (!may(core, Operation::return_with_receipt)) return refuse(Refusal::not_permitted);
    if (state.cart.started()) return refuse(Refusal::cart_in_the_way);
    if (!of_this_shift(core, command.sold) || shift::is_refund(command.sold)) {
        return refuse(Refusal::nothing_to_correct);
    }
    if (command.sold.currency != core.setup.currency) return refuse(Refusal::other_currency);
    if (too_long(core, command.reason)) return refuse(Refusal::text_too_long);
    if (const auto why = not_correctable(command)) return refuse(*why);
    auto cart = mirror_cart(command, make_ulid(step.stamp.at, step.random), step.stamp.at);
    if (!cart) return refuse(cart.error());
    if (in_a_held_cart(state, command.sold.sale)) return refuse(Refusal::already_coming_back);
    auto priced = price(core.setup, *cart);
    if (!priced) return refuse(priced.error());
    if (!mirrors(settlement(core.setup, *cart, priced->total), command.sold)) {
        return refuse(Refusal::rules_changed);
    }
    const auto tried = price(core.setup, again(*cart->correction, cart->sale, step.stamp.at));
    if (!tried) return refuse(tried.error());

    leave_to_terminal(*cart, command);
    const Phase phase_before = std::exchange(state.phase, Phase::tendering);
    step.write(journal::SaleStarted{
        .sale = cart->sale, .when = when(core, step.stamp), .cashier = actor(core)});
    state.next_quantity.reset();
    state.cart = std::move(*cart);
    state.priced = std::move(*priced);
    settle(core);
    if (!state.settlement.complete) {
        step.save(state.cart.sale);
        return {};
    }
    complete(core, step, phase_before, state.cart.tenders);
    step.pending->cart_is_new = true;
    return {};
}

Done apply(Core& core, Step& step, const CorrectTender& command) {
    if (!core.state.shift) return refuse(Refusal::shift_closed);
    if (!may(core, Operation::correct_payment)) return refuse(Refusal::not_permitted);
    if (!of_this_shift(core, command.sold)) return refuse(Refusal::nothing_to_correct);
    const auto& types = core.setup.tenders;
    const auto type = std::ranges::find(types, command.code, &TenderType::code);
    if (command.index >= command.tenders.size() || type == types.end()) {
        return refuse(Refusal::unknown_tender);
    }
    const PaidTender& paid = command.tenders[command.index];
    const journal::Tender& from = paid.tender;
    if (from.code == type->code) return refuse(Refusal::same_tender);
    if (paid.on_terminal) return refuse(Refusal::card_booked);
    if (from.code == kCreditTender) return refuse(Refusal::credit_taken);
    if (command.sold.currency != core.setup.currency) return refuse(Refusal::other_currency);
    if (type->needs_reference && command.reference.empty()) {
        return refuse(Refusal::reference_missing);
    }
    if (too_long(core, command.reference) || too_long(core, command.reason)) {
        return refuse(Refusal::text_too_long);
    }
    if (command.sold.rounding.minor != 0) return refuse(Refusal::rounded_for_cash);
    const bool to_cash = type->kind == journal::TenderKind::cash;
    if (to_cash && from.amount.minor % core.setup.cash.step_minor != 0) {
        return refuse(Refusal::not_in_coins);
    }
    journal::TenderCorrected corrected{.sale = command.sold.sale,
                                       .number = command.sold.number,
                                       .when = when(core, step.stamp),
                                       .cashier = actor(core),
                                       .shift = core.state.shift->id,
                                       .position = static_cast<std::uint32_t>(command.index + 1),
                                       .amount = from.amount,
                                       .refund = shift::is_refund(command.sold),
                                       .from = {.kind = from.kind,
                                                .code = from.code,
                                                .name = from.name,
                                                .reference = from.reference},
                                       .to = {.kind = type->kind,
                                              .code = type->code,
                                              .name = type->name,
                                              .reference = command.reference},
                                       .from_is_left = payments_by(command, from.code) == 1,
                                       .to_is_new = payments_by(command, type->code) == 0,
                                       .reason = command.reason};
    step.write(corrected);
    step.pending = Pending{.work = CorrectingTender{std::move(corrected)},
                           .phase_before = core.state.phase,
                           .tenders_before = core.state.cart.tenders};
    return {};
}

}  // namespace pos::sale
