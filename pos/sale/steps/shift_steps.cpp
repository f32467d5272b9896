#include <algorithm>
#include <utility>

#include "pos/sale/steps/core.hpp"

// People, shift and drawer.

namespace pos::sale {

namespace {

using people::Operation;

bool amount_fits(const Core& core, Money amount) {
    return amount.minor >= -core.setup.limits.ticket_minor_max &&
           amount.minor <= core.setup.limits.ticket_minor_max;
}

Refusal refusal(shift::CountError error) {
    switch (error) {
        case shift::CountError::unknown_tender:
            return Refusal::counted_unknown_tender;
        case shift::CountError::counted_twice:
            return Refusal::counted_twice;
        case shift::CountError::negative_amount:
            return Refusal::counted_negative;
        case shift::CountError::tender_missing:
            return Refusal::count_missing;
    }
    return Refusal::count_missing;
}

void wait(Core& core, Step& step, Work work) {
    step.pending = Pending{.work = std::move(work),
                           .phase_before = core.state.phase,
                           .tenders_before = core.state.cart.tenders};
}

}  // namespace

Done apply(Core& core, Step&, const SignIn& command) {
    if (!command.user.active) return refuse(Refusal::not_permitted);
    core.state.user = command.user;
    return {};
}

Done apply(Core& core, Step&, const OpenSettings& command) {
    if (!may(core, command.what)) return refuse(Refusal::not_permitted);
    return {};
}

Done apply(Core& core, Step& step, const OpenShift& command) {
    if (core.state.shift) return refuse(Refusal::shift_open);
    if (!may(core, Operation::open_shift)) return refuse(Refusal::not_permitted);
    if (command.opening_float.currency != core.setup.currency) {
        return refuse(Refusal::other_currency);
    }
    if (command.opening_float.minor < 0 || !amount_fits(core, command.opening_float)) {
        return refuse(Refusal::amount_out_of_range);
    }
    journal::ShiftOpened opened{.shift = make_ulid(step.stamp.at, step.random),
                                .when = when(core, step.stamp),
                                .user = actor(core),
                                .opening_float = command.opening_float};
    if (command.business_date) opened.when.business_date = *command.business_date;
    step.write(opened);
    wait(core, step, OpeningShift{std::move(opened)});
    return {};
}

Done apply(Core& core, Step& step, const CloseShift& command) {
    const State& state = core.state;
    if (!state.shift) return refuse(Refusal::shift_closed);
    if (!may(core, Operation::close_shift)) return refuse(Refusal::not_permitted);
    if (tenders_taken(core)) return refuse(Refusal::tenders_taken);
    const bool ours = std::ranges::all_of(command.counts, [&](const shift::Counted& counted) {
        return counted.amount.currency == core.setup.currency;
    });
    if (!ours) return refuse(Refusal::other_currency);
    if (too_long(core, command.note)) return refuse(Refusal::text_too_long);
    const bool fit = std::ranges::all_of(command.counts, [&](const shift::Counted& counted) {
        return amount_fits(core, counted.amount);
    });
    if (!fit) return refuse(Refusal::amount_out_of_range);
    auto figures = shift::count(state.shift->figures, command.counts);
    if (!figures) return refuse(refusal(figures.error()));
    if (state.cart.has_begun() && state.held.size() >= core.setup.limits.held_max) {
        return refuse(Refusal::too_many_held);
    }
    journal::ShiftClosed closed{.shift = state.shift->id,
                                .z_number = 0,
                                .when = when(core, step.stamp),
                                .user = actor(core),
                                .opened = state.shift->opened.local,
                                .first_receipt = state.shift->first_receipt,
                                .last_receipt = state.shift->last_receipt,
                                .currency = core.setup.currency,
                                .figures = std::move(*figures),
                                .grand_total = zero(core.setup.currency),
                                .note = command.note};
    if (!command.leases.empty()) {
        step.write(journal::CreditGivenUp{
            .when = closed.when, .user = closed.user, .leases = command.leases});
    }
    step.write(closed);
    if (state.cart.has_begun()) {  // it becomes a held one, in the same transaction
        core.state.cart.held_at = step.stamp.at;
        step.save(state.cart.sale);
    } else if (state.cart.started()) {
        step.drop(state.cart.sale);
    }
    wait(core, step, ClosingShift{std::move(closed), waiting_carts(core)});
    return {};
}

Done apply(Core& core, Step& step, const PrintX&) {
    const State& state = core.state;
    if (!state.shift) return refuse(Refusal::shift_closed);
    step.effects.emplace_back(PrintXReport{.shift = state.shift->id,
                                           .when = when(core, step.stamp),
                                           .user = actor(core),
                                           .opened = state.shift->opened.local,
                                           .figures = state.shift->figures,
                                           .waiting = waiting_carts(core)});
    return {};
}

Done apply(Core& core, Step& step, const OpenDrawerNow& command) {
    if (!core.state.shift) return refuse(Refusal::shift_closed);
    if (!may(core, Operation::open_drawer)) return refuse(Refusal::not_permitted);
    if (command.reason.empty()) return refuse(Refusal::reason_missing);
    if (too_long(core, command.reason)) return refuse(Refusal::text_too_long);
    journal::DrawerOpened opened{.shift = core.state.shift->id,
                                 .when = when(core, step.stamp),
                                 .user = actor(core),
                                 .reason = command.reason};
    step.write(opened);
    wait(core, step, OpeningDrawer{std::move(opened)});
    return {};
}

Done apply(Core& core, Step& step, const MoveCash& command) {
    if (!core.state.shift) return refuse(Refusal::shift_closed);
    if (!may(core, Operation::move_cash)) return refuse(Refusal::not_permitted);
    if (command.amount.currency != core.setup.currency) return refuse(Refusal::other_currency);
    if (command.reason.empty()) return refuse(Refusal::reason_missing);
    if (too_long(core, command.reason)) return refuse(Refusal::text_too_long);
    if (command.amount.minor == 0 || !amount_fits(core, command.amount)) {
        return refuse(Refusal::amount_out_of_range);
    }
    journal::CashMoved moved{.shift = core.state.shift->id,
                             .when = when(core, step.stamp),
                             .user = actor(core),
                             .amount = command.amount,
                             .reason = command.reason};
    step.write(moved);
    wait(core, step, MovingCash{std::move(moved)});
    return {};
}

Done apply(Core& core, Step& step, const Reprint& command) {
    if (!core.state.shift) return refuse(Refusal::shift_closed);
    const std::uint32_t copy = command.copies_before + 1;
    step.write(journal::ReceiptReprinted{.sale = command.record.sale,
                                         .number = command.record.number,
                                         .when = when(core, step.stamp),
                                         .cashier = actor(core),
                                         .copy = copy});
    wait(core, step, Reprinting{command.record, copy});
    return {};
}

}  // namespace pos::sale
