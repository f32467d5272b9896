#include <algorithm>
#include <cstdlib>
#include <utility>

#include "pos/sale/price_cart.hpp"
#include "pos/sale/steps/core.hpp"
#include "pos/sale/stock.hpp"

namespace pos::sale {

journal::Actor actor(const Core& core) {
    return {.user = core.state.user.id, .name = core.state.user.name};
}

journal::When when(const Core& core, const Stamp& stamp) {
    const auto& shift = core.state.shift;
    return {.local = stamp.local,
            .business_date = shift ? shift->opened.business_date : stamp.local.date,
            .zone = core.setup.zone};
}

bool may(Core& core, people::Operation operation) {
    const auto& user = core.state.user;
    if (people::may(user.role, operation, core.rights)) return true;
    const Approval* by = core.approving.by;
    const bool approved = by != nullptr && by->approver.active && by->approver.id != user.id &&
                          people::may(by->approver.role, operation, core.rights);
    auto& noted = approved ? core.approving.used : core.approving.lacks;
    noted = operation;
    return approved;
}

bool may_sell(Core& core, std::optional<Quantity> in_stock, Quantity sold) {
    if (core.setup.stock.rule != StockRule::block || !is_more_than(in_stock, sold)) return true;
    return may(core, people::Operation::oversell);
}

bool is_large(const Core& core, const CartDiscount& discount, Money of) {
    const int percent_max = core.rights.discount_percent;
    if (percent_max >= 100) return false;
    switch (discount.kind) {
        case pricing::DiscountKind::percent:
            return discount.rate > percent(percent_max);
        case pricing::DiscountKind::amount:
            // In range of a ticket, so that a hundred times it is in range as well.
            return in_range(discount.amount) &&
                   discount.amount.minor * 100 > std::abs(of.minor) * percent_max;
    }
    return false;
}

bool tenders_taken(const Core& core) {
    return !core.state.cart.tenders.empty() || core.state.cart.correction;
}

bool too_long(const Core& core, std::string_view text) {
    return text.size() > core.setup.limits.text_bytes_max;
}

std::vector<WaitingCart> waiting_carts(const Core& core) {
    std::vector<WaitingCart> waiting;
    const auto add = [&](const Cart& cart) {
        const auto priced = price(core.setup, cart);
        waiting.push_back({.sale = cart.sale,
                           .label = cart.label,
                           .held_at = cart.held_at,
                           .lines = cart.lines.size(),
                           .total = priced ? priced->total : zero(core.setup.currency)});
    };
    for (const Cart& cart : core.state.held) add(cart);
    if (core.state.cart.has_begun()) add(core.state.cart);
    return waiting;
}

Cart& started_cart(Core& core, Step& step) {
    State& state = core.state;
    if (!state.cart.started()) {
        state.cart.sale = make_ulid(step.stamp.at, step.random);
        state.cart.started_at = step.stamp.at;
    }
    if (state.phase != Phase::tendering) state.phase = Phase::cart;
    return state.cart;
}

void clear_cart(Core& core, Phase phase) {
    core.state.phase = phase;
    core.state.cart = {};
    core.state.next_quantity.reset();
    core.state.priced = {};
    core.state.priced.total = zero(core.setup.currency);
    settle(core);
}

void settle(Core& core) {
    core.state.settlement = settlement(core.setup, core.state.cart, core.state.priced.total);
}

Done replace_cart(Core& core, Step& step, Cart next, Edit edit) {
    State& state = core.state;
    if (next == state.cart) return {};
    auto priced = price(core.setup, next);
    if (!priced) return refuse(priced.error());
    state.shift->figures.voided_lines += voids_in(edit.traces);
    CartStep taken = step_between(state.cart, next);
    taken.entry = edit.entry;
    taken.traces = std::move(edit.traces);
    remember(next.trail, std::move(taken));
    state.cart = std::move(next);
    state.priced = std::move(*priced);
    state.phase = Phase::cart;
    settle(core);
    step.save(state.cart.sale);
    return {};
}

std::expected<std::size_t, Refusal> editable_line(const Core& core, std::uint32_t line) {
    if (!core.state.shift) return refuse(Refusal::shift_closed);
    if (tenders_taken(core)) return refuse(Refusal::tenders_taken);
    const auto& lines = core.state.cart.lines;
    const auto found = std::ranges::find(lines, line, &CartLine::line);
    if (found == lines.end()) return refuse(Refusal::unknown_line);
    return static_cast<std::size_t>(found - lines.begin());
}

}  // namespace pos::sale
