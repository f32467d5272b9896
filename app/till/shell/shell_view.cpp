#include "app/till/shell/shell_view.hpp"

#include "app/till/screens/backups/backups_view.hpp"
#include "app/till/screens/bills/bills_view.hpp"
#include "app/till/screens/closing/closing_view.hpp"
#include "app/till/screens/customers/customers_view.hpp"
#include "app/till/screens/devices/devices_view.hpp"
#include "app/till/screens/done/done_view.hpp"
#include "app/till/screens/editor/editor_view.hpp"
#include "app/till/screens/exports/exports_view.hpp"
#include "app/till/screens/goods/goods_view.hpp"
#include "app/till/screens/held/held_view.hpp"
#include "app/till/screens/help/help_view.hpp"
#include "app/till/screens/office/office_view.hpp"
#include "app/till/screens/opening/opening_view.hpp"
#include "app/till/screens/pay/pay_view.hpp"
#include "app/till/screens/practice/practice_view.hpp"
#include "app/till/screens/price_check/price_check_view.hpp"
#include "app/till/screens/returns/returns_view.hpp"
#include "app/till/screens/settings/settings_view.hpp"
#include "app/till/screens/shop/shop_view.hpp"
#include "app/till/screens/sign_on/sign_on_view.hpp"
#include "app/till/screens/takings/takings_view.hpp"
#include "app/till/shell/updates.hpp"

namespace till::shell {

namespace {

template <class ScreenAction>
std::optional<Action> action_of(std::optional<ScreenAction> action) {
    if (!action) return std::nullopt;
    return Action{std::move(*action)};
}

}  // namespace

static std::optional<Action> draw_screen(ui::Frame& frame, const Model& m,
                                         const sell::Pictures& pictures) {
    switch (m.screen) {
        case Screen::opening:
            return action_of(opening::draw(frame, m.opening));
        case Screen::sell:
            return action_of(sell::draw(frame, m.sell, pictures));
        case Screen::pay:
            return action_of(pay::draw(frame, m.pay));
        case Screen::done:
            return action_of(done::draw(frame, m.done));
        case Screen::held:
            return action_of(held::draw(frame, m.held));
        case Screen::returns:
            return action_of(returns::draw(frame, m.returns));
        case Screen::takings:
            return action_of(takings::draw(frame, m.takings));
        case Screen::settings:
            return action_of(settings::draw(frame, m.settings));
        case Screen::devices:
            return action_of(devices::draw(frame, m.devices_screen));
        case Screen::help:
            return action_of(help::draw(frame, m.help));
        case Screen::closing:
            return action_of(closing::draw(frame, m.closing));
        case Screen::office:
            return action_of(office::draw(frame, m.office_screen));
        case Screen::customers:
            return action_of(customers::draw(frame, m.customers));
        case Screen::sign_on:
            return action_of(sign_on::draw(frame, m.sign_on));
        case Screen::goods:
            return action_of(goods::draw(frame, m.goods_screen));
        case Screen::bills:
            return action_of(bills::draw(frame, m.bills));
        case Screen::price_check:
            return action_of(price_check::draw(frame, m.price_check));
        case Screen::editor:
            return action_of(editor::draw(frame, m.editor));
        case Screen::shop:
            return action_of(shop::draw(frame, m.shop, pictures));
        case Screen::backups:
            return action_of(backups::draw(frame, m.backups));
        case Screen::exports:
            return action_of(exports::draw(frame, m.exports));
        case Screen::practice:
            return action_of(practice::draw(frame, m.practice, pictures));
    }
    return std::nullopt;
}

/// Whether what a removed shop held can be put back from this screen.
static bool can_put_back(const Model& m) {
    return m.store.why && is_rescued(*m.store.why) && !waits_for_person(m);
}

std::optional<Action> draw(ui::Frame& frame, const Model& m, const sell::Pictures& pictures) {
    // Before the screen, which may take letters for the beginning of a search.
    const bool searches = m.screen == Screen::sell && !m.sell.input.empty();
    const bool puts_back = can_put_back(m) && !searches && frame.commanded(ui::Command::put_back);
    auto action = draw_screen(frame, m, pictures);
    if (puts_back) return Action{PutBackPressed{}};
    if (action) return action;
    const bool helped = m.screen == Screen::help || m.screen == Screen::opening;
    if (!helped && frame.commanded(ui::Command::help)) return Action{help::Action{help::Opened{}}};
    // Whoever has not signed on gets help and nothing else, there as well.
    if (waits_for_person(m)) return action;
    // Its words in the strip, which stands on every screen. Not while money or counts are typed.
    if (can_put_back(m) && frame.ordered() == ui::Command::put_back)
        return Action{PutBackPressed{}};
    const bool busy = m.screen == Screen::pay || m.screen == Screen::closing;
    if (!busy && frame.ordered() == ui::Command::office)
        return Action{office::Action{office::Opened{}}};
    if (!busy && frame.ordered() == ui::Command::backups)
        return Action{backups::Action{backups::Opened{}}};
    if (m.people.asks &&
        (frame.ordered() == ui::Command::lock || frame.commanded(ui::Command::lock)))
        return Action{LockPressed{}};
    return action;
}

}  // namespace till::shell
