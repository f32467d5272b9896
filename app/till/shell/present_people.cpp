// The screen of people: who signs on, or approves.
#include "app/till/shell/present_parts.hpp"
#include "app/till/shell/stock_words.hpp"
#include "app/till/shell/updates.hpp"
#include "app/till/ui/beside.hpp"
#include "app/till/ui/tiles.hpp"

namespace till::shell {

namespace {

using pos::people::Operation;
using ui::TextKey;

TextKey words_for(Operation operation) {
    switch (operation) {
        case Operation::discount:
            return TextKey::approve_discount;
        case Operation::override_price:
            return TextKey::approve_override_price;
        case Operation::return_with_receipt:
            return TextKey::approve_return_with_receipt;
        case Operation::return_without_receipt:
            return TextKey::approve_return_without_receipt;
        case Operation::open_drawer:
            return TextKey::approve_open_drawer;
        case Operation::move_cash:
            return TextKey::approve_move_cash;
        case Operation::open_shift:
            return TextKey::approve_open_shift;
        case Operation::close_shift:
            return TextKey::approve_close_shift;
        case Operation::decide_card:
            return TextKey::approve_decide_card;
        case Operation::void_line:
            return TextKey::approve_void_line;
        case Operation::large_discount:
            return TextKey::approve_large_discount;
        case Operation::settings:
            return TextKey::approve_settings;
        case Operation::correct_payment:
            return TextKey::approve_correct_payment;
        case Operation::goods:
            return TextKey::approve_goods;
        case Operation::people:
            return TextKey::approve_people;
        case Operation::oversell:
            return TextKey::approve_oversell;
    }
    return TextKey::approve_discount;
}

/// What somebody else is to answer for.
std::string wish_words(const Model& m, const Context& c) {
    const auto of_stock = m.people.lacks == Operation::oversell
                              ? stock_words(m, *m.people.approving, TextKey::approve_oversell_of, c)
                              : std::nullopt;
    return c.texts.with(TextKey::approve_about,
                        {{"name", m.cash_register.state().user.name},
                         {"what", of_stock.value_or(operation_words(m.people.lacks, m, c))}});
}

}  // namespace

std::string operation_words(Operation operation, const Model& m, const Context& c) {
    const std::string percent = c.locale.integer(m.cash_register.rights().discount_percent);
    return c.texts.with(words_for(operation), {{"percent", percent}});
}

void present_sign_on(Model& m, const Context& c) {
    const bool approves = m.people.approving.has_value();
    auto& s = m.sign_on;
    s.title = c.texts[approves ? TextKey::approve_title : TextKey::sign_on_title];
    s.about = approves ? wish_words(m, c) : std::string{};
    if (!approves) {
        ui::add_beside(c.texts, s.about, m.shop_name);
        ui::add_beside(c.texts, s.about, c.locale.long_date(m.now.date));
    }
    s.people.clear();
    for (const Signer& one : people_shown(m)) {
        const bool manager = one.user.role == pos::people::Role::manager;
        const TextKey note = !one.has_pin ? TextKey::sign_on_no_pin
                             : manager    ? TextKey::role_manager
                                          : TextKey::role_cashier;
        s.people.push_back({.name = one.user.name,
                            .note = c.texts[note],
                            .initials = ui::initials_of(one.user.name),
                            .pair = s.people.size()});
    }
}

}  // namespace till::shell
