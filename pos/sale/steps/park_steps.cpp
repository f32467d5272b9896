#include <algorithm>
#include <utility>

#include "pos/base/assert.hpp"
#include "pos/sale/price_cart.hpp"
#include "pos/sale/steps/core.hpp"

// The cart as a whole: whose it is, putting it aside, giving it up.

namespace pos::sale {

namespace {

/// Puts a cart with another text in place of the open one. While payment is taken, and of bills,
/// that is no step.
void put_text(Core& core, Cart next) {
    Cart& cart = core.state.cart;
    if (!cart.bill && !tenders_taken(core)) remember(next.trail, step_between(cart, next));
    cart = std::move(next);
}

/// A text of the ticket itself, so its cart starts even with nothing in it.
Done set_text(Core& core, Step& step, std::string Cart::* member, const std::string& text) {
    if (!core.state.shift) return refuse(Refusal::shift_closed);
    if (too_long(core, text)) return refuse(Refusal::text_too_long);
    Cart& cart = started_cart(core, step);
    step.save(cart.sale);
    if (cart.*member == text) return {};
    Cart next = cart;
    next.*member = text;
    put_text(core, std::move(next));
    return {};
}

}  // namespace

Done apply(Core& core, Step& step, const SetCustomer& command) {
    return set_text(core, step, &Cart::customer, command.number);
}

Done apply(Core& core, Step& step, const SetExternalNumber& command) {
    return set_text(core, step, &Cart::external_number, command.number);
}

Done apply(Core& core, Step& step, const SetNote& command) {
    if (!command.line) return set_text(core, step, &Cart::note, command.text);
    if (!core.state.shift) return refuse(Refusal::shift_closed);
    Cart next = core.state.cart;
    const auto line = std::ranges::find(next.lines, *command.line, &CartLine::line);
    if (line == next.lines.end()) return refuse(Refusal::unknown_line);
    if (too_long(core, command.text)) return refuse(Refusal::text_too_long);
    step.save(next.sale);
    if (line->note == command.text) return {};
    line->note = command.text;
    put_text(core, std::move(next));
    return {};
}

Done apply(Core& core, Step& step, const Hold& command) {
    State& state = core.state;
    if (!state.shift) return refuse(Refusal::shift_closed);
    if (tenders_taken(core)) return refuse(Refusal::tenders_taken);
    if (state.cart.lines.empty()) return refuse(Refusal::cart_empty);
    if (too_long(core, command.label)) return refuse(Refusal::text_too_long);
    if (state.held.size() >= core.setup.limits.held_max) return refuse(Refusal::too_many_held);
    Cart cart = std::move(state.cart);
    cart.label = command.label;
    cart.held_at = step.stamp.at;
    step.save(cart.sale);
    state.held.push_back(std::move(cart));
    clear_cart(core, Phase::open);
    return {};
}

Done apply(Core& core, Step& step, const Recall& command) {
    State& state = core.state;
    if (!state.shift) return refuse(Refusal::shift_closed);
    if (state.cart.started()) return refuse(Refusal::cart_in_the_way);
    const auto held = std::ranges::find(state.held, command.sale, &Cart::sale);
    if (held == state.held.end()) return refuse(Refusal::unknown_cart);
    auto priced = price(core.setup, *held);
    POS_ASSERT(priced.has_value());
    Cart cart = std::move(*held);
    state.held.erase(held);
    cart.label.clear();
    cart.held_at = {};
    // A cart that the till put aside by itself may still owe the journal what was done in it.
    const Trail trail = std::exchange(cart.trail, {});
    state.shift->figures.voided_lines += voids_owed(trail);
    for (journal::Event& event : owed_events(trail)) step.write(std::move(event));
    state.cart = std::move(cart);
    state.priced = std::move(*priced);
    state.phase = state.cart.tenders.empty() ? Phase::cart : Phase::tendering;
    settle(core);
    step.save(state.cart.sale);
    return {};
}

Done apply(Core& core, Step& step, const PayBills& command) {
    State& state = core.state;
    if (!state.shift) return refuse(Refusal::shift_closed);
    if (tenders_taken(core)) return refuse(Refusal::tenders_taken);
    if (state.cart.started() && !state.cart.bill) return refuse(Refusal::cart_in_the_way);
    if (too_long(core, command.bill.account_number) || too_long(core, command.customer)) {
        return refuse(Refusal::text_too_long);
    }
    if (command.bill.bills.size() > core.setup.limits.lines_max) {
        return refuse(Refusal::too_many_lines);
    }
    Cart next = state.cart;
    next.bill = command.bill;
    next.customer = command.customer;
    auto priced = price(core.setup, next);
    if (!priced) return refuse(priced.error());
    started_cart(core, step);
    next.sale = state.cart.sale;
    next.started_at = state.cart.started_at;
    state.cart = std::move(next);
    state.priced = std::move(*priced);
    state.next_quantity.reset();
    settle(core);
    step.save(state.cart.sale);
    return {};
}

Done apply(Core& core, Step& step, const CancelCart& command) {
    State& state = core.state;
    if (!state.shift) return refuse(Refusal::shift_closed);
    const bool begun = state.cart.has_begun();
    if (begun && !may(core, people::Operation::void_line)) return refuse(Refusal::not_permitted);
    // Payments by hand that only mirror a sale's have not been made yet.
    const bool paid = state.cart.correction
                          ? std::ranges::any_of(state.cart.tenders,
                                                [](const CartTender& tender) {
                                                    return static_cast<bool>(tender.card_attempt);
                                                })
                          : tenders_taken(core);
    if (paid) return refuse(Refusal::tenders_taken);
    if (!state.cart.started()) return refuse(Refusal::cart_empty);
    if (too_long(core, command.reason)) return refuse(Refusal::text_too_long);
    if (!begun) {  // only a customer or a note: no sale was begun
        step.drop(state.cart.sale);
        clear_cart(core, Phase::open);
        return {};
    }
    journal::SaleCancelled cancelled{.sale = state.cart.sale,
                                     .when = when(core, step.stamp),
                                     .cashier = actor(core),
                                     .lines = static_cast<std::uint32_t>(state.cart.lines.size()),
                                     .payable = state.priced.total,
                                     .reason = command.reason};
    shift::add(*state.shift, cancelled);
    core.cleared = Cleared{.cart = std::move(state.cart), .trace = cancelled};
    clear_cart(core, Phase::open);
    return {};
}

}  // namespace pos::sale
