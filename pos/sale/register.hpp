#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <vector>

#include "pos/base/random.hpp"
#include "pos/people/rights.hpp"
#include "pos/pricing/cash_rounding.hpp"
#include "pos/pricing/price.hpp"
#include "pos/sale/commands.hpp"
#include "pos/sale/effects.hpp"
#include "pos/sale/price_cart.hpp"
#include "pos/sale/refusal.hpp"
#include "pos/sale/setup.hpp"
#include "pos/shift/figures.hpp"

namespace pos::sale {

/// closed → open → cart → tendering → complete → (the next item) cart …
enum class Phase : std::uint8_t {
    closed,     // no shift
    open,       // nothing entered
    cart,       // something entered
    tendering,  // payment is being taken
    complete,   // the sale is stored; its change stays on the screen until the next item
};

/// What the register asked for and has no answer to.
enum class Waiting : std::uint8_t { nothing, store, fiscal, card };

/// The sale that was finished last.
struct Finished {
    journal::SaleRecord record;
    Money change{};
    bool operator==(const Finished&) const = default;
};

/// Everything a screen shows of a register.
struct State {
    Phase phase{Phase::closed};
    Waiting waiting{Waiting::nothing};
    people::User user;
    std::optional<shift::Shift> shift;
    Cart cart;  // empty unless phase is cart or tendering
    std::optional<Quantity> next_quantity;
    PricedCart priced;               // of the cart, line by line
    pricing::Settlement settlement;  // of the cart's tenders: what is due in cash and otherwise
    std::vector<Cart> held;          // oldest first
    /// Card attempts of which it is not known what came of them, and booked ones that neither a
    /// sale nor a cart holds; oldest first.
    std::vector<journal::CardAttempted> cards;
    std::optional<Finished> last;
    bool can_undo{false};
    bool can_redo{false};
    bool operator==(const State&) const = default;
};

/// What a till finds in its shop when it starts.
struct Opening {
    people::User user;
    std::optional<shift::Shift> shift;
    std::optional<Cart> cart;
    std::vector<Cart> held;
    std::optional<Finished> last;
    std::vector<journal::CardAttempted> cards;  // open in the journal
};

struct Core;

/// The cash register: commands in, state and effects out. It has no clock, store, device or ids of
/// its own, so any run can be repeated.
///
/// A sale is finished only when the store says so. Until then every command but the answer is
/// refused as `waiting`, and if the store fails the register is as it was before the tap.
///
/// owns:    its state, by value; a copy would be a second till with the same shift, so there is
/// none threads: one at a time
class Register {
public:
    /// requires: setup.currency set; setup.tenders with unique codes; every cart sound (is_sound)
    /// `rights`: what a cashier may do here without a manager.
    Register(Setup setup, Opening opening, people::Rights rights = people::usual_rights());
    ~Register();
    Register(Register&&) noexcept;
    Register& operator=(Register&&) noexcept;

    /// Carries out one command; `random` makes the ids it needs.
    ///
    /// `approval` counts for this command alone. Where it was needed it is journaled before what
    /// was done, as a SettingChanged "approved.<operation>" of the person at the till: `from` is
    /// who approved, `to` why. Nobody approves for themselves.
    ///
    /// requires: an answer (Stored, StoreFailed, FiscalAnswered) is to something asked for
    /// ensures:  a refusal leaves everything as it was; effects are carried out in order;
    ///           what a card terminal says of an attempt that is over already is heard
    ///           and changes nothing
    std::expected<std::vector<Effect>, Refusal> handle(const Command& command, const Stamp& stamp,
                                                       Random& random,
                                                       const Approval* approval = nullptr);
    /// What the person at the till lacked, if the last command was refused as not_permitted for
    /// that.
    std::optional<people::Operation> lacking() const;

    /// Other settings of the shop, from the next customer on.
    ///
    /// requires: no cart is open and nothing is waited for; the same branch, terminal and currency
    void renew(Setup setup);

    /// Cashiers may do this without a manager from now on.
    void permit(people::Rights rights);

    const State& state() const;
    const Setup& setup() const;
    const people::Rights& rights() const;

    /// The open cart, a held one or the one that follows what is being stored; null if it is gone.
    const Cart* find_cart(const Ulid& sale) const;
    /// The carts that nobody has paid: the held ones, then the open one.
    std::vector<WaitingCart> waiting_carts() const;

private:
    std::unique_ptr<Core> core_;
};

}  // namespace pos::sale
