#include "app/till/shell/tell.hpp"

#include <utility>

#include "app/till/shell/stock_words.hpp"
#include "app/till/shell/updates.hpp"

namespace till::shell {

using pos::sale::Refusal;
using ui::TextKey;

ui::TextKey words_for(Refusal refusal) {
    switch (refusal) {
        case Refusal::waiting:
            return TextKey::refusal_waiting;
        case Refusal::shift_closed:
            return TextKey::refusal_shift_closed;
        case Refusal::shift_open:
            return TextKey::refusal_shift_open;
        case Refusal::not_permitted:
            return TextKey::refusal_not_permitted;
        case Refusal::tenders_taken:
            return TextKey::refusal_tenders_taken;
        case Refusal::card_unresolved:
            return TextKey::refusal_card_unresolved;
        case Refusal::unknown_card:
            return TextKey::refusal_unknown_card;
        case Refusal::card_booked:
            return TextKey::refusal_card_booked;
        case Refusal::cart_in_the_way:
            return TextKey::refusal_cart_in_the_way;
        case Refusal::cart_empty:
            return TextKey::refusal_cart_empty;
        case Refusal::nothing_to_undo:
            return TextKey::refusal_nothing_to_undo;
        case Refusal::nothing_to_redo:
            return TextKey::refusal_nothing_to_redo;
        case Refusal::unknown_line:
            return TextKey::refusal_unknown_line;
        case Refusal::unknown_cart:
            return TextKey::refusal_unknown_cart;
        case Refusal::unknown_tender:
            return TextKey::refusal_unknown_tender;
        case Refusal::credit_taken:
            return TextKey::refusal_credit_taken;
        case Refusal::no_credit:
            return TextKey::refusal_no_credit;
        case Refusal::credit_too_small:
            return TextKey::refusal_credit_too_small;
        case Refusal::line_is_history:
            return TextKey::refusal_line_is_history;
        case Refusal::other_currency:
            return TextKey::refusal_other_currency;
        case Refusal::reason_missing:
            return TextKey::refusal_reason_missing;
        case Refusal::reference_missing:
            return TextKey::refusal_reference_missing;
        case Refusal::text_too_long:
            return TextKey::refusal_text_too_long;
        case Refusal::goods_expired:
            return TextKey::refusal_goods_expired;
        case Refusal::price_missing:
            return TextKey::refusal_price_missing;
        case Refusal::price_out_of_range:
            return TextKey::refusal_price_out_of_range;
        case Refusal::quantity_zero:
            return TextKey::refusal_quantity_zero;
        case Refusal::quantity_out_of_range:
            return TextKey::refusal_quantity_out_of_range;
        case Refusal::quantity_not_whole:
            return TextKey::refusal_quantity_not_whole;
        case Refusal::not_discountable:
            return TextKey::refusal_not_discountable;
        case Refusal::discount_out_of_range:
            return TextKey::refusal_discount_out_of_range;
        case Refusal::discount_too_large:
            return TextKey::refusal_discount_too_large;
        case Refusal::amount_out_of_range:
            return TextKey::refusal_amount_out_of_range;
        case Refusal::counted_unknown_tender:
            return TextKey::refusal_counted_unknown_tender;
        case Refusal::counted_twice:
            return TextKey::refusal_counted_twice;
        case Refusal::counted_negative:
            return TextKey::refusal_counted_negative;
        case Refusal::count_missing:
            return TextKey::closing_count_first;
        case Refusal::already_coming_back:
            return TextKey::refusal_already_coming_back;
        case Refusal::too_many_lines:
            return TextKey::refusal_too_many_lines;
        case Refusal::too_many_tenders:
            return TextKey::refusal_too_many_tenders;
        case Refusal::too_many_held:
            return TextKey::refusal_too_many_held;
        case Refusal::unknown_sold_line:
            return TextKey::refusal_unknown_sold_line;
        case Refusal::more_than_sold:
            return TextKey::refusal_more_than_sold;
        case Refusal::ticket_out_of_range:
            return TextKey::refusal_ticket_out_of_range;
        case Refusal::not_in_coins:
            return TextKey::refusal_not_in_coins;
        case Refusal::nothing_due:
            return TextKey::refusal_nothing_due;
        case Refusal::exceeds_due:
            return TextKey::refusal_exceeds_due;
        case Refusal::change_too_large:
            return TextKey::refusal_change_too_large;
        case Refusal::nothing_to_correct:
            return TextKey::refusal_nothing_to_correct;
        case Refusal::same_tender:
            return TextKey::refusal_same_tender;
        case Refusal::already_corrected:
            return TextKey::refusal_already_corrected;
        case Refusal::already_returned:
            return TextKey::refusal_already_returned;
        case Refusal::holds_returns:
            return TextKey::refusal_holds_returns;
        case Refusal::rules_changed:
            return TextKey::refusal_rules_changed;
        case Refusal::rounded_for_cash:
            return TextKey::refusal_rounded_for_cash;
        case Refusal::not_paid:
            return TextKey::refusal_not_paid;
    }
    return TextKey::refusal_waiting;
}

void say(Model& model, common::Level level, std::string words) {
    model.said = Said{level, std::move(words)};
}

void refuse(Model& model, std::string words, Effects& effects) {
    say(model, common::Level::warning, std::move(words));
    effects.emplace_back(Sound{Signal::refused});
}

namespace {

/// In words, where nobody can be asked to approve.
std::string why_not(const Model& model, const pos::sale::Command& command, Refusal refusal,
                    const Context& context) {
    using pos::people::Operation;
    if (refusal != Refusal::not_permitted) return context.texts[till::shell::words_for(refusal)];
    const auto lacks = model.cash_register.lacking();
    if (lacks == Operation::people && model.people.asks)
        return context.texts[TextKey::refusal_manager_signs_on];
    const auto stock = lacks == Operation::oversell
                           ? stock_words(model, command, TextKey::refusal_oversold, context)
                           : std::nullopt;
    return stock.value_or(context.texts[till::shell::words_for(refusal)]);
}

bool give(Model& model, const pos::sale::Command& command, const pos::sale::Approval* approval,
          const Context& context, Effects& effects) {
    auto done = model.cash_register.handle(command, context.stamp, context.random, approval);
    if (!done) {
        if (done.error() == Refusal::not_permitted && approval == nullptr &&
            begin_approval(model, command, context)) {
            return false;
        }
        refuse(model, why_not(model, command, done.error(), context), effects);
        return false;
    }
    for (auto& effect : *done) effects.emplace_back(std::move(effect));
    warn_of_stock(model, command, context);
    return true;
}

}  // namespace

bool tell(Model& model, const pos::sale::Command& command, const Context& context,
          Effects& effects) {
    return give(model, command, nullptr, context, effects);
}

bool tell_approved(Model& model, const pos::sale::Command& command,
                   const pos::sale::Approval& approval, const Context& context, Effects& effects) {
    return give(model, command, &approval, context, effects);
}

}  // namespace till::shell
