#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "pos/base/calendar.hpp"
#include "pos/base/clock.hpp"
#include "pos/journal/events/cart.hpp"
#include "pos/journal/events/meter.hpp"
#include "pos/journal/events/sale.hpp"
#include "pos/people/rights.hpp"
#include "pos/people/user.hpp"
#include "pos/sale/cart.hpp"
#include "pos/sale/credit.hpp"
#include "pos/shift/count.hpp"

namespace pos::sale {

/// When a command was given: the instant, and what the shop's clock showed.
struct Stamp {
    Instant at{};
    LocalTime local{};
    bool operator==(const Stamp&) const = default;
};

/// Somebody else answers for one command that the person at the till may not give alone.
struct Approval {
    people::User approver;
    std::string reason;
};

// Each command names the refusals it can meet besides `waiting`, in the order they are checked.

// ---- People and shift ----

/// Somebody else works at the till from now on. The cart stays.
/// refuses: not_permitted (an inactive user)
struct SignIn {
    people::User user;
};

/// Somebody is about to change how the till works, what it sells or who works at it. Nothing else
/// happens.
/// refuses: not_permitted
struct OpenSettings {
    people::Operation what{people::Operation::settings};  // or goods, or people
};

/// Opens the till. Its sales count for `business_date`, or for today if that is not said.
/// refuses: shift_open, not_permitted, other_currency, amount_out_of_range
struct OpenShift {
    Money opening_float{};
    std::optional<Date> business_date;
};

/// Counts and closes. An unfinished cart is put on hold; held carts stay for the next shift and are
/// listed.
/// refuses: shift_closed, not_permitted, tenders_taken, other_currency, text_too_long,
///          amount_out_of_range, counted_unknown_tender, counted_twice, counted_negative,
///          count_missing, too_many_held
struct CloseShift {
    std::vector<shift::Counted> counts;  // every tender of the figures so far
    std::string note;
    std::vector<journal::GivenUpLease> leases{};  // of credit that goes back with the day
};

/// The figures so far, to be printed. refuses: shift_closed
struct PrintX {};

/// Opens the drawer without a sale.
/// refuses: shift_closed, not_permitted, reason_missing, text_too_long
struct OpenDrawerNow {
    std::string reason;
};

/// Cash into (positive) or out of (negative) the drawer, other than a sale's.
/// refuses: shift_closed, not_permitted, other_currency, reason_missing, text_too_long,
///          amount_out_of_range
struct MoveCash {
    Money amount{};
    std::string reason;
};

// ---- The cart ----

/// Sells an item. After a finished sale this starts the next one; while payment is being chosen it
/// goes back to the cart.
///
/// The quantity is the label's (embedded weight or count), else the one set before, else one; a
/// label's quantity is multiplied by a whole quantity set before. A label's price makes the
/// quantity that it pays for (catalog::line_of_price).
///
/// Goods whose code says that they have expired are not sold, not even by a manager.
/// refuses: shift_closed, tenders_taken, other_currency, text_too_long, goods_expired,
///          price_missing, price_out_of_range, quantity_zero, quantity_out_of_range,
///          quantity_not_whole, not_permitted (more than is in stock, where the shop stops that),
///          too_many_lines, ticket_out_of_range
struct AddItem {
    Item item;
    std::string barcode;               // as scanned, else empty
    std::optional<Quantity> quantity;  // from a label, a scale or a pack
    std::optional<UnitPrice> price;    // of an open price, or a file's
    std::optional<Money> label_price;  // of the whole label; excludes the two above
    bool own_line{false};              // never joined to the line before
    std::string note;
    std::optional<journal::Trace> trace;  // of a code that says more than which goods they are
    std::optional<Quantity> in_stock;     // of counted goods: what the till knows of
};

/// Takes goods back without their receipt, at the price given or else the item's.
/// refuses: as AddItem, but for goods_expired: those come back too; not_permitted after
///          shift_closed, reason_missing before text_too_long
struct ReturnItem {
    AddItem goods;  // its quantity is positive
    std::string reason;
};

/// How much of a sold line has come back so far, over all returns, as the store knows it.
struct ReturnedBefore {
    std::uint32_t line{0};
    Quantity quantity{};  // positive
    bool operator==(const ReturnedBefore&) const = default;
};

struct ReturnChoice {
    std::uint32_t line{0};
    Quantity quantity{};  // positive
    bool operator==(const ReturnChoice&) const = default;
};

/// Takes goods back with their receipt: exactly the amounts of that sale.
/// refuses: shift_closed, not_permitted, tenders_taken, cart_empty (nothing chosen),
///          other_currency, text_too_long, quantity_zero, quantity_out_of_range,
///          quantity_not_whole, too_many_lines, unknown_sold_line, already_coming_back,
///          more_than_sold, ticket_out_of_range
struct ReturnWithReceipt {
    journal::SaleRecord sold;
    std::vector<ReturnedBefore> before;
    std::vector<ReturnChoice> lines;
    std::string reason;
    std::optional<CreditPaid> credit{};  // that it was paid with
};

/// A payment of a finished ticket as it counts by now: corrections of it are taken in.
struct PaidTender {
    journal::Tender tender;
    bool on_terminal{false};  // a card terminal has booked it
    bool operator==(const PaidTender&) const = default;
};

/// Takes this till's last sale back to the cent and rings it up again: its lines, prices, discounts
/// and customer stand in a new cart, and how it was paid is proposed there.
///
/// Both are one transaction, unless a card terminal has booked a payment: then the ticket that
/// takes the sale back stays open until that is given back too, and nothing can be added to it.
/// refuses: shift_closed, not_permitted, cart_in_the_way, nothing_to_correct, other_currency,
///          text_too_long, already_corrected, already_returned, holds_returns, no_credit (it was
///          paid with some that is not known), unknown_sold_line, already_coming_back,
///          ticket_out_of_range, rules_changed; what a new cart of the goods meets
struct CorrectSale {
    journal::SaleRecord sold;
    std::vector<ReturnedBefore> before;
    std::vector<PaidTender> tenders;  // of `sold`, in its order
    std::vector<Item> items;          // as the catalogue has them now; of others, as they were sold
    std::string reason;
    std::optional<CreditPaid> credit{};  // that it was paid with
};

/// A payment of a ticket of this shift was another than was entered: its amount moves to the means
/// of payment with that code. Goods, stock and taxes stay as they are.
/// refuses: shift_closed, not_permitted, nothing_to_correct, unknown_tender, same_tender,
///          card_booked, credit_taken, other_currency, reference_missing, text_too_long,
///          rounded_for_cash, not_in_coins
struct CorrectTender {
    journal::SaleRecord sold;
    std::vector<PaidTender> tenders;  // of `sold`, in its order
    std::size_t index{0};
    std::string code;
    std::string reference;
    std::string reason;
};

/// The quantity of the next item: "digits then ×". Nothing takes it away.
/// refuses: shift_closed, tenders_taken, quantity_zero, quantity_out_of_range
struct SetNextQuantity {
    std::optional<Quantity> quantity;
};

/// refuses: shift_closed, tenders_taken, unknown_line, line_is_history, quantity_zero,
///          quantity_out_of_range, quantity_not_whole, not_permitted (to take some out, or to sell
///          more than is in stock), discount_too_large, ticket_out_of_range
struct ChangeQuantity {
    std::uint32_t line{0};
    Quantity quantity{};  // positive, on a return too
    std::string reason;   // of taking some out
};

/// refuses: shift_closed, not_permitted, tenders_taken, unknown_line, text_too_long,
///          discount_too_large (of the
///          basket's amount, which the other lines cannot hold), ticket_out_of_range
struct VoidLine {
    std::uint32_t line{0};
    std::string reason;  // may be empty
};

/// refuses: shift_closed, not_permitted, tenders_taken, unknown_line, line_is_history,
///          other_currency, reason_missing, text_too_long, price_out_of_range, discount_too_large,
///          ticket_out_of_range
struct OverridePrice {
    std::uint32_t line{0};
    UnitPrice price{};
    std::string reason;
};

/// Takes the place of an earlier discount of the line.
/// refuses: shift_closed, not_permitted, tenders_taken, unknown_line, line_is_history,
///          other_currency, text_too_long, not_discountable, discount_out_of_range,
///          not_permitted (so large a one), discount_too_large
struct DiscountLine {
    std::uint32_t line{0};
    CartDiscount discount;
};

/// Takes the place of an earlier discount on the whole basket.
/// refuses: shift_closed, not_permitted, tenders_taken, cart_empty, other_currency, text_too_long,
///          discount_out_of_range, not_permitted (so large a one), discount_too_large
struct DiscountBasket {
    CartDiscount discount;
};

/// Takes back a line's discount, or without a line the basket's; none there is no refusal.
/// refuses: shift_closed, tenders_taken, unknown_line, line_is_history
struct RemoveDiscount {
    std::optional<std::uint32_t> line;
};

/// Empty takes the customer away. Starts a cart.
/// refuses: shift_closed, text_too_long
struct SetCustomer {
    std::string number;
};

/// Of a line, or without one of the whole ticket.
/// refuses: shift_closed, unknown_line, text_too_long
struct SetNote {
    std::optional<std::uint32_t> line;
    std::string text;
};

/// Another system's number for this ticket. refuses: shift_closed, text_too_long
struct SetExternalNumber {
    std::string number;
};

/// refuses: shift_closed, tenders_taken, cart_empty, text_too_long, too_many_held
struct Hold {
    std::string label;
};

/// refuses: shift_closed, cart_in_the_way, unknown_cart
struct Recall {
    Ulid sale{};
};

/// refuses: shift_closed, not_permitted, tenders_taken, cart_empty, text_too_long
struct CancelCart {
    std::string reason;
};

/// Takes back the last step of the cart, and given again the one before it, up to kStepsMax: goods
/// that were added or brought back, a voided line, a quantity, a price, a discount, a customer, a
/// note; and a cleared cart, until something is entered. More goods are voided, which the journal
/// shows; of the others it never hears. Payment, holding, a report, another person and what the
/// journal is told otherwise make all steps before them final.
/// refuses: shift_closed, tenders_taken, nothing_to_undo, not_permitted (to void goods),
///          ticket_out_of_range and the like where the shop's settings are others since a restart
struct Undo {};

/// Does again what was undone last; another step of the cart takes that possibility away. A cart
/// that came back is cleared again by clearing it.
/// refuses: shift_closed, tenders_taken, nothing_to_redo; as Undo
struct Redo {};

// ---- Payment ----

/// refuses: shift_closed, cart_empty
struct StartTendering {};

/// Back to the cart. refuses: shift_closed, tenders_taken, cart_empty
struct BackToCart {};

/// A payment; paid out where money goes back to the customer. Cash may be more than is due, nothing
/// else may. Starts tendering by itself.
/// refuses: shift_closed, cart_empty, unknown_tender, other_currency, reference_missing,
///          text_too_long, amount_out_of_range, too_many_tenders, not_in_coins, nothing_due,
///          exceeds_due, change_too_large
struct AddTender {
    std::string code;
    std::optional<Money> amount;  // positive either way; else what is due
    std::string reference;
    bool finish{false};  // once nothing is due any more
};

/// A payment with credit of an account's that this till may spend by itself; where money goes back,
/// what a sale whose goods come back in this cart was paid with, no more than that. Once a ticket.
/// refuses: shift_closed, cart_empty, unknown_tender (bills), credit_taken, no_credit,
///          other_currency, text_too_long, amount_out_of_range, too_many_tenders, nothing_due,
///          exceeds_due, credit_too_small
struct PayWithCredit {
    Ulid account{};
    std::string account_number;
    std::string name;  // of the means of payment, in the shop's words
    Instant known_at{};
    std::vector<HeldCredit> leases;
    std::optional<Money> amount{};  // positive either way; else what is due
    bool finish{false};             // once nothing is due any more
};

/// This till spends no more of these leases: head office gives what is left back to the accounts.
/// refuses: credit_taken (an open payment is made with some), no_credit (of none)
struct GiveUpCredit {
    std::vector<journal::GivenUpLease> leases;
};

/// refuses: shift_closed, unknown_tender, card_booked
struct RemoveTender {
    std::size_t index{0};
};

/// A payment on the card terminal, or money back to a card where it goes out. The attempt is
/// stored, then the terminal is asked (AskCard), and the register waits for CardEnded. It becomes
/// a payment of the cart once the terminal has booked it.
/// refuses: shift_closed, card_unresolved, cart_empty, unknown_tender (or no card),
///          other_currency, amount_out_of_range, too_many_tenders, nothing_due, exceeds_due
struct PayByCard {
    std::string code;
    std::optional<Money> amount;  // positive either way; else what is due
    bool finish{false};           // once nothing is due any more
    std::string last_before;      // the terminal's last transaction, as it says
};

/// Takes a booked payment back on the terminal: one of the open cart, or one that no sale holds.
/// refuses: shift_closed, card_unresolved, unknown_card
struct ReverseCard {
    Ulid attempt{};
    std::string last_before;
};

/// A booked payment that no sale holds pays for the open cart.
/// refuses: shift_closed, cart_empty, unknown_card, amount_out_of_range, too_many_tenders,
///          nothing_due, exceeds_due
struct UseCard {
    Ulid attempt{};
    bool finish{false};
};

/// Somebody who has seen the slip says what became of an attempt that the terminal cannot tell; or
/// that a booked one which no sale holds was given back in another way (`booked` false).
/// refuses: shift_closed, not_permitted, unknown_card, reason_missing, text_too_long
struct DecideCard {
    Ulid attempt{};
    bool booked{false};
    std::string reason;
};

/// Bills of an account, or credit for it, are what the next payment is for: a ticket of its own,
/// without goods. Again: other ones, as long as nothing was paid.
/// refuses: shift_closed, tenders_taken, cart_in_the_way, text_too_long, too_many_lines,
///          amount_out_of_range (of credit that is bought with bills, too), nothing_due
struct PayBills {
    journal::BillPayment bill;
    std::string customer;  // number
};

/// What a customer's counter showed. Neither cart nor drawer has to do with it; who, when and which
/// reading it is are added here.
/// requires: is_figure_text(reading.figure); reading.figure_before likewise, or empty
/// refuses: shift_closed, text_too_long
struct NoteReading {
    journal::MeterRead reading;
};

/// Pays what is due in cash to the coin, and finishes: the one tap of most sales.
/// refuses: shift_closed, cart_empty, unknown_tender (the shop takes no cash), too_many_tenders,
///          nothing_due, exceeds_due, change_too_large
struct ExactCash {};

/// refuses: shift_closed, cart_empty, not_paid
struct Finish {};

/// The customer has gone: the change is shown no longer. refuses: shift_closed
struct NextCustomer {};

/// refuses: shift_closed
struct Reprint {
    journal::SaleRecord record;
    std::uint32_t copies_before{0};
};

// ---- Answers ----

/// This Store effect is durable, and every earlier one without an answer. What the store drew for
/// it goes with it.
struct Stored {
    std::uint64_t ticket{0};
    std::string number;         // of a sale
    std::uint32_t z_number{0};  // of a close
    Turnover grand_total{};     // of a close
};

/// Nothing of this Store effect was kept, nor of any earlier one without an answer. The cart is
/// whole and the command can be given again.
struct StoreFailed {
    std::uint64_t ticket{0};
};

/// What the fiscal device said, its failure included: a shop sells on and the receipt says so.
struct FiscalAnswered {
    journal::Fiscal fiscal;
};

/// The bank has approved and the terminal waits to be told that this is stored (KeepCard).
struct CardApproved {
    Ulid attempt{};
    journal::CardDetails details;
};

enum class CardOutcome : std::uint8_t { booked, declined, unknown };

/// What became of an attempt: after AskCard, or after the terminal was asked about it later.
struct CardEnded {
    Ulid attempt{};
    CardOutcome outcome{CardOutcome::unknown};
    journal::CardDetails details;
    std::vector<journal::CardSlip> slips;
};

struct Command
    : std::variant<SignIn, OpenSettings, OpenShift, CloseShift, PrintX, OpenDrawerNow, MoveCash,
                   AddItem, ReturnItem, ReturnWithReceipt, CorrectSale, CorrectTender,
                   SetNextQuantity, ChangeQuantity, VoidLine, OverridePrice, DiscountLine,
                   DiscountBasket, RemoveDiscount, SetCustomer, SetNote, SetExternalNumber, Hold,
                   Recall, CancelCart, Undo, Redo, PayBills, NoteReading, StartTendering,
                   BackToCart, AddTender, RemoveTender, ExactCash, Finish, NextCustomer, Reprint,
                   PayByCard, PayWithCredit, GiveUpCredit, ReverseCard, UseCard, DecideCard, Stored,
                   StoreFailed, FiscalAnswered, CardApproved, CardEnded> {
    using variant::variant;

    // Compiled once, not in every file that copies one: a third of what such a file takes.
    Command(const Command& other);
    Command(Command&& other) noexcept;
    Command& operator=(const Command& other);
    Command& operator=(Command&& other) noexcept;
    ~Command();
};

}  // namespace pos::sale
