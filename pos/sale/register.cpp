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

/// What a command does to the steps that can be taken back.
enum class Reach : std::uint8_t {
    nothing,  // they stay as they are
    step,     // it is one more; a cleared cart does not come back after it
    final,    // none can be taken back after it
};

struct ReachOf {
    const State& state;

    template <class C>
    Reach operator()(const C&) const {
        return Reach::final;
    }
    Reach operator()(const SignIn& in) const {
        return in.user.id == state.user.id ? Reach::nothing : Reach::final;
    }
    Reach operator()(const OpenSettings&) const { return Reach::nothing; }
    Reach operator()(const SetNextQuantity&) const { return Reach::nothing; }
    Reach operator()(const StartTendering&) const { return Reach::nothing; }
    Reach operator()(const BackToCart&) const { return Reach::nothing; }
    Reach operator()(const NextCustomer&) const { return Reach::nothing; }
    Reach operator()(const NoteReading&) const { return Reach::nothing; }
    Reach operator()(const GiveUpCredit&) const { return Reach::nothing; }
    Reach operator()(const Undo&) const { return Reach::nothing; }
    Reach operator()(const Redo&) const { return Reach::nothing; }
    Reach operator()(const AddItem&) const { return Reach::step; }
    Reach operator()(const ReturnItem&) const { return Reach::step; }
    Reach operator()(const ReturnWithReceipt&) const { return Reach::step; }
    Reach operator()(const ChangeQuantity&) const { return Reach::step; }
    Reach operator()(const VoidLine&) const { return Reach::step; }
    Reach operator()(const OverridePrice&) const { return Reach::step; }
    Reach operator()(const DiscountLine&) const { return Reach::step; }
    Reach operator()(const DiscountBasket&) const { return Reach::step; }
    Reach operator()(const RemoveDiscount&) const { return Reach::step; }
    Reach operator()(const SetCustomer&) const { return Reach::step; }
    Reach operator()(const SetNote&) const { return Reach::step; }
    Reach operator()(const SetExternalNumber&) const { return Reach::step; }
    Reach operator()(const CancelCart&) const { return Reach::step; }
};

/// What can be taken back no more once a command has succeeded; until then the cart is without it.
struct Final {
    Ulid sale{};  // of the open cart
    Trail trail;
    std::optional<Cleared> cleared;
};
Final take_final(Core& core, Reach reach) {
    Final taken{.sale = core.state.cart.sale, .trail = {}, .cleared = {}};
    if (reach == Reach::final) taken.trail = std::exchange(core.state.cart.trail, {});
    if (reach != Reach::nothing) taken.cleared = std::exchange(core.cleared, std::nullopt);
    return taken;
}
void put_back(Core& core, Reach reach, Final taken) {
    if (reach == Reach::final) core.state.cart.trail = std::move(taken.trail);
    if (reach != Reach::nothing) core.cleared = std::move(taken.cleared);
}

/// All but the last step of a cart that owes too much.
Final take_too_many(Core& core) {
    Cart& cart = core.state.cart;
    Final taken{.sale = cart.sale, .trail = {}, .cleared = {}};
    if (cart.trail.owed.size() <= kOwedMax || cart.trail.steps.empty()) return taken;
    CartStep last = std::move(cart.trail.steps.back());
    cart.trail.steps.pop_back();
    taken.trail = std::exchange(cart.trail, {});
    cart.trail.turn_last = taken.trail.turn_last;
    cart.trail.steps.push_back(std::move(last));
    return taken;
}

/// What they left to be written.
Writes final_writes(Final taken) {
    Writes writes;
    if (taken.cleared) {
        writes.events = owed_events(taken.cleared->cart.trail);
        writes.events.emplace_back(std::move(taken.cleared->trace));
        writes.carts.push_back({taken.cleared->cart.sale, CartAction::drop});
    }
    if (!taken.trail.is_empty())
        writes.append({owed_events(taken.trail), {{taken.sale, CartAction::save}}});
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
    state.shift->figures.voided_lines += voids_owed(state.cart.trail);
    state.phase = state.cart.tenders.empty() ? Phase::cart : Phase::tendering;
    auto priced = price(core.setup, state.cart);
    POS_ASSERT(priced.has_value());
    state.priced = std::move(*priced);
    settle(core);
}

void note_steps(Core& core) {
    State& state = core.state;
    const Trail& trail = state.cart.trail;
    state.can_undo = (core.cleared && core.cleared->can_come_back) || !trail.steps.empty();
    state.can_redo = !trail.undone.empty();
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
    note_steps(core);
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
        note_steps(core);
        return effects_of(core, std::move(step), {});
    }
    if (core.state.waiting != Waiting::nothing) return refuse(Refusal::waiting);
    const Reach reach = std::visit(ReachOf{core.state}, command);
    Final taken = take_final(core, reach);
    const Done done = run();
    core.approving.by = nullptr;
    if (!done) {
        put_back(core, reach, std::move(taken));
        return refuse(done.error());
    }
    if (core.approving.used) note_approval(core, step, *approval);
    Writes first = final_writes(std::move(taken));
    first.append(final_writes(take_too_many(core)));
    note_steps(core);
    return effects_of(core, std::move(step), std::move(first));
}

void Register::renew(Setup setup) {
    POS_ASSERT(!core_->state.cart.started() && core_->state.waiting == Waiting::nothing);
    POS_ASSERT(setup.currency == core_->setup.currency && setup.branch == core_->setup.branch &&
               setup.terminal == core_->setup.terminal);
    core_->setup = std::move(setup);
    // A cart that comes back was priced by what counted before.
    if (core_->cleared) core_->cleared->can_come_back = false;
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
