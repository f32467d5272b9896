// Card payments: what the cashier wants of the terminal, and what the terminal says.
#include <algorithm>
#include <utility>

#include "app/till/shell/tell.hpp"
#include "app/till/shell/updates.hpp"

namespace till::shell {

namespace {

using drivers::card::Outcome;
using drivers::card::Reason;
using pos::journal::CardAttempted;
using pos::journal::CardState;
using ui::TextKey;
using Wish = CardDesk::Wish;

const pos::sale::State& state(const Model& m) {
    return m.cash_register.state();
}

TextKey words_for(Reason reason) {
    switch (reason) {
        case Reason::declined:
            return TextKey::card_why_declined;
        case Reason::cancelled:
            return TextKey::card_why_cancelled;
        case Reason::card_unreadable:
            return TextKey::card_why_card_unreadable;
        case Reason::card_expired:
            return TextKey::card_why_card_expired;
        case Reason::card_not_accepted:
            return TextKey::card_why_card_not_accepted;
        case Reason::not_enough_money:
            return TextKey::card_why_not_enough_money;
        case Reason::amount_not_allowed:
            return TextKey::card_why_amount_not_allowed;
        case Reason::wrong_currency:
            return TextKey::card_why_wrong_currency;
        case Reason::no_connection:
            return TextKey::card_why_no_connection;
        case Reason::busy:
            return TextKey::card_why_busy;
        case Reason::needs_day_end:
            return TextKey::card_why_needs_day_end;
        case Reason::needs_service:
            return TextKey::card_why_needs_service;
        case Reason::out_of_order:
            return TextKey::card_why_out_of_order;
        case Reason::not_reversible:
            return TextKey::card_why_not_reversible;
        case Reason::not_possible:
            return TextKey::card_why_not_possible;
        case Reason::not_reached:
            return TextKey::card_why_not_reached;
        case Reason::not_kept:
            return TextKey::card_why_not_kept;
        case Reason::none:
        case Reason::other:
            return TextKey::card_why_other;
    }
    return TextKey::card_why_other;
}

bool is_open_question(const CardAttempted& card) {
    return card.state != CardState::booked;
}

/// An attempt that this wish has not asked about yet.
const CardAttempted* next_question(const Model& m) {
    for (const CardAttempted& card : state(m).cards) {
        const auto& asked = m.card.wish->enquired;
        const bool new_one = std::ranges::find(asked, card.attempt) == asked.end();
        if (is_open_question(card) && new_one) return &card;
    }
    return nullptr;
}

void show_nothing(Model& m) {
    m.card.lines.clear();
    m.card.doing.reset();
    m.card.cancelling = false;
}

void wish(Model& m, Wish what, Effects& effects) {
    m.card.wish = std::move(what);
    m.card.state.state = drivers::card::State::looking;
    show_nothing(m);
    effects.emplace_back(PrepareCard{});
}

const pos::sale::TenderType* card_tender(const Model& m) {
    const auto& tenders = m.cash_register.setup().tenders;
    const auto type =
        std::ranges::find(tenders, pos::journal::TenderKind::card, &pos::sale::TenderType::kind);
    return type == tenders.end() ? nullptr : &*type;
}

/// The terminal is ready: first what became of earlier payments, then what is wanted now.
void go_on(Model& m, const Context& c, Effects& effects) {
    if (!m.card.wish || m.card.enquiring) return;
    if (const CardAttempted* question = next_question(m)) {
        m.card.enquiring = question->attempt;
        m.card.wish->enquired.push_back(question->attempt);
        effects.emplace_back(EnquireCard{*question});
        return;
    }
    const Wish wanted = *std::exchange(m.card.wish, std::nullopt);
    show_nothing(m);
    switch (wanted.what) {
        case Wish::What::ask_open:
            return;
        case Wish::What::pay:
            if (!state(m).cards.empty()) return;  // its panel says what is to be done first
            if (const auto* type = card_tender(m)) {
                m.card.ordered = tell(
                    m, pos::sale::PayByCard{type->code, wanted.amount, true, m.card.state.last}, c,
                    effects);
            }
            return;
        case Wish::What::take_back:
            m.card.ordered =
                tell(m, pos::sale::ReverseCard{wanted.attempt, m.card.state.last}, c, effects);
            return;
    }
}

/// What the terminal says is for whoever reads help over the payment: it is seen where that is.
void show_payment(Model& m, Effects& effects) {
    if (m.before_help == Screen::pay) leave_help(m, effects);
}

void hear(Model& m, const drivers::card::StateChanged& changed, const Context& c,
          Effects& effects) {
    m.card.state = changed;
    if (!m.card.wish) return;
    if (changed.state == drivers::card::State::ready) return go_on(m, c, effects);
    const bool quiet = std::exchange(m.card.wish, std::nullopt)->quiet;
    show_payment(m, effects);
    show_nothing(m);
    if (!quiet) refuse(m, c.texts[words_for(changed.reason)], effects);
}

pos::journal::CardDetails details_of(const drivers::card::Details& details) {
    pos::journal::CardDetails out{.terminal = details.terminal,
                                  .receipt = details.receipt,
                                  .trace = details.trace,
                                  .card = details.card,
                                  .card_end = details.card_end,
                                  .authorisation = details.authorisation};
    if (details.code) {
        constexpr std::string_view kDigits = "0123456789abcdef";
        out.code = {kDigits[*details.code / 16U], kDigits[*details.code % 16U]};
    }
    return out;
}

pos::sale::CardOutcome outcome_of(Outcome outcome) {
    switch (outcome) {
        case Outcome::booked:
            return pos::sale::CardOutcome::booked;
        case Outcome::declined:
        case Outcome::cancelled:
            return pos::sale::CardOutcome::declined;
        case Outcome::unknown:
            return pos::sale::CardOutcome::unknown;
    }
    return pos::sale::CardOutcome::unknown;
}

std::vector<pos::journal::CardSlip> slips_of(const std::vector<drivers::card::Slip>& slips) {
    std::vector<pos::journal::CardSlip> out;
    for (const auto& slip : slips) {
        auto& kept = out.emplace_back();
        kept.for_customer = slip.whom != drivers::card::Slip::For::merchant;
        for (const auto& line : slip.lines) kept.lines.push_back(line.text);
    }
    return out;
}

bool is_reversal(const Model& m, const pos::Ulid& attempt) {
    const auto& cards = state(m).cards;
    const auto card = std::ranges::find(cards, attempt, &CardAttempted::attempt);
    return card != cards.end() && card->action == pos::journal::CardAction::reversal;
}

void hear(Model& m, const drivers::card::Ended& ended, const Context& c, Effects& effects) {
    show_payment(m, effects);
    const bool asked_later = m.card.enquiring == ended.attempt;
    if (asked_later) {
        m.card.enquiring = {};
    } else {
        m.card.ordered = false;
    }
    if (!ended.last.empty()) m.card.state.last = ended.last;
    const bool reversal = is_reversal(m, ended.attempt);
    show_nothing(m);
    m.said.reset();
    (void)tell(m,
               pos::sale::CardEnded{.attempt = ended.attempt,
                                    .outcome = outcome_of(ended.outcome),
                                    .details = details_of(ended.details),
                                    .slips = slips_of(ended.slips)},
               c, effects);
    if (!ended.slips.empty()) effects.emplace_back(PrintCardSlips{ended.slips});
    switch (ended.outcome) {
        case Outcome::booked:
            if (reversal) say(m, common::Level::good, c.texts[TextKey::said_card_taken_back]);
            break;
        case Outcome::declined:
        case Outcome::cancelled:
            if (!asked_later) {
                std::string words = c.texts[words_for(ended.reason)];
                if (!ended.text.empty()) words += " (" + ended.text + ")";
                refuse(m, std::move(words), effects);
            }
            break;
        case Outcome::unknown:
            break;  // the panel says so
    }
    go_on(m, c, effects);
    look_up_next(m, effects);
}

void hear(Model& m, const drivers::card::Showing& showing, const Context&, Effects&) {
    m.card.lines = showing.lines;
    m.card.doing = showing.doing;
}

void hear(Model& m, const drivers::card::Approved& approved, const Context& c, Effects& effects) {
    m.card.lines.clear();
    m.card.doing = drivers::card::Doing::approved;
    (void)tell(m, pos::sale::CardApproved{approved.attempt, details_of(approved.details)}, c,
               effects);
}

void hear(Model& m, const drivers::card::DayClosed& closed, const Context& c, Effects& effects) {
    m.card.closing = false;
    show_nothing(m);
    if (!closed.slips.empty()) effects.emplace_back(PrintCardSlips{closed.slips});
    if (closed.reason == Reason::none) {
        say(m, common::Level::good, c.texts[TextKey::said_card_day_closed]);
    } else {
        refuse(m,
               c.texts.with(TextKey::said_card_day_failed,
                            {{"why", c.texts[words_for(closed.reason)]}}),
               effects);
    }
}

}  // namespace

bool has_card_terminal(const Model& m) {
    return m.card.there;
}

void pay_by_card(Model& m, std::optional<pos::Money> amount, const Context& c, Effects& effects) {
    if (m.card.wish || state(m).waiting != pos::sale::Waiting::nothing) {
        return refuse(m, c.texts[TextKey::refusal_waiting], effects);
    }
    if (card_tender(m) == nullptr) {
        return refuse(m, c.texts[TextKey::refusal_unknown_tender], effects);
    }
    if (!tell(m, pos::sale::StartTendering{}, c, effects)) return;
    go_to(m, Screen::pay);
    m.pay.keyed.clear();
    wish(m, {.what = Wish::What::pay, .amount = amount}, effects);
}

void take_back_card(Model& m, const pos::Ulid& attempt, const Context& c, Effects& effects) {
    if (m.card.wish || state(m).waiting != pos::sale::Waiting::nothing) {
        return refuse(m, c.texts[TextKey::refusal_waiting], effects);
    }
    wish(m, {.what = Wish::What::take_back, .attempt = attempt}, effects);
}

void ask_about_cards(Model& m, bool quiet, Effects& effects) {
    const bool questions = std::ranges::any_of(state(m).cards, is_open_question);
    const bool idle =
        !m.card.wish && !m.card.enquiring && state(m).waiting == pos::sale::Waiting::nothing;
    if (!m.card.there || !idle) return;
    if (questions) {
        wish(m, {.what = Wish::What::ask_open, .quiet = quiet}, effects);
    } else if (quiet) {
        effects.emplace_back(PrepareCard{});  // so that its state on the screen is true
    }
}

void choose_card(Model& m, pay::CardChoice choice, const Context& c, Effects& effects) {
    const auto& cards = state(m).cards;
    const pos::Ulid attempt = cards.empty() ? pos::Ulid{} : cards.front().attempt;
    switch (choice) {
        case pay::CardChoice::cancel:
            if (m.card.ordered) {
                m.card.cancelling = true;
                effects.emplace_back(CancelCard{});
            } else if (m.card.wish) {
                m.card.wish.reset();  // nothing was asked for yet
                show_nothing(m);
            }
            return;
        case pay::CardChoice::use:
            (void)tell(m, pos::sale::UseCard{attempt, true}, c, effects);
            return;
        case pay::CardChoice::take_back:
            take_back_card(m, attempt, c, effects);
            return;
        case pay::CardChoice::paid_back:
            (void)tell(
                m,
                pos::sale::DecideCard{attempt, false, c.texts[TextKey::reason_paid_back_otherwise]},
                c, effects);
            return;
        case pay::CardChoice::ask_again:
            ask_about_cards(m, false, effects);
            return;
        case pay::CardChoice::was_paid:
        case pay::CardChoice::was_not_paid:
            (void)tell(m,
                       pos::sale::DecideCard{attempt, choice == pay::CardChoice::was_paid,
                                             c.texts[TextKey::reason_slip_seen]},
                       c, effects);
            return;
    }
}

void apply(Model& m, const CardReported& reported, const Context& c, Effects& effects) {
    std::visit([&](const auto& said) { hear(m, said, c, effects); }, reported.report);
}

}  // namespace till::shell
