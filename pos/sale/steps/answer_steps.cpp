#include <algorithm>
#include <utility>

#include "pos/base/assert.hpp"
#include "pos/sale/price_cart.hpp"
#include "pos/sale/record.hpp"
#include "pos/sale/steps/core.hpp"

// What the store and the fiscal device answer.

namespace pos::sale {

namespace {

/// Takes what was asked up to this ticket off the list.
Writes answered(Core& core, std::uint64_t ticket) {
    POS_ASSERT(ticket <= core.ticket_last);
    Writes writes;
    const auto later = std::ranges::find_if(
        core.unanswered, [&](const Unanswered& one) { return one.ticket > ticket; });
    for (auto one = core.unanswered.begin(); one != later; ++one) {
        writes.append(std::move(one->writes));
    }
    core.unanswered.erase(core.unanswered.begin(), later);
    return writes;
}

bool moves_cash(const journal::SaleRecord& record) {
    return std::ranges::any_of(record.tenders, [](const journal::Tender& tender) {
        return tender.kind == journal::TenderKind::cash &&
               (tender.given.minor != 0 || tender.change.minor != 0);
    });
}

Money change_of(const journal::SaleRecord& record) {
    Money change = zero(record.currency);
    for (const journal::Tender& tender : record.tenders) {
        if (tender.given.minor != 0) change += tender.change;
    }
    return change;
}

/// The cart that follows the ticket which was stored.
void begin_again(Core& core) {
    State& state = core.state;
    state.cart = std::move(*core.next);
    core.next.reset();
    auto priced = price(core.setup, state.cart);
    POS_ASSERT(priced.has_value());  // it was tried before
    state.priced = std::move(*priced);
    state.phase = Phase::cart;
    settle(core);
}

void done(Core& core, Step& step, SellingNow work, const Stored& stored) {
    State& state = core.state;
    work.record.number = stored.number;
    shift::add(*state.shift, work.record);
    if (moves_cash(work.record)) step.effects.emplace_back(OpenDrawer{});
    step.effects.emplace_back(PrintReceipt{work.record, 0});
    step.effects.emplace_back(Beep{Sound::finished});
    const Money change = change_of(work.record);
    state.last = Finished{std::move(work.record), change};
    clear_cart(core, Phase::complete);
    if (core.next) begin_again(core);
}

void done(Core& core, Step& step, const CorrectingTender& work, const Stored&) {
    shift::add(*core.state.shift, work.corrected);
    step.effects.emplace_back(Beep{Sound::finished});
}

void done(Core&, Step& step, const NotingReading&, const Stored&) {
    step.effects.emplace_back(Beep{Sound::finished});
}

void done(Core& core, Step& step, AskingFiscal work, const Stored&) {
    step.effects.emplace_back(AskFiscal{work.record});
    core.state.waiting = Waiting::fiscal;
    if (core.pending->cart_is_new) {  // it has a row by now
        core.pending->cart_is_new = false;
        core.pending->phase_before = Phase::tendering;
    }
    core.pending->work = std::move(work);
}

void done(Core& core, Step&, const OpeningShift& work, const Stored&) {
    const auto& tenders = core.setup.tenders;
    const auto cash = std::ranges::find(tenders, journal::TenderKind::cash, &TenderType::kind);
    core.state.shift = cash == tenders.end() ? shift::open(work.opened, "cash", "Cash")
                                             : shift::open(work.opened, cash->code, cash->name);
    if (core.state.phase == Phase::closed) core.state.phase = Phase::open;
}

void done(Core& core, Step& step, ClosingShift work, const Stored& stored) {
    State& state = core.state;
    work.closed.z_number = stored.z_number;
    work.closed.grand_total = stored.grand_total;
    if (state.cart.has_begun()) state.held.push_back(std::move(state.cart));
    state.shift.reset();
    clear_cart(core, Phase::closed);
    step.effects.emplace_back(PrintZReport{std::move(work.closed), std::move(work.waiting)});
}

void done(Core& core, Step& step, const OpeningDrawer& work, const Stored&) {
    shift::add(*core.state.shift, work.opened);
    step.effects.emplace_back(OpenDrawer{});
}

void done(Core& core, Step& step, const MovingCash& work, const Stored&) {
    shift::add(*core.state.shift, work.moved);
    step.effects.emplace_back(OpenDrawer{});
}

void done(Core& core, Step& step, AskingCard work, const Stored&) {
    card_stored(core, step, std::move(work));
}

void done(Core& core, Step& step, WaitingForCard work, const Stored&) {
    card_stored(core, step, std::move(work), true);
}

void done(Core&, Step& step, Reprinting work, const Stored&) {
    step.effects.emplace_back(PrintReceipt{std::move(work.record), work.copy});
}

}  // namespace

Done apply(Core& core, Step& step, const Stored& command) {
    answered(core, command.ticket);
    if (!core.pending || core.pending->ticket > command.ticket) return {};
    POS_ASSERT(core.state.waiting == Waiting::store);
    core.state.waiting = Waiting::nothing;
    Work work = std::move(core.pending->work);
    std::visit([&](auto& what) { done(core, step, std::move(what), command); }, work);
    if (core.state.waiting == Waiting::nothing) core.pending.reset();
    return {};
}

Done apply(Core& core, Step& step, const StoreFailed& command) {
    core.again.append(answered(core, command.ticket));
    if (!core.pending || core.pending->ticket > command.ticket) return {};
    POS_ASSERT(core.state.waiting == Waiting::store);
    core.state.waiting = Waiting::nothing;
    if (auto* card = std::get_if<WaitingForCard>(&core.pending->work)) {
        card_stored(core, step, std::move(*card), false);
        return {};
    }
    core.next.reset();
    if (core.pending->cart_is_new) {
        clear_cart(core, core.pending->phase_before);
    } else {
        core.state.phase = core.pending->phase_before;
        core.state.cart.tenders = std::move(core.pending->tenders_before);
        core.state.cart.held_at = {};
        settle(core);
    }
    core.pending.reset();
    step.effects.emplace_back(Beep{Sound::attention});
    return {};
}

Done apply(Core& core, Step& step, const FiscalAnswered& command) {
    POS_ASSERT(core.state.waiting == Waiting::fiscal && core.pending);
    Pending pending = std::move(*core.pending);
    core.pending.reset();
    auto record = std::move(std::get<AskingFiscal>(pending.work).record);
    record.fiscal = command.fiscal;
    write_ticket(core, step, record);
    pending.work = SellingNow{std::move(record)};
    step.pending = std::move(pending);
    return {};
}

}  // namespace pos::sale
