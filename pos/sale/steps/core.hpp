#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "pos/sale/register.hpp"

// Inside of the register: what its steps share. Only pos/sale includes this.

namespace pos::sale {

// What an awaited Store was for.
struct SellingNow {
    journal::SaleRecord record;
};
struct AskingFiscal {
    journal::SaleRecord record;
};
struct OpeningShift {
    journal::ShiftOpened opened;
};
struct ClosingShift {
    journal::ShiftClosed closed;
    std::vector<WaitingCart> waiting;
};
struct OpeningDrawer {
    journal::DrawerOpened opened;
};
struct MovingCash {
    journal::CashMoved moved;
};
struct Reprinting {
    journal::SaleRecord record;
    std::uint32_t copy{0};
};
/// The attempt is being stored; then the terminal is asked.
struct AskingCard {
    journal::CardAttempted attempt;
    std::string receipt;
    bool finish{false};
};
/// The terminal has the attempt; its approval may be being stored.
struct WaitingForCard {
    Ulid attempt{};
    bool finish{false};
    bool keeping{false};
    std::optional<CardEnded> ended;  // that came before the store's answer
};
struct CorrectingTender {
    journal::TenderCorrected corrected;
};
struct NotingReading {};
struct Work : std::variant<SellingNow, CorrectingTender, AskingFiscal, OpeningShift, ClosingShift,
                           OpeningDrawer, MovingCash, Reprinting, AskingCard, WaitingForCard,
                           NotingReading> {
    using variant::variant;
};

/// The register waits for an answer about `work`; if that is a failure, payment stands as it did
/// before the tap.
struct Pending {
    Work work;
    std::uint64_t ticket{0};
    Phase phase_before{Phase::open};
    std::vector<CartTender> tenders_before;
    bool cart_is_new{false};  // the cart is in no row yet: should the store fail, it is gone
};

/// Events and changes of cart rows.
struct Writes {
    std::vector<journal::Event> events;
    std::vector<CartChange> carts;

    bool empty() const { return events.empty() && carts.empty(); }
    /// Behind what is there; a later change of a cart replaces an earlier one.
    void append(Writes more);
};

/// What a Store holds that must be asked for again should it fail: traces of what did happen.
struct Unanswered {
    std::uint64_t ticket{0};
    Writes writes;
};

/// A cart that was cleared last, until that is final; its row stays until then.
struct Cleared {
    Cart cart;
    journal::SaleCancelled trace;
    bool can_come_back{true};
};

/// Who answers for what is being done, while it is done.
struct Approving {
    const Approval* by{nullptr};               // nobody, usually
    std::optional<people::Operation> used{};   // that the person at the till lacks
    std::optional<people::Operation> lacks{};  // and that refused the last command
};

struct Core {
    Setup setup;
    people::Rights rights;
    State state;
    Approving approving;
    std::optional<Cleared> cleared;
    std::uint64_t ticket_last{0};
    std::vector<Unanswered> unanswered;  // by ticket
    Writes again;                        // of failed stores, to go with the next one
    std::optional<Pending> pending;
    std::optional<Cart> next;  // follows the ticket that is being stored
};

/// What one command leads to, put together while it is carried out.
struct Step {
    const Stamp& stamp;
    Random& random;
    Writes writes{};
    std::optional<Pending> pending{};  // set: the writes are awaited, and undone if they fail
    std::vector<Effect> effects{};     // after the Store

