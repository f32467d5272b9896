#include "app/till/shell/present_parts.hpp"

namespace till::shell {

namespace {

using drivers::card::Doing;
using pay::CardChoice;
using pos::journal::CardAction;
using pos::journal::CardState;
using ui::TextKey;

TextKey words_for(Doing doing) {
    switch (doing) {
        case Doing::watch_terminal:
            return TextKey::card_watch_terminal;
        case Doing::show_card:
            return TextKey::card_show_card;
        case Doing::please_wait:
            return TextKey::card_please_wait;
        case Doing::asking_bank:
            return TextKey::card_asking_bank;
        case Doing::remove_card:
            return TextKey::card_remove_card;
        case Doing::wrong_pin:
            return TextKey::card_wrong_pin;
        case Doing::pin_blocked:
            return TextKey::card_pin_blocked;
        case Doing::card_unreadable:
            return TextKey::card_card_unreadable;
        case Doing::card_refused:
            return TextKey::card_card_refused;
        case Doing::card_expired:
            return TextKey::card_card_expired;
        case Doing::declined:
            return TextKey::card_declined;
        case Doing::approved:
            return TextKey::card_approved;
        case Doing::taking_back:
            return TextKey::card_taking_back;
        case Doing::closing_day:
            return TextKey::card_closing_day;
        case Doing::asking_again:
            return TextKey::card_asking_again;
    }
    return TextKey::card_watch_terminal;
}

TextKey title_of(CardAction action) {
    switch (action) {
        case CardAction::payment:
            return TextKey::card_title_pay;
        case CardAction::refund:
            return TextKey::card_title_refund;
        case CardAction::reversal:
            return TextKey::card_title_reversal;
    }
    return TextKey::card_title_pay;
}

/// What the terminal shows, in its own words or in ours.
std::vector<std::string> shown(const Model& m, const Context& c) {
    if (m.card.cancelling) return {c.texts[TextKey::card_cancelling]};
    if (!m.card.lines.empty()) return m.card.lines;
    if (m.card.doing) return {c.texts[words_for(*m.card.doing)]};
    return {c.texts[m.card.wish ? TextKey::card_connecting : TextKey::card_watch_terminal]};
}

pay::CardPanel under_way(const Model& m, const Context& c) {
    const auto& state = m.cash_register.state();
    pay::CardPanel panel{.lines = shown(m, c), .busy = true};
    if (m.card.ordered && !state.cards.empty()) {
        panel.title = c.texts[title_of(state.cards.back().action)];
        panel.amount = c.locale.money(state.cards.back().amount);
    } else {
        const bool reversal = m.card.wish && m.card.wish->what == CardDesk::Wish::What::take_back;
        const pos::Money due = state.settlement.left_otherwise;
        const pos::Money amount = m.card.wish && m.card.wish->amount ? *m.card.wish->amount : due;
        panel.title = c.texts[reversal        ? TextKey::card_title_reversal
                              : due.minor < 0 ? TextKey::card_title_refund
                                              : TextKey::card_title_pay];
        if (!reversal) panel.amount = c.locale.money(amount.minor < 0 ? -amount : amount);
    }
    if (!m.card.cancelling) {
        panel.keys.push_back({CardChoice::cancel, c.texts[TextKey::card_cancel]});
    }
    return panel;
}

pay::CardPanel open_one(const Model& m, const pos::journal::CardAttempted& card, const Context& c) {
    const bool booked = card.state == CardState::booked;
    pay::CardPanel panel{.level = booked ? common::Level::warning : common::Level::danger,
                         .title = c.texts[booked ? TextKey::card_charged : TextKey::card_unknown],
                         .amount = c.locale.money(card.amount)};
    if (!card.reference.empty()) panel.lines.push_back(card.reference);
    panel.lines.push_back(
        c.texts[booked ? TextKey::card_charged_about : TextKey::card_unknown_about]);
    const auto key = [&](CardChoice choice, TextKey label) {
        panel.keys.push_back({choice, c.texts[label]});
    };
    if (booked) {
        if (!m.cash_register.state().cart.is_empty()) key(CardChoice::use, TextKey::card_use);
        if (m.card.there) key(CardChoice::take_back, TextKey::card_take_back);
        key(CardChoice::paid_back, TextKey::card_paid_back);
    } else {
        if (m.card.there) key(CardChoice::ask_again, TextKey::card_ask_again);
        key(CardChoice::was_paid, TextKey::card_was_paid);
        key(CardChoice::was_not_paid, TextKey::card_was_not_paid);
    }
    return panel;
}

}  // namespace

void present_card(Model& m, const Context& c) {
    const auto& state = m.cash_register.state();
    m.pay.card.reset();
    const bool wished = m.card.wish && m.card.wish->what != CardDesk::Wish::What::ask_open;
    const bool asked = m.card.wish && !m.card.wish->quiet;
    if (m.card.ordered || wished || asked) {
        m.pay.card = under_way(m, c);
    } else if (!state.cards.empty()) {
        m.pay.card = open_one(m, state.cards.front(), c);
    }
}

}  // namespace till::shell
