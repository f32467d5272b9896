#include "pos/sale/refusal.hpp"

namespace pos::sale {

std::string_view name_of(Refusal refusal) {
    switch (refusal) {
        case Refusal::waiting:
            return "waiting";
        case Refusal::shift_closed:
            return "shift_closed";
        case Refusal::shift_open:
            return "shift_open";
        case Refusal::not_permitted:
            return "not_permitted";
        case Refusal::tenders_taken:
            return "tenders_taken";
        case Refusal::cart_in_the_way:
            return "cart_in_the_way";
        case Refusal::cart_empty:
            return "cart_empty";
        case Refusal::nothing_to_undo:
            return "nothing_to_undo";
        case Refusal::unknown_line:
            return "unknown_line";
        case Refusal::unknown_cart:
            return "unknown_cart";
        case Refusal::unknown_tender:
            return "unknown_tender";
        case Refusal::line_is_history:
            return "line_is_history";
        case Refusal::other_currency:
            return "other_currency";
        case Refusal::reason_missing:
            return "reason_missing";
        case Refusal::reference_missing:
            return "reference_missing";
        case Refusal::text_too_long:
            return "text_too_long";
        case Refusal::goods_expired:
            return "goods_expired";
        case Refusal::price_missing:
            return "price_missing";
        case Refusal::price_out_of_range:
            return "price_out_of_range";
        case Refusal::quantity_zero:
            return "quantity_zero";
        case Refusal::quantity_out_of_range:
            return "quantity_out_of_range";
        case Refusal::quantity_not_whole:
            return "quantity_not_whole";
        case Refusal::not_discountable:
            return "not_discountable";
        case Refusal::discount_out_of_range:
            return "discount_out_of_range";
        case Refusal::discount_too_large:
            return "discount_too_large";
        case Refusal::amount_out_of_range:
            return "amount_out_of_range";
        case Refusal::counted_unknown_tender:
            return "counted_unknown_tender";
        case Refusal::counted_twice:
            return "counted_twice";
        case Refusal::counted_negative:
            return "counted_negative";
        case Refusal::count_missing:
            return "count_missing";
        case Refusal::too_many_lines:
            return "too_many_lines";
        case Refusal::too_many_tenders:
            return "too_many_tenders";
        case Refusal::too_many_held:
            return "too_many_held";
        case Refusal::unknown_sold_line:
            return "unknown_sold_line";
        case Refusal::already_coming_back:
            return "already_coming_back";
        case Refusal::more_than_sold:
            return "more_than_sold";
        case Refusal::ticket_out_of_range:
            return "ticket_out_of_range";
        case Refusal::not_in_coins:
            return "not_in_coins";
        case Refusal::nothing_due:
            return "nothing_due";
        case Refusal::exceeds_due:
            return "exceeds_due";
        case Refusal::change_too_large:
            return "change_too_large";
        case Refusal::not_paid:
            return "not_paid";
    }
    return "";
}

}  // namespace pos::sale
