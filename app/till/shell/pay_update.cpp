// What the cashier does while payment is taken, and once it was.
#include <algorithm>

#include "app/till/shell/credit.hpp"
#include "app/till/shell/tell.hpp"
#include "app/till/shell/updates.hpp"

namespace till::shell {

namespace {

using ui::TextKey;

pos::journal::TenderKind kind_of(pay::Method method) {
    switch (method) {
        case pay::Method::cash:
            return pos::journal::TenderKind::cash;
        case pay::Method::card:
            return pos::journal::TenderKind::card;
        case pay::Method::other:
            return pos::journal::TenderKind::other;
    }
    return pos::journal::TenderKind::cash;
}

void tender(Model& m, pay::Method method, std::optional<std::int64_t> minor, const Context& c,
            Effects& effects) {
    const auto& setup = m.cash_register.setup();
    if (method == pay::Method::card && has_card_terminal(m)) {
        return pay_by_card(m,
                           minor ? std::optional{pos::Money{*minor, setup.currency}} : std::nullopt,
                           c, effects);
    }
    const auto type =
        std::ranges::find(setup.tenders, kind_of(method), &pos::sale::TenderType::kind);
    if (type == setup.tenders.end())
        return refuse(m, c.texts[TextKey::refusal_unknown_tender], effects);
    std::optional<pos::Money> amount;
    if (minor) amount = pos::Money{*minor, setup.currency};
    if (tell(m, pos::sale::AddTender{type->code, amount, {}, true}, c, effects))
        m.pay.keyed.clear();
}

}  // namespace

void apply(Model& m, const pay::Action& action, const Context& c, Effects& effects) {
    m.said.reset();
    if (const auto* keyed = std::get_if<pay::KeyedChanged>(&action)) {
        m.pay.keyed = keyed->digits;
    } else if (const auto* note = std::get_if<pay::NoteTapped>(&action)) {
        tender(m, pay::Method::cash, note->minor, c, effects);
    } else if (std::holds_alternative<pay::ExactTapped>(action)) {
        (void)tell(m, pos::sale::ExactCash{}, c, effects);
    } else if (const auto* method = std::get_if<pay::MethodPressed>(&action)) {
        tender(m, method->method, pay::keyed_minor(m.pay.keyed), c, effects);
    } else if (const auto* removed = std::get_if<pay::PaidRemoved>(&action)) {
        const auto& tenders = m.cash_register.state().cart.tenders;
        if (removed->index < tenders.size() && tenders[removed->index].card_attempt) {
            return take_back_card(m, tenders[removed->index].card_attempt, c, effects);
        }
        (void)tell(m, pos::sale::RemoveTender{removed->index}, c, effects);
    } else if (std::holds_alternative<pay::CreditPressed>(action)) {
        press_credit(m, c, effects);
    } else if (std::holds_alternative<pay::AsBeforePressed>(action)) {
        pay_as_before(m, c, effects);
    } else if (const auto* card = std::get_if<pay::CardChosen>(&action)) {
        choose_card(m, card->choice, c, effects);
    } else if (std::holds_alternative<pay::BackPressed>(action)) {
        if (!m.pay.keyed.empty()) {
            m.pay.keyed.clear();
        } else if (!m.cash_register.state().cart.started()) {
            go_to(m, Screen::sell);
        } else if (tell(m, pos::sale::BackToCart{}, c, effects)) {
            go_to(m, Screen::sell);
        }
    }
}

void apply(Model& m, const done::Action& action, const Context& c, Effects& effects) {
    const auto& last = m.cash_register.state().last;
    if (std::holds_alternative<done::PrintAgain>(action) && last) {
        look_up(m, {.text = last->record.number, .reprint = true}, effects);
    } else if (std::holds_alternative<done::ReturnIt>(action) && last) {
        m.returns = {};
        m.returns.input = last->record.number;
        m.returns.looking = true;
        go_to(m, Screen::returns);
        look_up(m, {.text = last->record.number}, effects);
    } else if (std::holds_alternative<done::CorrectIt>(action)) {
        correct_last_sale(m, effects);
    } else if (std::holds_alternative<done::CorrectPayment>(action) && last) {
        correct_payment(m, last->record.sale, effects);
    } else if (std::holds_alternative<done::NextSale>(action)) {
        if (tell(m, pos::sale::NextCustomer{}, c, effects)) go_to(m, Screen::sell);
    }
}

void apply(Model& m, const held::Action& action, const Context& c, Effects& effects) {
    const auto& held = m.cash_register.state().held;
    const auto last = static_cast<int>(held.size()) - 1;
    if (const auto* chosen = std::get_if<held::Chosen>(&action)) {
        // A second tap on the chosen cart takes it up.
        if (m.held.chosen == chosen->index)
            return apply(m, held::Action{held::Recalled{chosen->index}}, c, effects);
        m.held.chosen = chosen->index;
    } else if (const auto* moved_by = std::get_if<held::Moved>(&action)) {
        m.held.chosen = static_cast<std::size_t>(
            std::clamp(static_cast<int>(m.held.chosen) + moved_by->by, 0, std::max(last, 0)));
    } else if (const auto* recalled = std::get_if<held::Recalled>(&action)) {
        if (recalled->index >= held.size()) return;
        if (tell(m, pos::sale::Recall{held[recalled->index].sale}, c, effects)) {
            m.held.chosen = 0;
            m.chosen_line.reset();
            go_to(m, Screen::sell);
        }
    } else {
        go_to(m, Screen::sell);
    }
}

}  // namespace till::shell
