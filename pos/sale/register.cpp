#include "pos/sale/register.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "pos/base/assert.hpp"
#include "pos/sale/price_cart.hpp"
#include "pos/sale/steps/core.hpp"

namespace pos::sale {

void Writes::append(Writes more) {
    std::ranges::move(more.events, std::back_inserter(events));
    for (const CartChange& change : more.carts) {
        std::erase_if(carts, [&](const CartChange& c) { return c.sale == change.sale; });
        carts.push_back(change);
    }
}

namespace {

bool is_answer(const Command& command) {
    return std::holds_alternative<Stored>(command) ||
           std::holds_alternative<StoreFailed>(command) ||
           std::holds_alternative<FiscalAnswered>(command) ||
           std::holds_alternative<CardApproved>(command) ||
           std::holds_alternative<CardEnded>(command);
}

/// The last step's trace as the working row keeps it.
void keep_trace(Cart& cart, const std::optional<journal::Event>& trace) {
    cart.voided.reset();
    cart.overridden.reset();
    if (!trace) return;
    if (const auto* voided = std::get_if<journal::LineVoided>(&*trace)) cart.voided = *voided;
    if (const auto* price = std::get_if<journal::PriceOverridden>(&*trace)) {
        cart.overridden = *price;
    }
}

std::optional<journal::Event> kept_trace(const Cart& cart) {
    if (cart.voided) return *cart.voided;
    if (cart.overridden) return *cart.overridden;
    return std::nullopt;
}

/// What the step before this one left to be written, now that it is final.
Writes final_trace(LastStep last) {
    Writes writes;
    if (!last.trace) return writes;
    const bool gone = std::holds_alternative<journal::SaleCancelled>(*last.trace);
    writes.carts.push_back({last.sale, gone ? CartAction::drop : CartAction::save});
    writes.events.push_back(std::move(*last.trace));
    return writes;
}

/// Both names stand in the journal before what was approved.
void note_approval(const Core& core, Step& step, const Approval& approval) {
    const auto name = people::operation_name(*core.approving.used);
    step.writes.events.insert(step.writes.events.begin(),
                              journal::SettingChanged{.when = when(core, step.stamp),
                                                      .user = actor(core),
                                                      .key = "approved." + std::string{name},
                                                      .from = approval.approver.name,
                                                      .to = approval.reason});
}

/// Turns what a command left into effects. `first` did happen, whatever becomes of the command.
std::vector<Effect> effects_of(Core& core, Step step, Writes first) {
    std::vector<Effect> effects;
    if (!step.writes.empty() || !first.empty()) {
        Writes writes = std::exchange(core.again, {});
        writes.append(std::move(first));
        Unanswered unanswered{.ticket = ++core.ticket_last, .writes = writes};
        if (!step.pending) unanswered.writes.append(step.writes);
        writes.append(std::move(step.writes));
        effects.emplace_back(Store{.ticket = core.ticket_last,
                                   .awaited = step.pending.has_value(),
                                   .events = std::move(writes.events),
                                   .carts = std::move(writes.carts)});
        core.unanswered.push_back(std::move(unanswered));
    }
    if (step.pending) {
        POS_ASSERT(!effects.empty());
        core.pending = std::move(step.pending);
        core.pending->ticket = core.ticket_last;
        core.state.waiting = Waiting::store;
    }
    std::ranges::move(step.effects, std::back_inserter(effects));
    return effects;
}

/// The cart as it was left when the till stopped.
void take_up(Core& core, Cart cart) {
    State& state = core.state;
    state.cart = std::move(cart);
    core.last_step = {.sale = state.cart.sale, .before = {}, .trace = kept_trace(state.cart)};
    if (state.cart.voided) shift::add(*state.shift, *state.cart.voided);
    state.phase = state.cart.tenders.empty() ? Phase::cart : Phase::tendering;
    auto priced = price(core.setup, state.cart);
    POS_ASSERT(priced.has_value());
    state.priced = std::move(*priced);
    settle(core);
}

/// What undoes an entry: it is voided as any line is, by whoever may do that.
Command taking_out(const Core& core) {
    const Entry& entry = *core.last_step.entry;
    if (!entry.joined) return VoidLine{.line = entry.line};
    return ChangeQuantity{.line = entry.line,
                          .quantity = core.state.cart.lines.back().quantity - entry.quantity};
}

}  // namespace

Register::Register(Setup setup, Opening opening, people::Rights rights)
    : core_{std::make_unique<Core>()} {
    POS_ASSERT(setup.currency != Currency{});
    Core& core = *core_;
    core.setup = std::move(setup);
    core.rights = rights;
    State& state = core.state;
    state.user = std::move(opening.user);
    state.shift = std::move(opening.shift);
    state.held = std::move(opening.held);
    state.last = std::move(opening.last);
    state.cards = std::move(opening.cards);
    state.phase = state.shift ? Phase::open : Phase::closed;
    clear_cart(core, state.phase);
    if (opening.cart) {
        if (state.shift) {
            take_up(core, std::move(*opening.cart));
        } else {
            state.held.push_back(std::move(*opening.cart));
        }
    }
    std::erase_if(state.cards, [&](const auto& card) { return in_a_cart(core, card.attempt); });
}

Register::~Register() = default;
Register::Register(Register&&) noexcept = default;
Register& Register::operator=(Register&&) noexcept = default;

std::expected<std::vector<Effect>, Refusal> Register::handle(const Command& command,
                                                             const Stamp& stamp, Random& random,
                                                             const Approval* approval) {
    Core& core = *core_;
    core.approving = {.by = approval};
    Step step{.stamp = stamp, .random = random};
    const auto run = [&] {
        return std::visit([&](const auto& given) { return apply(core, step, given); }, command);
    };
    if (is_answer(command)) {
        const Done done = run();
        POS_ASSERT(done.has_value());
        return effects_of(core, std::move(step), {});
    }
    if (core.state.waiting != Waiting::nothing) return refuse(Refusal::waiting);
    if (std::holds_alternative<Undo>(command)) {
        if (core.last_step.entry) return handle(taking_out(core), stamp, random, approval);
        if (const Done done = run(); !done) return refuse(done.error());
        return effects_of(core, std::move(step), {});
    }
    LastStep last = std::exchange(core.last_step, {});
    keep_trace(core.state.cart, std::nullopt);
    const Done done = run();
    if (!done) core.last_step = std::move(last);
    keep_trace(core.state.cart, core.last_step.trace);
    core.approving.by = nullptr;
    if (!done) return refuse(done.error());
    if (core.approving.used) note_approval(core, step, *approval);
    core.state.can_undo = core.last_step.can_be_undone();
    return effects_of(core, std::move(step), final_trace(std::move(last)));
}

void Register::renew(Setup setup) {
    POS_ASSERT(!core_->state.cart.started() && core_->state.waiting == Waiting::nothing);
    POS_ASSERT(setup.currency == core_->setup.currency && setup.branch == core_->setup.branch &&
               setup.terminal == core_->setup.terminal);
    core_->setup = std::move(setup);
    // A step that is undone was priced by what counted before.
    core_->last_step.before.reset();
    core_->last_step.entry.reset();
    core_->state.can_undo = false;
}

void Register::permit(people::Rights rights) {
    core_->rights = rights;
}

std::optional<people::Operation> Register::lacking() const {
    return core_->approving.lacks;
}

const State& Register::state() const {
    return core_->state;
}
const Setup& Register::setup() const {
    return core_->setup;
}
const people::Rights& Register::rights() const {
    return core_->rights;
}

const Cart* Register::find_cart(const Ulid& sale) const {
    const State& state = core_->state;
    if (state.cart.started() && state.cart.sale == sale) return &state.cart;
    if (core_->next && core_->next->sale == sale) return &*core_->next;
    const auto held = std::ranges::find(state.held, sale, &Cart::sale);
    return held == state.held.end() ? nullptr : &*held;
}

std::vector<WaitingCart> Register::waiting_carts() const {
    return sale::waiting_carts(*core_);
}

}  // namespace pos::sale
