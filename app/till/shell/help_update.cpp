// Help, from any screen and back to it.
#include "app/till/shell/present_parts.hpp"
#include "app/till/shell/updates.hpp"

namespace till::shell {

namespace {

using ui::TextKey;

/// While an answer is under way that this screen alone takes, or that goes into the sale.
bool waits_here(const Model& m) {
    if (m.code_asked != 0 || m.correct.asked != 0) return true;
    switch (m.screen) {
        case Screen::editor: {
            const bool reads = m.records.opening != 0 || !m.records.scanned.empty();
            return reads || m.editor.looking || m.editor.form.saving;
        }
        case Screen::price_check:
            return m.price_check.looking || m.price_desk.asked != 0;
        case Screen::customers:
            return m.customers.looking || m.customers.form.saving;
        case Screen::bills:
            return m.bills.looking;
        case Screen::devices:
            return m.test_asked != 0;
        case Screen::shop:
            return m.shop_desk.asked != 0 || m.shop_desk.keeping != 0;
        case Screen::opening:
        case Screen::sell:
        case Screen::pay:
        case Screen::done:
        case Screen::held:
        case Screen::returns:
        case Screen::takings:
        case Screen::settings:
        case Screen::help:
        case Screen::office:
        case Screen::sign_on:
        case Screen::goods:
        case Screen::backups:
        case Screen::exports:
            break;
        case Screen::closing:  // what is printed at the end of the day is shown here
            return m.cash_register.state().waiting != pos::sale::Waiting::nothing;
        case Screen::practice:
            return m.practice_desk.asked != 0;
    }
    return false;
}

TextKey words_for(RecordDesk::What what) {
    switch (what) {
        case RecordDesk::What::people:
            return TextKey::help_of_people;
        case RecordDesk::What::items:
            return TextKey::help_of_items;
        case RecordDesk::What::departments:
            return TextKey::help_of_departments;
        case RecordDesk::What::taxes:
            return TextKey::help_of_taxes;
    }
    return TextKey::help_of_items;
}

/// What a screen is for.
TextKey words_for(Screen screen, RecordDesk::What what) {
    switch (screen) {
        case Screen::opening:
            return TextKey::help_of_opening;
        case Screen::done:
            return TextKey::help_of_done;
        case Screen::held:
            return TextKey::help_of_held;
        case Screen::returns:
            return TextKey::help_of_returns;
        case Screen::takings:
            return TextKey::help_of_takings;
        case Screen::settings:
            return TextKey::help_of_settings;
        case Screen::devices:
            return TextKey::help_of_devices;
        case Screen::office:
            return TextKey::help_of_office;
        case Screen::customers:
            return TextKey::help_of_customers;
        case Screen::goods:
            return TextKey::help_of_goods;
        case Screen::bills:
            return TextKey::help_of_bills;
        case Screen::price_check:
            return TextKey::help_of_price_check;
        case Screen::editor:
            return words_for(what);
        case Screen::shop:
            return TextKey::help_of_shop;
        case Screen::backups:
            return TextKey::help_of_backups;
        case Screen::exports:
            return TextKey::help_of_export;
        case Screen::practice:
            return TextKey::help_of_practice;
        case Screen::pay:
            return TextKey::help_of_pay;
        case Screen::closing:
            return TextKey::help_of_closing;
        case Screen::sign_on:
            return TextKey::help_of_sign_on;
        case Screen::sell:
        case Screen::help:
            break;
    }
    return TextKey::help_of_sell;
}

}  // namespace

void open_help(Model& m) {
    if (m.screen == Screen::help || waits_here(m)) return;
    m.before_help = m.screen;
    go_to(m, Screen::help);
}

void apply(Model& m, const help::Action& action, const Context& c, Effects& effects) {
    if (std::holds_alternative<help::Opened>(action)) return open_help(m);
    if (std::holds_alternative<help::PractisePressed>(action)) return open_practice(m, c, effects);
    leave_help(m, effects);
}

void leave_help(Model& m, Effects& effects) {
    if (m.screen != Screen::help) return;
    if (m.before_help == Screen::devices) return show_devices(m, effects);
    const bool home = m.before_help == Screen::sell || m.before_help == Screen::opening;
    home ? go_home(m) : go_to(m, m.before_help);
}

void present_help(Model& m, const Context& c) {
    m.help.has_bills = m.bill_desk.there;
    m.help.can_practise = can_practise(m);
    m.help.about = c.texts[words_for(m.before_help, m.records.what)];
}

}  // namespace till::shell