    void write(journal::Event event) { writes.events.push_back(std::move(event)); }
    void save(const Ulid& sale) { writes.append({{}, {{sale, CartAction::save}}}); }
    void drop(const Ulid& sale) { writes.append({{}, {{sale, CartAction::drop}}}); }
};

using Done = std::expected<void, Refusal>;
constexpr std::unexpected<Refusal> refuse(Refusal why) {
    return std::unexpected{why};
}

// One for each command. Each checks everything before it changes anything.
Done apply(Core& core, Step& step, const SignIn& command);
Done apply(Core& core, Step& step, const OpenSettings& command);
Done apply(Core& core, Step& step, const OpenShift& command);
Done apply(Core& core, Step& step, const CloseShift& command);
Done apply(Core& core, Step& step, const PrintX& command);
Done apply(Core& core, Step& step, const OpenDrawerNow& command);
Done apply(Core& core, Step& step, const MoveCash& command);
Done apply(Core& core, Step& step, const Reprint& command);
Done apply(Core& core, Step& step, const AddItem& command);
Done apply(Core& core, Step& step, const ReturnItem& command);
Done apply(Core& core, Step& step, const ReturnWithReceipt& command);
Done apply(Core& core, Step& step, const CorrectSale& command);
Done apply(Core& core, Step& step, const CorrectTender& command);
Done apply(Core& core, Step& step, const SetNextQuantity& command);
Done apply(Core& core, Step& step, const ChangeQuantity& command);
Done apply(Core& core, Step& step, const VoidLine& command);
Done apply(Core& core, Step& step, const OverridePrice& command);
Done apply(Core& core, Step& step, const DiscountLine& command);
Done apply(Core& core, Step& step, const DiscountBasket& command);
Done apply(Core& core, Step& step, const RemoveDiscount& command);
Done apply(Core& core, Step& step, const SetCustomer& command);
Done apply(Core& core, Step& step, const SetNote& command);
Done apply(Core& core, Step& step, const SetExternalNumber& command);
Done apply(Core& core, Step& step, const Hold& command);
Done apply(Core& core, Step& step, const Recall& command);
Done apply(Core& core, Step& step, const CancelCart& command);
Done apply(Core& core, Step& step, const Undo& command);
Done apply(Core& core, Step& step, const Redo& command);
Done apply(Core& core, Step& step, const PayBills& command);
Done apply(Core& core, Step& step, const NoteReading& command);
Done apply(Core& core, Step& step, const StartTendering& command);
Done apply(Core& core, Step& step, const BackToCart& command);
Done apply(Core& core, Step& step, const AddTender& command);
Done apply(Core& core, Step& step, const RemoveTender& command);
Done apply(Core& core, Step& step, const ExactCash& command);
Done apply(Core& core, Step& step, const Finish& command);
Done apply(Core& core, Step& step, const NextCustomer& command);
Done apply(Core& core, Step& step, const PayByCard& command);
Done apply(Core& core, Step& step, const PayWithCredit& command);
Done apply(Core& core, Step& step, const GiveUpCredit& command);
Done apply(Core& core, Step& step, const ReverseCard& command);
Done apply(Core& core, Step& step, const UseCard& command);
Done apply(Core& core, Step& step, const DecideCard& command);
Done apply(Core& core, Step& step, const Stored& command);
Done apply(Core& core, Step& step, const StoreFailed& command);
Done apply(Core& core, Step& step, const FiscalAnswered& command);
Done apply(Core& core, Step& step, const CardApproved& command);
Done apply(Core& core, Step& step, const CardEnded& command);

// What several of them share.
journal::Actor actor(const Core& core);
journal::When when(const Core& core, const Stamp& stamp);
/// Whether the person at the till may do it, or somebody approves who may; the latter is noted.
bool may(Core& core, people::Operation operation);
/// Whether so much may be sold of an item: there is enough, or the shop does not stop it, or the
/// person at the till may do it all the same.
bool may_sell(Core& core, std::optional<Quantity> in_stock, Quantity sold);
/// Whether a discount of that share of `of` is more than a cashier gives alone.
bool is_large(const Core& core, const CartDiscount& discount, Money of);
/// Whether the cart may not be edited: payment has begun, or it only takes a sale back.
bool tenders_taken(const Core& core);
bool too_long(const Core& core, std::string_view text);
std::vector<WaitingCart> waiting_carts(const Core& core);

/// The cart, started if it was not. After this the phase is cart, but for tendering.
Cart& started_cart(Core& core, Step& step);
/// No cart, nothing paid; `phase` is open or complete.
void clear_cart(Core& core, Phase phase);
/// The cart's figures and its payments anew.
void settle(Core& core);

/// What an edit is beside what it changes.
struct Edit {
    bool entry{false};  // more goods: undone by voiding them
    std::vector<OwedTrace> traces{};
};
/// Puts an edited cart in place of the open one, which Undo can bring back.
///
/// errors: those of price()
Done replace_cart(Core& core, Step& step, Cart next, Edit edit);
/// The open cart's line, or why it cannot be edited: shift_closed, tenders_taken, unknown_line.
std::expected<std::size_t, Refusal> editable_line(const Core& core, std::uint32_t line);

// Payment.
Done can_be_paid(const Core& core);
/// The signed amount of a payment of that type (without a wish, what is due), or why it is not
/// taken.
std::expected<Money, Refusal> amount_of(const Core& core, const TenderType& type,
                                        std::optional<Money> given);
/// Everything is paid: the fiscal device, if there is one, and then the store. If that fails, phase
/// and payments are again as given here.
void complete(Core& core, Step& step, Phase phase_before, std::vector<CartTender> tenders_before);
/// The ticket for the store in place of its cart, which another one may follow.
void write_ticket(Core& core, Step& step, journal::SaleRecord record);
/// Puts the payment into the cart, and finishes the sale if that is wanted and possible.
Done take(Core& core, Step& step, CartTender tender, bool finish);

/// What was paid with credit, behind the ticket.
void write_credit(Step& step, const journal::SaleRecord& record,
                  const std::vector<CartTender>& tenders);

// Card payments.
/// Whether the open cart or a held one has that payment.
bool in_a_cart(const Core& core, const Ulid& attempt);
/// The card payments of a ticket that is about to be stored are settled with it.
void settle_cards(const Core& core, Step& step, const std::vector<CartTender>& tenders);
/// The store has what was awaited for the card terminal, or has not.
void card_stored(Core& core, Step& step, AskingCard work);
void card_stored(Core& core, Step& step, WaitingForCard work, bool stored);

}  // namespace pos::sale
