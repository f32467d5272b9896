// Whoever is at the till while the books change who they are and what they may do.
#include <algorithm>

#include "app/till/shell/tell.hpp"
#include "app/till/shell/updates.hpp"
#include "pos/people/rights.hpp"

namespace till::shell {

void renew_when_free(Model& m, const Context& c, Effects& effects) {
    if (!m.people.renewing || waits_for_person(m)) return;
    const auto me = std::ranges::find(m.people.signers, m.cash_register.state().user.id,
                                      [](const Signer& signer) { return signer.user.id; });
    const bool gone = me == m.people.signers.end();
    const bool waits = m.cash_register.state().waiting != pos::sale::Waiting::nothing;
    if (waits && !gone) return;
    m.people.renewing = false;
    if (gone) return lock(m, c, effects);
    if (me->user == m.cash_register.state().user) return;
    const pos::people::User user = me->user;
    auto done = m.cash_register.handle(pos::sale::SignIn{user}, c.stamp, c.random);
    if (!done) return;  // not active: the next reading does not have them
    for (auto& effect : *done) effects.emplace_back(std::move(effect));
}

bool may_be_here(const Model& m) {
    using pos::people::Operation;
    const auto may = [&](Operation operation) {
        return pos::people::may(m.cash_register.state().user.role, operation,
                                m.cash_register.rights());
    };
    switch (m.screen == Screen::help ? m.before_help : m.screen) {
        case Screen::settings:
        case Screen::devices:
        case Screen::shop:
        case Screen::backups:
        case Screen::exports:
            return may(Operation::settings);
        case Screen::goods:
            return may(Operation::goods);
        case Screen::editor:
            return may(m.records.what == RecordDesk::What::people ? Operation::people
                                                                  : Operation::goods);
        case Screen::opening:
        case Screen::sell:
        case Screen::pay:
        case Screen::done:
        case Screen::held:
        case Screen::returns:
        case Screen::takings:
        case Screen::help:
        case Screen::closing:
        case Screen::office:
        case Screen::customers:
        case Screen::sign_on:
        case Screen::bills:
        case Screen::price_check:
        case Screen::practice:
            break;
    }
    return true;
}

void leave_if_lost(Model& m, const Context& c, Effects& effects) {
    if (may_be_here(m)) return;
    auto said = std::move(m.said);
    go_home(m);
    if (said) {
        m.said = std::move(said);
    } else {
        refuse(m, c.texts[words_for(pos::sale::Refusal::not_permitted)], effects);
    }
}

}  // namespace till::shell
