#include <algorithm>
#include <cstdlib>
#include <utility>

#include "pos/base/assert.hpp"
#include "pos/sale/correction.hpp"
#include "pos/sale/price_cart.hpp"
#include "pos/sale/record.hpp"
#include "pos/sale/steps/core.hpp"

// Payment.

namespace pos::sale {

namespace {

using journal::TenderKind;

bool rounds_cash(const pricing::CashRounding& rule) {
    switch (rule.scope) {
        case pricing::CashScope::cash:
        case pricing::CashScope::every_payment_and_cash:
            return true;
        case pricing::CashScope::every_payment:
            return false;
    }
    return false;
}

/// What one more payment of this kind must come to; negative where money goes out.
Money due(const Core& core, TenderKind kind) {
    const auto in = kind == TenderKind::cash ? pricing::PaidIn::cash : pricing::PaidIn::other;
    return pricing::due(core.state.priced.total, payments(core.state.cart), in, core.setup.cash);
}

}  // namespace

Done can_be_paid(const Core& core) {
    if (!core.state.shift) return refuse(Refusal::shift_closed);
    if (core.state.cart.is_empty()) return refuse(Refusal::cart_empty);
    return {};
}

std::expected<Money, Refusal> amount_of(const Core& core, const TenderType& type,
                                        std::optional<Money> given) {
    const bool cash = type.kind == TenderKind::cash;
    const Limits& limits = core.setup.limits;
    const Money wanted = due(core, type.kind);
    const std::int64_t size_due = std::abs(wanted.minor);
    const std::int64_t size = given ? given->minor : size_due;
    if (given && (size <= 0 || size > limits.ticket_minor_max)) {
        return refuse(Refusal::amount_out_of_range);
    }
    if (core.state.cart.tenders.size() >= limits.tenders_max) {
        return refuse(Refusal::too_many_tenders);
    }
    if (cash && rounds_cash(core.setup.cash) && size % core.setup.cash.step_minor != 0) {
        return refuse(Refusal::not_in_coins);
    }
    if (core.state.settlement.complete) return refuse(Refusal::nothing_due);
    const bool pays_out = wanted.minor < 0;
    if (size > size_due && (!cash || pays_out)) return refuse(Refusal::exceeds_due);
    if (size > size_due && size - size_due > limits.change_minor_max) {
        return refuse(Refusal::change_too_large);
    }
    return Money{pays_out ? -size : size, core.setup.currency};
}

void complete(Core& core, Step& step, Phase phase_before, std::vector<CartTender> tenders_before) {
    State& state = core.state;
    auto record = make_record(
        core.setup, state.cart, state.priced, state.settlement,
        {.when = when(core, step.stamp), .cashier = actor(core), .shift = state.shift->id});
    step.pending = Pending{.work = SellingNow{record},
                           .phase_before = phase_before,
                           .tenders_before = std::move(tenders_before)};
    if (core.setup.fiscal_step) {
        step.pending->work = AskingFiscal{std::move(record)};
        step.save(state.cart.sale);
        return;
    }
    write_ticket(core, step, std::move(record));
}

void write_ticket(Core& core, Step& step, journal::SaleRecord record) {
    const Cart& cart = core.state.cart;
    settle_cards(core, step, cart.tenders);
    step.drop(record.sale);
    step.write(sale_event(record));
    write_credit(step, record, cart.tenders);
    if (!cart.correction) return;
    core.next = again(*cart.correction, make_ulid(step.stamp.at, step.random), step.stamp.at);
    step.write(journal::SaleStarted{
        .sale = core.next->sale, .when = when(core, step.stamp), .cashier = actor(core)});
    step.save(core.next->sale);
}

Done take(Core& core, Step& step, CartTender tender, bool finish) {
    State& state = core.state;
    const Phase phase_before = state.phase;
    auto tenders_before = state.cart.tenders;
    state.cart.tenders.push_back(std::move(tender));
    state.phase = Phase::tendering;
    settle(core);
    if (finish && state.settlement.complete) {
        complete(core, step, phase_before, std::move(tenders_before));
    } else {
        step.save(state.cart.sale);
    }
    return {};
}

Done apply(Core& core, Step&, const StartTendering&) {
    if (const Done can = can_be_paid(core); !can) return can;
    core.state.phase = Phase::tendering;
    return {};
}

Done apply(Core& core, Step&, const BackToCart&) {
    if (!core.state.shift) return refuse(Refusal::shift_closed);
    if (!core.state.cart.tenders.empty()) return refuse(Refusal::tenders_taken);
    if (!core.state.cart.started()) return refuse(Refusal::cart_empty);
    core.state.phase = Phase::cart;
    return {};
}

Done apply(Core& core, Step& step, const AddTender& command) {
    if (const Done can = can_be_paid(core); !can) return can;
    const auto type = std::ranges::find(core.setup.tenders, command.code, &TenderType::code);
    if (type == core.setup.tenders.end()) return refuse(Refusal::unknown_tender);
    if (command.amount && command.amount->currency != core.setup.currency) {
        return refuse(Refusal::other_currency);
    }
    if (type->needs_reference && command.reference.empty()) {
        return refuse(Refusal::reference_missing);
    }
    if (too_long(core, command.reference)) return refuse(Refusal::text_too_long);
    const auto amount = amount_of(core, *type, command.amount);
    if (!amount) return refuse(amount.error());
    return take(core, step,
                {.kind = type->kind,
                 .code = type->code,
                 .name = type->name,
                 .amount = *amount,
                 .reference = command.reference},
                command.finish);
}

Done apply(Core& core, Step& step, const ExactCash&) {
    if (const Done can = can_be_paid(core); !can) return can;
    const auto type = std::ranges::find(core.setup.tenders, TenderKind::cash, &TenderType::kind);
    if (type == core.setup.tenders.end()) return refuse(Refusal::unknown_tender);
    const auto amount = amount_of(core, *type, std::nullopt);
    if (!amount) return refuse(amount.error());
    return take(core, step,
                {.kind = type->kind,
                 .code = type->code,
                 .name = type->name,
                 .amount = *amount,
                 .reference = {}},
                true);
}

Done apply(Core& core, Step& step, const RemoveTender& command) {
    State& state = core.state;
    if (!state.shift) return refuse(Refusal::shift_closed);
    if (command.index >= state.cart.tenders.size()) return refuse(Refusal::unknown_tender);
    if (state.cart.tenders[command.index].card_attempt) return refuse(Refusal::card_booked);
    state.cart.tenders.erase(state.cart.tenders.begin() +
                             static_cast<std::ptrdiff_t>(command.index));
    settle(core);
    step.save(state.cart.sale);
    return {};
}

Done apply(Core& core, Step& step, const Finish&) {
    if (const Done can = can_be_paid(core); !can) return can;
    if (!core.state.settlement.complete) return refuse(Refusal::not_paid);
    const Phase phase_before = std::exchange(core.state.phase, Phase::tendering);
    complete(core, step, phase_before, core.state.cart.tenders);
    return {};
}

Done apply(Core& core, Step&, const NextCustomer&) {
    if (!core.state.shift) return refuse(Refusal::shift_closed);
    if (core.state.phase == Phase::complete) core.state.phase = Phase::open;
    return {};
}

}  // namespace pos::sale
