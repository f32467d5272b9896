#include <algorithm>
#include <utility>

#include "pos/base/assert.hpp"
#include "pos/sale/price_cart.hpp"
#include "pos/sale/steps/core.hpp"

// Steps of the cart, backwards and forwards again.

namespace pos::sale {

namespace {

/// The cart that was cleared is the open one again.
Done bring_back(Core& core, Step& step) {
    State& state = core.state;
    state.cart = std::move(core.cleared->cart);
    core.cleared.reset();
    --state.shift->figures.cancelled;
    state.phase = Phase::cart;
    auto priced = price(core.setup, state.cart);
    POS_ASSERT(priced.has_value());  // it was the open cart one step ago
    state.priced = std::move(*priced);
    settle(core);
    step.save(state.cart.sale);
    return {};
}

/// A cart beyond the step, and its figures.
struct Beyond {
    Cart cart;
    PricedCart priced;
};
std::expected<Beyond, Refusal> beyond(const Core& core, CartStep& step) {
    Cart next = core.state.cart;
    cross(next, step);
    if (next.lines.size() > core.setup.limits.lines_max) return refuse(Refusal::too_many_lines);
    auto priced = price(core.setup, next);
    if (!priced) return refuse(priced.error());
    return Beyond{std::move(next), std::move(*priced)};
}

void take_over(Core& core, Step& step, Beyond now) {
    State& state = core.state;
    state.cart = std::move(now.cart);
    state.priced = std::move(now.priced);
    state.phase = Phase::cart;
    settle(core);
    step.save(state.cart.sale);
}

const CartLine* find_line(const Cart& cart, std::uint32_t line) {
    const auto at = std::ranges::lower_bound(cart.lines, line, {}, &CartLine::line);
    return at != cart.lines.end() && at->line == line ? &*at : nullptr;
}

/// The voids of goods that leave the open cart, or of as many of them as leave it.
std::vector<OwedTrace> voids_of(const Core& core, const Step& step, const Beyond& now) {
    const Cart& before = core.state.cart;
    std::vector<OwedTrace> voids;
    for (std::size_t at = 0; at < before.lines.size(); ++at) {
        const CartLine& line = before.lines[at];
        const CartLine* const left = find_line(now.cart, line.line);
        if (left != nullptr && left->quantity == line.quantity) continue;
        journal::LineVoided out{.sale = before.sale,
                                .when = when(core, step.stamp),
                                .cashier = actor(core),
                                .line = line.line,
                                .item = line.item.id,
                                .name = line.item.name,
                                .quantity = line.quantity,
                                .payable = core.state.priced.lines[at].payable,
                                .reason = {}};
        if (left != nullptr) {
            const auto of_left = static_cast<std::size_t>(left - now.cart.lines.data());
            out.quantity = line.quantity - left->quantity;
            out.payable -= now.priced.lines[of_left].payable;
        }
        voids.emplace_back().voided = std::move(out);
    }
    return voids;
}

}  // namespace

Done apply(Core& core, Step& step, const Undo&) {
    State& state = core.state;
    if (!state.shift) return refuse(Refusal::shift_closed);
    if (tenders_taken(core)) return refuse(Refusal::tenders_taken);
    if (core.cleared && core.cleared->can_come_back) return bring_back(core, step);
    if (state.cart.trail.steps.empty()) return refuse(Refusal::nothing_to_undo);
    CartStep last = state.cart.trail.steps.back();
    if (last.entry && !may(core, people::Operation::void_line)) {
        return refuse(Refusal::not_permitted);
    }
    auto now = beyond(core, last);
    if (!now) return refuse(now.error());
    Trail& trail = now->cart.trail;
    auto& voided_lines = state.shift->figures.voided_lines;
    if (last.entry) {
        last.traces = voids_of(core, step, *now);
        number_traces(trail, last.traces);
        voided_lines += voids_in(last.traces);
    } else {
        voided_lines -= voids_in(last.traces);
    }
    trail.steps.pop_back();
    trail.undone.push_back(std::move(last));
    take_over(core, step, std::move(*now));
    return {};
}

Done apply(Core& core, Step& step, const Redo&) {
    State& state = core.state;
    if (!state.shift) return refuse(Refusal::shift_closed);
    if (tenders_taken(core)) return refuse(Refusal::tenders_taken);
    if (state.cart.trail.undone.empty()) return refuse(Refusal::nothing_to_redo);
    CartStep next = state.cart.trail.undone.back();
    auto now = beyond(core, next);
    if (!now) return refuse(now.error());
    Trail& trail = now->cart.trail;
    auto& voided_lines = state.shift->figures.voided_lines;
    if (next.entry) {
        voided_lines -= voids_in(next.traces);
        next.traces.clear();
    } else {
        voided_lines += voids_in(next.traces);
    }
    trail.undone.pop_back();
    trail.steps.push_back(std::move(next));
    take_over(core, step, std::move(*now));
    return {};
}

}  // namespace pos::sale
