// Head office: how it is with it, what it keeps beside its books, and going on as another till.
#include "app/till/shell/tell.hpp"
#include "app/till/shell/trouble.hpp"
#include "app/till/shell/updates.hpp"

namespace till::shell {

namespace {

using ui::TextKey;

TextKey words_for(OfficeRefusal refusal) {
    switch (refusal) {
        case OfficeRefusal::revoked:
            return TextKey::said_office_revoked;
        case OfficeRefusal::unknown:
            return TextKey::said_office_unknown;
        case OfficeRefusal::join_again:
            return TextKey::said_office_join_again;
        case OfficeRefusal::other:
            return TextKey::said_office_refuses;
    }
    return TextKey::said_office_refuses;
}

void ask_outside(Model& m, Effects& effects) {
    m.outside_asked = true;
    effects.emplace_back(ReadOutside{});
}

}  // namespace

void apply(Model& m, const OfficeChanged& changed, const Context& c, Effects& effects) {
    const bool other = changed.set_aside != m.office.set_aside ||
                       changed.parked != m.office.parked || changed.parting != m.office.parting;
    // Of one that goes on by itself nobody needs to be told here.
    const bool goes_on = changed.parting == Parting::asking || changed.parting == Parting::granted;
    if (changed.set_aside > m.office.set_aside && !goes_on)
        say(m, common::Level::warning, c.texts[TextKey::said_office_set_aside]);
    if (changed.refused && changed.refused != m.office.refused)
        say(m, common::Level::warning,
            c.texts.with(words_for(*changed.refused), {{"why", changed.why}}));
    m.office = changed;
    if (m.screen == Screen::office && other) ask_outside(m, effects);
}

void apply(Model& m, const office::Action& action, const Context&, Effects& effects) {
    m.said.reset();
    if (std::holds_alternative<office::Opened>(action)) {
        if (!m.office.joined) return;
        m.outside.reset();
        go_to(m, Screen::office);
        ask_outside(m, effects);
    } else if (std::holds_alternative<office::AgainPressed>(action)) {
        ask_outside(m, effects);
    } else if (std::holds_alternative<office::ExportPressed>(action)) {
        effects.emplace_back(ExportOutside{});
    } else {
        go_home(m);
    }
}

void apply(Model& m, const OutsideRead& read, const Context&, Effects&) {
    m.outside_asked = false;
    m.outside = read;
}

void apply(Model& m, const OutsideExported& done, const Context& c, Effects&) {
    if (!done.trouble.empty()) {
        say(m, common::Level::warning,
            c.texts.with(TextKey::said_not_exported,
                         {{"why", reason_words(done.trouble, c.texts)}}));
        return;
    }
    say(m, common::Level::good,
        c.texts.with(TextKey::said_exported,
                     {{"count", c.locale.integer(static_cast<std::int64_t>(done.entries))},
                      {"file", done.file}}));
}

void go_on_when_free(Model& m, bool minute_passed, Effects& effects) {
    if (m.office.parting != Parting::granted || m.going_on) return;
    const auto& state = m.cash_register.state();
    const bool waits = state.waiting != pos::sale::Waiting::nothing || m.store.why ||
                       m.card.ordered || m.card.closing || m.weighing || !m.wanted.empty();
    if (waits || !state.cart.is_empty()) return;
    // What is to be given back stays on the screen for a while.
    const bool change_seen = minute_passed && m.done_since_minute;
    m.done_since_minute = m.screen == Screen::done && (minute_passed || m.done_since_minute);
    const bool free = m.screen == Screen::opening || m.screen == Screen::office ||
                      (m.screen == Screen::sell && m.sell.panel == sell::Panel::tiles) ||
                      (m.screen == Screen::done && change_seen);
    if (!free) return;
    m.going_on = true;
    effects.emplace_back(GoOn{});
}

}  // namespace till::shell
