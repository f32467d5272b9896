// What the store, the printer and the clock say; scanned codes are in codes_update.cpp.
#include <algorithm>
#include <utility>

#include "app/till/shell/found.hpp"
#include "app/till/shell/metered.hpp"
#include "app/till/shell/prompts.hpp"
#include "app/till/shell/tell.hpp"
#include "app/till/shell/trouble.hpp"
#include "app/till/shell/updates.hpp"

namespace till::shell {

using pos::sale::Phase;
using ui::TextKey;

void go_to(Model& m, Screen screen) {
    m.screen = screen;
    m.said.reset();
}

void go_home(Model& m) {
    switch (m.cash_register.state().phase) {
        case Phase::closed:
            return go_to(m, Screen::opening);
        case Phase::open:
        case Phase::cart:
            return go_to(m, Screen::sell);
        case Phase::tendering:
            return go_to(m, Screen::pay);
        case Phase::complete:
            return go_to(m, Screen::done);
    }
}

void open_receipt(Model& m, const ReceiptFound& found, const Context&) {
    m.receipt = found;
    m.returns = {};
    m.returns.found = true;
    for (const auto& line : found.record.lines) {
        if (line.quantity.millionths <= 0) continue;  // what came back on it is not sold goods
        const auto before =
            std::ranges::find(found.before, line.line, &pos::sale::ReturnedBefore::line);
        const pos::Quantity back =
            before == found.before.end() ? pos::Quantity{} : before->quantity;
        m.returns.lines.push_back({.line = line.line,
                                   .name = line.name,
                                   .left = line.quantity - back,
                                   .whole_pieces = line.unit.empty()});
    }
    go_to(m, Screen::returns);
}

void apply(Model& m, const SearchAnswered& answered, const Context& c, Effects& effects) {
    if (m.screen == Screen::editor && answered.ask == m.records.asked)
        return take_found(m, answered.items);
    if (m.screen == Screen::price_check && answered.ask == m.price_desk.searching)
        return take_price_rows(m, answered, effects);
    if (answered.ask != m.search_asked) return;
    m.sell.looking = false;
    if (m.sell.panel != sell::Panel::results) return;
    m.found = answered.items;
    if (found_shown(m).empty()) m.found_department.clear();
    const std::size_t shown = found_shown(m).size();
    m.sell.found_chosen = std::min(m.sell.found_chosen, shown == 0 ? 0 : shown - 1);
    if (std::exchange(m.enter_waits, false))
        apply(m, sell::Action{sell::InputEntered{}}, c, effects);
}

void apply(Model& m, const TabsRead& read, const Context&, Effects& effects) {
    const std::string shown = m.sell.tab < m.tabs.size() ? m.tabs[m.sell.tab].code : std::string{};
    m.tabs = read.tabs;
    const auto again = std::ranges::find(m.tabs, shown, &Tab::code);
    m.sell.tab = again == m.tabs.end() ? 0 : static_cast<std::size_t>(again - m.tabs.begin());
    if (!m.tabs.empty()) effects.emplace_back(ReadTiles{m.tabs[m.sell.tab].code});
}

void apply(Model& m, const LooksRead& read, const Context&, Effects&) {
    for (const auto& [item, look] : read.looks) m.looks_of[item] = look;
}

void ask_looks(Model& m, Effects& effects) {
    constexpr std::size_t kEnough = 2'000;
    const auto& lines = m.cash_register.state().cart.lines;
    if (lines.empty() && m.looks_of.size() > kEnough) m.looks_of.clear();
    ReadLooks ask;
    for (const auto& line : lines)
        if (m.looks_of.try_emplace(line.item.id).second) ask.items.push_back(line.item.id);
    if (!ask.items.empty()) effects.emplace_back(std::move(ask));
}

void apply(Model& m, const TakingsRead& read, const Context&, Effects&) {
    if (read.ask == m.takings_asked) m.takings_read = read;
}

namespace {

/// What was sold is not there any more: tiles that say how many there are say so.
void ask_tiles_again(const Model& m, Effects& effects) {
    const bool sold = m.cash_register.state().phase == Phase::complete;
    const auto counted = [](const Listed& item) { return item.stock.has_value(); };
    if (sold && m.sell.tab < m.tabs.size() && std::ranges::any_of(m.tiles, counted))
        effects.emplace_back(ReadTiles{m.tabs[m.sell.tab].code});
}

}  // namespace

void apply(Model& m, const StoreAnswered& answered, const Context& c, Effects& effects) {
    const Phase before = m.cash_register.state().phase;
    const auto correction = m.cash_register.state().cart.correction;
    if (!tell(m, answered.stored, c, effects)) return;
    const Phase after = m.cash_register.state().phase;
    if (after != before) {
        if (after == Phase::complete) effects.emplace_back(Sound{Signal::done});
        ask_tiles_again(m, effects);
        m.chosen_line.reset();
        m.return_mode.reset();
        if (!m.item_waiting) m.sell.prompt.reset();
        m.pay.keyed.clear();
        if (before == Phase::closed) m.opening.prompt.text.clear();
        if (after == Phase::closed) m.clock.was.reset();
        if (after == Phase::closed && m.screen == Screen::closing) {
            m.closing.closed = true;
        } else {
            go_home(m);
        }
    }
    reading_stored(m, c);
    if (correction && !m.cash_register.state().cart.correction) {
        const auto& lines = m.cash_register.state().cart.lines;
        if (!lines.empty()) m.chosen_line = lines.back().line;
        say(m, common::Level::good, corrected_words(m, correction->number, c));
    }
    look_up_next(m, effects);
}

void apply(Model& m, const StoreRefused& refused, const Context& c, Effects& effects) {
    (void)tell(m, pos::sale::StoreFailed{refused.ticket}, c, effects);
    if (m.cash_register.state().waiting != pos::sale::Waiting::card) m.card.ordered = false;
    say(m, common::Level::danger,
        c.texts.with(TextKey::said_not_stored, {{"why", words_for(refused.why, c.texts)}}));
    m.wanted.clear();
    leave_question(m);
}

void apply(Model& m, const ReadFailed& failed, const Context& c, Effects& effects) {
    if (failed.ask == m.code_asked) m.code_asked = 0;
    if (failed.ask == m.test_asked) m.test_asked = 0;
    if (failed.ask == m.correct.asked) m.correct.asked = 0;
    if (failed.ask == m.search_asked) m.sell.looking = false;
    if (failed.ask == m.price_desk.asked) m.price_desk.asked = 0;
    if (failed.ask == m.price_desk.searching) m.price_check.looking = false;
    if (failed.ask == m.customer.asked) m.customers.looking = false;
    if (failed.ask == m.bill_desk.asked) m.bills.looking = false;
    if (failed.ask == m.records.opening) m.records.opening = 0;
    // What people and groups there are is not known until they are read.
    const bool goods = m.records.what == RecordDesk::What::items;
    if (goods && failed.ask == m.records.asked) m.editor.looking = false;
    std::erase(m.records.scanned, failed.ask);
    if (failed.ask == m.shop_desk.asked) m.shop_desk.asked = 0;
    m.returns.looking = false;
    say(m, common::Level::danger,
        c.texts.with(TextKey::said_not_read, {{"why", words_for(failed.why, c.texts)}}));
    look_up_next(m, effects);
}

void apply(Model& m, const PrintNotKept& failed, const Context& c, Effects&) {
    say(m, common::Level::warning,
        c.texts.with(TextKey::said_print_not_kept, {{"why", words_for(failed.why, c.texts)}}));
}

void apply(Model& m, const SettingNotSaved& failed, const Context& c, Effects&) {
    say(m, common::Level::warning,
        c.texts.with(TextKey::said_setting_not_saved, {{"why", words_for(failed.why, c.texts)}}));
}

void apply(Model& m, const StoreTroubled& troubled, const Context& c, Effects&) {
    if (m.store.why && !troubled.why)
        say(m, common::Level::good, c.texts[TextKey::said_saved_again]);
    m.store = troubled;
}

/// Nothing can be sold any more, and the cart that is open lies in the copy.
void apply(Model& m, const PutBackPressed&, const Context&, Effects& effects) {
    const bool rescued = m.store.why && is_rescued(*m.store.why);
    if (rescued && !m.card.ordered && !m.card.closing) effects.emplace_back(StartAnew{});
}

void apply(Model& m, const PrinterChanged& changed, const Context& c, Effects& effects) {
    const bool other = changed.address != m.printer.address;
    if (!changed.marked.empty() && changed.marked != m.printer.marked)
        say(m, common::Level::warning,
            c.texts.with(TextKey::said_marked, {{"number", changed.marked}}));
    if (changed.lost && !m.printer.lost)
        say(m, common::Level::warning, c.texts[TextKey::said_print_lost]);
    m.printer = changed;
    if (other && m.screen == Screen::devices) watch_printers(m, effects);
}

/// What lies in the cart keeps the price it was rung up with.
void apply(Model& m, const CatalogueChanged& changed, const Context& c, Effects& effects) {
    effects.emplace_back(ReadTabs{});
    effects.emplace_back(ReadSigners{});
    m.shop_asked = ++m.asked;
    m.shop_to_come.reset();
    effects.emplace_back(ReadShop{m.shop_asked});
    if (changed.settings) say(m, common::Level::quiet, c.texts[TextKey::said_office_settings]);
}

void apply(Model& m, const ShopRead& read, const Context&, Effects&) {
    if (read.ask == m.shop_asked) m.shop_to_come = read;
}

void take_shop_when_free(Model& m, Effects& effects) {
    if (!m.shop_to_come) return;
    const auto& state = m.cash_register.state();
    // What is being looked up for the cart still comes by what counted when it was asked for.
    const bool busy = state.cart.started() || state.waiting != pos::sale::Waiting::nothing ||
                      m.code_asked != 0 || !m.wanted.empty() || m.item_waiting || m.weighing;
    if (busy) return;
    const ShopRead shop = *std::exchange(m.shop_to_come, std::nullopt);
    m.cash_register.renew(shop.setup);
    m.shop_name = shop.name;
    m.stock_wanted.reset();
    effects.emplace_back(TakeShop{shop.ask});
}

void apply(Model& m, const DrawerChanged& changed, const Context&, Effects& effects) {
    if (changed.left_open && !m.drawer.left_open) effects.emplace_back(Sound{Signal::refused});
    m.drawer = changed;
}

void apply(Model& m, const DrawerFailed&, const Context& c, Effects& effects) {
    effects.emplace_back(Sound{Signal::refused});
    say(m, common::Level::warning, c.texts[TextKey::said_drawer_failed]);
}

void apply(Model& m, const PoleChanged& changed, const Context&, Effects&) {
    m.pole_gone = !changed.there;
}

void apply(Model& m, const ClockTicked&, const Context& c, Effects& effects) {
    m.now = c.stamp.local;
    watch_clock(m, c);
    ask_about_cards(m, true, effects);
    ask_for_bills(m, effects);
    lock_if_left(m, c, effects);
}

/// What was said or asked in the old language is said and asked anew.
void apply(Model& m, const Restyled&, const Context& c, Effects&) {
    m.said.reset();
    std::string typed = std::move(m.opening.prompt.text);
    if (auto asked = ask(m, prompt::Subject::opening_float, c))
        m.opening.prompt = std::move(*asked);
    m.opening.prompt.text = std::move(typed);
}

void ask_takings(Model& m, Effects& effects) {
    m.takings_asked = ++m.asked;
    m.takings_read.reset();
    const auto days = days_of(m.takings.period, m.takings_day);
    // Today is measured against the same weekday, a month against the month before.
    const auto before = m.takings.period == takings::Period::day
                            ? pos::report::Days{{days.from.days - 7}, {days.to.days - 7}}
                            : days_of(m.takings.period, moved(m.takings.period, m.takings_day, -1));
    const bool manager = m.cash_register.state().user.role == pos::people::Role::manager;
    effects.emplace_back(ReadTakings{m.takings_asked, days, before, manager});
}

}  // namespace till::shell
