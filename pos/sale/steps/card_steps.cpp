#include <algorithm>
#include <cstdlib>
#include <utility>

#include "pos/base/assert.hpp"
#include "pos/sale/steps/core.hpp"

// Payments on a card terminal. What is charged is stored before it is asked for and before it is
// acknowledged; what is not known is asked about, never charged again.

namespace pos::sale {

namespace {

using journal::CardAction;
using journal::CardAttempted;
using journal::CardState;

std::vector<CardAttempted>::iterator find_open(Core& core, const Ulid& attempt) {
    return std::ranges::find(core.state.cards, attempt, &CardAttempted::attempt);
}

bool is_resolved(const CardAttempted& card) {
    return card.state == CardState::booked;
}

/// A second attempt is made only when the end of every earlier one is known.
bool unresolved(const Core& core) {
    return !std::ranges::all_of(core.state.cards, is_resolved);
}

/// The customer of the open cart was charged for it, and it does not hold that payment yet.
bool charged_already(const Core& core) {
    return core.state.cart.started() &&
           std::ranges::find(core.state.cards, core.state.cart.sale, &CardAttempted::sale) !=
               core.state.cards.end();
}

/// The attempt that the register is waiting for; null if it is another or none.
WaitingForCard* waited_for(Core& core, const Ulid& attempt) {
    if (!core.pending) return nullptr;
    auto* work = std::get_if<WaitingForCard>(&core.pending->work);
    return work != nullptr && work->attempt == attempt ? work : nullptr;
}

/// "girocard 5726 · 0022"
std::string reference_of(const journal::CardDetails& details) {
    std::string text = details.card;
    const auto add = [&](const std::string& more, std::string_view between) {
        if (more.empty()) return;
        if (!text.empty()) text += between;
        text += more;
    };
    add(details.card_end, " ");
    add(details.receipt, " · ");
    return text;
}

/// The attempt as it is known now, dated and for the journal.
void write(Core& core, Step& step, CardAttempted card) {
    card.when = when(core, step.stamp);
    card.cashier = actor(core);
    step.write(std::move(card));
}

void learn(CardAttempted& card, const journal::CardDetails& details) {
    if (details == journal::CardDetails{}) return;
    card.details = details;
    card.reference = reference_of(details);
}

/// Stores the attempt and then asks the terminal.
void ask(Core& core, Step& step, CardAttempted card, std::string receipt, bool finish) {
    card.attempt = make_ulid(step.stamp.at, step.random);
    card.when = when(core, step.stamp);
    card.cashier = actor(core);
    step.write(card);
    if (core.state.cart.started()) step.save(core.state.cart.sale);
    step.pending = Pending{.work = AskingCard{std::move(card), std::move(receipt), finish},
                           .phase_before = core.state.phase,
                           .tenders_before = core.state.cart.tenders};
}

CartTender tender_of(const Core& core, const CardAttempted& card) {
    const auto& types = core.setup.tenders;
    const auto type = std::ranges::find(types, card.tender, &TenderType::code);
    const bool pays_out = card.action == CardAction::refund;
    return {.kind = journal::TenderKind::card,
            .code = card.tender,
            .name = type == types.end() ? card.tender : type->name,
            .amount = pays_out ? -card.amount : card.amount,
            .reference = card.reference,
            .card_attempt = card.attempt,
            .card_receipt = card.details.receipt};
}

CardAttempted settled(const Cart& cart, const CartTender& tender) {
    const bool paid_out = tender.amount.minor < 0;
    CardAttempted card{.sale = cart.sale,
                       .attempt = tender.card_attempt,
                       .amount = paid_out ? -tender.amount : tender.amount,
                       .state = CardState::settled,
                       .reference = tender.reference,
                       .action = paid_out ? CardAction::refund : CardAction::payment,
                       .tender = tender.code};
    card.details.receipt = tender.card_receipt;
    return card;
}

/// The booked payment becomes one of the cart's.
void pay_with(Core& core, Step& step, CardAttempted card, bool finish) {
    State& state = core.state;
    card.sale = state.cart.sale;
    write(core, step, card);
    CartTender tender = tender_of(core, card);
    std::erase_if(state.cards, [&](const auto& open) { return open.attempt == card.attempt; });
    state.cart.tenders.push_back(std::move(tender));
    state.phase = Phase::tendering;
    settle(core);
    // Should the sale not be stored, the payment stays: it was made.
    if (finish && state.settlement.complete) {
        complete(core, step, Phase::tendering, state.cart.tenders);
    } else {
        step.save(state.cart.sale);
    }
}

/// What was booked before is not any more.
void taken_back(Core& core, Step& step, CardAttempted reversal) {
    State& state = core.state;
    const Ulid paid = reversal.of;
    reversal.state = CardState::settled;
    CardAttempted original{.sale = reversal.sale,
                           .attempt = paid,
                           .amount = reversal.amount,
                           .state = CardState::taken_back,
                           .tender = reversal.tender};
    if (const auto open = find_open(core, paid); open != state.cards.end()) {
        original = *open;
        original.state = CardState::taken_back;
        state.cards.erase(open);
    }
    auto& tenders = state.cart.tenders;
    const auto tender = std::ranges::find(tenders, paid, &CartTender::card_attempt);
    if (tender != tenders.end()) {
        original.reference = tender->reference;
        tenders.erase(tender);
        settle(core);
        step.save(state.cart.sale);
    }
    std::erase_if(state.cards, [&](const auto& c) { return c.attempt == reversal.attempt; });
    write(core, step, std::move(reversal));
    write(core, step, std::move(original));
}

/// What came of an attempt that the register waits for (`waited`), or that was asked about later.
void conclude(Core& core, Step& step, const CardEnded& ended, std::optional<Pending> waited) {
    State& state = core.state;
    const auto open = find_open(core, ended.attempt);
    POS_ASSERT(open != state.cards.end());
    CardAttempted card = *open;
    learn(card, ended.details);
    if (!ended.slips.empty()) card.slips = ended.slips;
    switch (ended.outcome) {
        case CardOutcome::booked: {
            card.state = CardState::booked;
            if (card.action == CardAction::reversal) return taken_back(core, step, std::move(card));
            const auto* work = waited ? std::get_if<WaitingForCard>(&waited->work) : nullptr;
            if (work != nullptr) return pay_with(core, step, std::move(card), work->finish);
            *open = card;  // offered: to be used, or to be taken back
            break;
        }
        case CardOutcome::declined:
            card.state = CardState::declined;
            state.cards.erase(open);
            if (waited) state.phase = waited->phase_before;
            break;
        case CardOutcome::unknown:
            card.state = CardState::unknown;
            *open = card;
            if (waited && state.cart.started()) state.phase = Phase::tendering;
            break;
    }
    write(core, step, std::move(card));
}

std::expected<TenderType, Refusal> card_type(const Core& core, const std::string& code) {
    const auto type = std::ranges::find(core.setup.tenders, code, &TenderType::code);
    const bool card = type != core.setup.tenders.end() && type->kind == journal::TenderKind::card;
    if (!card) return refuse(Refusal::unknown_tender);
    return *type;
}

}  // namespace

bool in_a_cart(const Core& core, const Ulid& attempt) {
    const auto has = [&](const Cart& cart) {
        return std::ranges::find(cart.tenders, attempt, &CartTender::card_attempt) !=
               cart.tenders.end();
    };
    return has(core.state.cart) || std::ranges::any_of(core.state.held, has);
}

void settle_cards(const Core& core, Step& step, const std::vector<CartTender>& tenders) {
    for (const CartTender& tender : tenders) {
        if (!tender.card_attempt) continue;
        CardAttempted card = settled(core.state.cart, tender);
        card.when = when(core, step.stamp);
        card.cashier = actor(core);
        step.write(std::move(card));
    }
}

Done apply(Core& core, Step& step, const PayByCard& command) {
    if (!core.state.shift) return refuse(Refusal::shift_closed);
    if (unresolved(core) || charged_already(core)) return refuse(Refusal::card_unresolved);
    if (const Done can = can_be_paid(core); !can) return can;
    const auto type = card_type(core, command.code);
    if (!type) return refuse(type.error());
    if (command.amount && command.amount->currency != core.setup.currency) {
        return refuse(Refusal::other_currency);
    }
    const auto amount = amount_of(core, *type, command.amount);
    if (!amount) return refuse(amount.error());
    if (amount->minor == 0) return refuse(Refusal::nothing_due);
    const bool pays_out = amount->minor < 0;
    ask(core, step,
        {.sale = core.state.cart.sale,
         .amount = pays_out ? -*amount : *amount,
         .action = pays_out ? CardAction::refund : CardAction::payment,
         .tender = type->code,
         .last_before = command.last_before},
        {}, command.finish);
    return {};
}

Done apply(Core& core, Step& step, const ReverseCard& command) {
    if (!core.state.shift) return refuse(Refusal::shift_closed);
    if (unresolved(core)) return refuse(Refusal::card_unresolved);
    CardAttempted reversal{
        .action = CardAction::reversal, .of = command.attempt, .last_before = command.last_before};
    const auto& tenders = core.state.cart.tenders;
    const auto tender = std::ranges::find(tenders, command.attempt, &CartTender::card_attempt);
    const auto open = find_open(core, command.attempt);
    std::string receipt;
    if (command.attempt && tender != tenders.end()) {
        reversal.sale = core.state.cart.sale;
        reversal.amount = Money{std::abs(tender->amount.minor), tender->amount.currency};
        reversal.tender = tender->code;
        receipt = tender->card_receipt;
    } else if (open != core.state.cards.end()) {
        reversal.sale = open->sale;
        reversal.amount = open->amount;
        reversal.tender = open->tender;
        receipt = open->details.receipt;
    } else {
        return refuse(Refusal::unknown_card);
    }
    ask(core, step, std::move(reversal), std::move(receipt), false);
    return {};
}

Done apply(Core& core, Step& step, const UseCard& command) {
    if (const Done can = can_be_paid(core); !can) return can;
    const auto open = find_open(core, command.attempt);
    const bool usable = open != core.state.cards.end() && open->state == CardState::booked &&
                        open->action != CardAction::reversal;
    if (!usable) return refuse(Refusal::unknown_card);
    const auto type = card_type(core, open->tender);
    if (!type) return refuse(Refusal::unknown_card);
    const auto amount = amount_of(core, *type, open->amount);
    if (!amount) return refuse(amount.error());
    // Money that went to the customer pays for nothing, nor the other way round.
    if ((amount->minor < 0) != (open->action == CardAction::refund)) {
        return refuse(Refusal::exceeds_due);
    }
    pay_with(core, step, *open, command.finish);
    return {};
}

Done apply(Core& core, Step& step, const DecideCard& command) {
    if (!core.state.shift) return refuse(Refusal::shift_closed);
    if (!may(core, people::Operation::decide_card)) return refuse(Refusal::not_permitted);
    const auto open = find_open(core, command.attempt);
    const bool known = open == core.state.cards.end() || (is_resolved(*open) && command.booked);
    if (known) return refuse(Refusal::unknown_card);
    if (command.reason.empty()) return refuse(Refusal::reason_missing);
    if (too_long(core, command.reason)) return refuse(Refusal::text_too_long);
    open->reason = command.reason;
    if (is_resolved(*open)) {
        CardAttempted card = std::move(*open);
        core.state.cards.erase(open);
        card.state = CardState::taken_back;
        write(core, step, std::move(card));
        return {};
    }
    conclude(core, step,
             {.attempt = command.attempt,
              .outcome = command.booked ? CardOutcome::booked : CardOutcome::declined},
             std::nullopt);
    return {};
}

void card_stored(Core& core, Step& step, AskingCard work) {
    core.state.cards.push_back(work.attempt);
    core.state.waiting = Waiting::card;
    core.pending->work = WaitingForCard{work.attempt.attempt, work.finish};
    step.effects.emplace_back(AskCard{std::move(work.attempt), std::move(work.receipt)});
}

void card_stored(Core& core, Step& step, WaitingForCard work, bool stored) {
    const Ulid attempt = work.attempt;
    step.effects.emplace_back(KeepCard{attempt, stored});
    if (stored) {
        if (const auto open = find_open(core, attempt); open != core.state.cards.end()) {
            open->state = CardState::approved;
        }
    }
    auto ended = std::exchange(work.ended, std::nullopt);
    work.keeping = false;
    core.state.waiting = Waiting::card;
    core.pending->work = std::move(work);
    if (!ended) return;
    const Done done = apply(core, step, *ended);
    POS_ASSERT(done.has_value());
}

Done apply(Core& core, Step& step, const CardApproved& command) {
    WaitingForCard* work = waited_for(core, command.attempt);
    const auto open = find_open(core, command.attempt);
    if (work == nullptr || work->keeping || open == core.state.cards.end()) {
        step.effects.emplace_back(KeepCard{command.attempt, false});
        return {};
    }
    learn(*open, command.details);
    CardAttempted card = *open;
    card.state = CardState::approved;
    write(core, step, std::move(card));
    step.pending = std::move(*core.pending);
    std::get<WaitingForCard>(step.pending->work).keeping = true;
    return {};
}

Done apply(Core& core, Step& step, const CardEnded& command) {
    WaitingForCard* work = waited_for(core, command.attempt);
    if (work != nullptr && work->keeping) {  // the store's answer is on its way
        work->ended = command;
        return {};
    }
    if (find_open(core, command.attempt) == core.state.cards.end()) return {};
    std::optional<Pending> waited;
    if (work != nullptr) {
        waited = std::exchange(core.pending, std::nullopt);
        core.state.waiting = Waiting::nothing;
    }
    conclude(core, step, command, std::move(waited));
    return {};
}

}  // namespace pos::sale
