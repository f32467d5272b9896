#pragma once

#include <cstdint>
#include <string_view>

namespace pos::sale {

/// Why a register did not do what it was told. It then is exactly as it was before.
///
/// One list for all commands: each command's reasons are checked in this order.
enum class Refusal : std::uint8_t {
    // The state of the till.
    waiting,          // for the store or the fiscal device to answer
    shift_closed,     // open the till first
    shift_open,       // it is open already
    not_permitted,    // to this person
    tenders_taken,    // payment has begun: take the tenders out first
    card_unresolved,  // an earlier card payment: ask the terminal about that one first
    cart_in_the_way,  // hold or cancel the open cart first
    cart_empty,
    nothing_to_undo,
    nothing_to_redo,
    nothing_to_correct,  // no sale of this shift, or it is a refund
    // What the command points at.
    unknown_line,
    unknown_cart,
    unknown_tender,
    same_tender,      // it was entered as that
    unknown_card,     // no such card payment, or it is not in that state
    card_booked,      // it can only be taken back on the terminal
    credit_taken,     // that was paid with credit: take it out, or the sale back
    no_credit,        // this till may spend none of that account's, or it did not pay that sale
    line_is_history,  // it came back with its receipt: its figures are the sale's own
    // What the command says.
    other_currency,
    reason_missing,
    reference_missing,
    text_too_long,
    goods_expired,  // they may be sold no more
    price_missing,  // of an item without one of its own
    price_out_of_range,
    quantity_zero,
    quantity_out_of_range,
    quantity_not_whole,  // of goods sold by the piece
    not_discountable,
    discount_out_of_range,  // a percentage that is not above 0 and up to 100, an amount not above 0
    discount_too_large,     // more than what it is taken off
    amount_out_of_range,    // zero or less, or more than any till takes
    counted_unknown_tender,  // counted, but neither cash nor taken in this shift
    counted_twice,
    counted_negative,  // a drawer holds nothing or something
    count_missing,     // every tender taken in the shift must be counted
    // What would come of it.
    too_many_lines,
    too_many_tenders,
    too_many_held,
    already_corrected,    // all of that sale came back
    already_returned,     // part of that sale came back
    holds_returns,        // goods came back on that ticket
    unknown_sold_line,    // the receipt has no such line, or it was itself a return
    already_coming_back,  // that line is in this cart or a held one: void it there first
    more_than_sold,
    rules_changed,  // how cash is rounded, since that sale
    ticket_out_of_range,
    rounded_for_cash,  // so that another payment would be another amount
    not_in_coins,      // cash that the smallest coin cannot make up
    nothing_due,
    exceeds_due,  // card and the like take what is due and no more; so does paying out
    change_too_large,
    credit_too_small,  // all that this till may spend of it, or give back
    not_paid,          // something is due yet
};

inline constexpr Refusal kRefusalLast = Refusal::not_paid;

/// "shift_closed": the enumerator's own name, for text keys and machines.
std::string_view name_of(Refusal refusal);

}  // namespace pos::sale
