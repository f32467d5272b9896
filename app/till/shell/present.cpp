#include "app/till/shell/present.hpp"

#include "app/till/shell/present_parts.hpp"
#include "app/till/shell/trouble.hpp"

namespace till::shell {

namespace {

using common::Level;
using ui::TextKey;

common::Signal printer_signal(const Model& m, const Context& c) {
    switch (m.printer) {
        case PrinterState::none:
            return {Level::quiet, c.texts[TextKey::printer_none]};
        case PrinterState::ready:
            return {Level::good, c.texts[TextKey::printer_ready]};
        case PrinterState::busy:
            return {Level::good, c.texts[TextKey::printer_busy]};
        case PrinterState::failed:
            return {Level::warning, c.texts[TextKey::printer_failed]};
    }
    return {};
}

std::string context_words(const Model& m, const Context& c) {
    const auto& state = m.cash_register.state();
    switch (m.screen) {
        case Screen::opening:
            return c.texts[TextKey::opening_closed];
        case Screen::sell:
            return state.last ? c.texts.with(TextKey::context_last,
                                             {{"number", state.last->record.number}})
                              : std::string{};
        case Screen::pay:
            return c.texts[TextKey::context_payment];
        case Screen::done:
            return state.last ? c.texts.with(TextKey::context_paid,
                                             {{"number", state.last->record.number}})
                              : std::string{};
        case Screen::held:
            return c.texts[TextKey::held_title];
        case Screen::returns:
            return c.texts[TextKey::returns_title];
        case Screen::takings:
            return c.texts[TextKey::menu_takings];
        case Screen::settings:
            return c.texts[TextKey::settings_title];
        case Screen::help:
            return c.texts[TextKey::help_title];
        case Screen::closing:
            return c.texts[TextKey::menu_close_day];
    }
    return {};
}

common::Status status_of(const Model& m, const Context& c) {
    const auto& setup = m.cash_register.setup();
    return {.till = c.texts.with(TextKey::status_till, {{"terminal", setup.terminal}}),
            .person = m.cash_register.state().user.name,
            .context = context_words(m, c),
            .signals = {printer_signal(m, c)},
            .time = c.locale.time(m.now)};
}

template <class ScreenModel>
void head(const Model& m, const Context& c, ScreenModel& screen) {
    screen.status = status_of(m, c);
    screen.message = {};
    if (m.said) {
        screen.message = {m.said->level, m.said->words};
    } else if (m.printer == PrinterState::failed) {
        screen.message = {Level::warning,
                          c.texts.with(TextKey::said_printer_failed,
                                       {{"why", words_for(m.printer_why, c.texts)}})};
    }
}

}  // namespace

void present(Model& m, const Context& c) {
    switch (m.screen) {
        case Screen::opening:
            head(m, c, m.opening);
            present_opening(m, c);
            return;
        case Screen::sell:
            head(m, c, m.sell);
            present_sell(m, c);
            return;
        case Screen::pay:
            head(m, c, m.pay);
            present_pay(m, c);
            return;
        case Screen::done:
            head(m, c, m.done);
            present_done(m, c);
            return;
        case Screen::held:
            head(m, c, m.held);
            present_held(m, c);
            return;
        case Screen::returns:
            head(m, c, m.returns);
            present_returns(m, c);
            return;
        case Screen::takings:
            head(m, c, m.takings);
            present_takings(m, c);
            return;
        case Screen::settings:
            head(m, c, m.settings);
            present_settings(m, c);
            return;
        case Screen::help:
            m.help.status = status_of(m, c);
            return;
        case Screen::closing:
            head(m, c, m.closing);
            present_closing(m, c);
            return;
    }
}

std::string tender_words(const std::string& code, const std::string& name, const Context& c) {
    struct Known {
        std::string_view code, name;
        TextKey words;
    };
    static constexpr Known kKnown[] = {{"cash", "Cash", TextKey::tender_cash},
                                       {"card", "Card", TextKey::tender_card},
                                       {"voucher", "Voucher", TextKey::tender_voucher}};
    for (const Known& known : kKnown)
        if (known.code == code && known.name == name) return c.texts[known.words];
    return name.empty() ? code : name;
}

std::string quantity_words(pos::Quantity quantity, const std::string& unit, const Context& c) {
    const std::string figure = c.locale.quantity(quantity, unit.empty() ? 0 : 3);
    return unit.empty() ? figure : figure + " " + unit;
}

}  // namespace till::shell
