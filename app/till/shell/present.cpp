#include "app/till/shell/present.hpp"

#include <algorithm>
#include <optional>

#include "app/till/shell/present_parts.hpp"
#include "app/till/shell/trouble.hpp"
#include "app/till/shell/updates.hpp"
#include "pos/document/tender_words.hpp"

namespace till::shell {

namespace {

using common::Level;
using ui::TextKey;

/// How a state of the printer is shown, and what to do about it.
struct PrinterWords {
    Level level;
    TextKey state;
    std::optional<TextKey> advice{};
};

PrinterWords printer_words(PrinterState state) {
    switch (state) {
        case PrinterState::none:
            return {Level::quiet, TextKey::printer_none};
        case PrinterState::unknown:
            return {Level::quiet, TextKey::printer_unknown};
        case PrinterState::ready:
            return {Level::good, TextKey::printer_ready};
        case PrinterState::printing:
            return {Level::good, TextKey::printer_busy};
        case PrinterState::paper_low:
            return {Level::warning, TextKey::printer_paper_low};
        case PrinterState::paper_out:
            return {Level::danger, TextKey::printer_paper_out, TextKey::said_paper_out};
        case PrinterState::cover_open:
            return {Level::danger, TextKey::printer_cover_open, TextKey::said_cover_open};
        case PrinterState::cutter_error:
            return {Level::danger, TextKey::printer_cutter, TextKey::said_cutter};
        case PrinterState::fault:
            return {Level::danger, TextKey::printer_fault, TextKey::said_printer_fault};
        case PrinterState::offline:
            return {Level::warning, TextKey::printer_offline, TextKey::said_printer_offline};
        case PrinterState::failed:
            return {Level::danger, TextKey::printer_failed, TextKey::said_printer_failed};
        case PrinterState::gone:
            return {Level::danger, TextKey::printer_gone, TextKey::said_printer_gone};
    }
    return {Level::quiet, TextKey::printer_unknown};
}

}  // namespace

common::Signal signal_of(PrinterState state, const Context& c) {
    const auto words = printer_words(state);
    return {words.level, c.texts[words.state]};
}

common::Signal printer_signal(const Model& m, const Context& c) {
    return signal_of(m.printer.state, c);
}

std::string trouble_words(const drivers::transport::Error& trouble, const Context& c) {
    using drivers::transport::Fault;
    switch (trouble.fault) {
        case Fault::in_use: {
            const std::string holder = trouble.detail.empty() ? "" : " (" + trouble.detail + ")";
            return c.texts.with(TextKey::said_printer_in_use, {{"holder", holder}});
        }
        case Fault::not_allowed:
            return c.texts[TextKey::said_printer_not_allowed];
        case Fault::refused:
        case Fault::unreachable:
            return c.texts[TextKey::said_printer_unreachable];
        case Fault::not_found:
        case Fault::gone:
        case Fault::timed_out:
        case Fault::stalled:
        case Fault::cancelled:
        case Fault::woken:
        case Fault::not_possible:
        case Fault::input_output:
            return c.texts[TextKey::said_printer_gone];
    }
    return c.texts[TextKey::said_printer_gone];
}

common::Message printer_message(const Model& m, const Context& c) {
    const auto words = printer_words(m.printer.state);
    if (!words.advice) return {};
    std::string said = c.texts[*words.advice];
    if (m.printer.state == PrinterState::gone && m.printer.trouble) {
        said = trouble_words(*m.printer.trouble, c);
    } else if (m.printer.state == PrinterState::failed && m.printer.why) {
        said = c.texts.with(*words.advice, {{"why", words_for(*m.printer.why, c.texts)}});
    }
    if (m.printer.waiting > 0) {
        const auto count = static_cast<std::int64_t>(m.printer.waiting);
        said += ' ' + c.texts.count(TextKey::said_receipts_wait, count,
                                    {{"count", c.locale.integer(count)}});
    }
    return {Level::warning, std::move(said)};
}

common::Signal scanner_signal(const Model& m, const Context& c) {
    using drivers::scanner::ScannerState;
    const auto in = [&](ScannerState state) {
        return std::ranges::count(m.scanners, state, &drivers::scanner::ScannerStatus::state);
    };
    const auto ready = in(ScannerState::ready);
    // One that is missed or in trouble is said before those that are well.
    if (in(ScannerState::in_use) > 0) return {Level::warning, c.texts[TextKey::scanner_in_use]};
    if (in(ScannerState::not_allowed) > 0)
        return {Level::warning, c.texts[TextKey::scanner_not_allowed]};
    if (in(ScannerState::failed) > 0) return {Level::warning, c.texts[TextKey::scanner_failed]};
    if (m.scanner_missed) return {Level::warning, c.texts[TextKey::scanner_gone]};
    if (in(ScannerState::gone) > 0) return {Level::warning, c.texts[TextKey::scanner_not_there]};
    if (ready > 0)
        return {Level::good,
                c.texts.count(TextKey::scanner_ready, ready, {{"count", c.locale.integer(ready)}})};
    return {Level::quiet, c.texts[TextKey::scanner_none]};
}

common::Signal card_signal(const Model& m, const Context& c) {
    using drivers::card::State;
    if (m.card.wish) return {Level::good, c.texts[TextKey::card_looking]};
    switch (m.card.state.state) {
        case State::looking:
            return {Level::quiet, c.texts[TextKey::card_looking]};
        case State::ready:
            return {Level::good, c.texts[TextKey::card_ready]};
        case State::busy:
            return {Level::warning, c.texts[TextKey::card_busy]};
        case State::gone:
            return {Level::warning, c.texts[TextKey::card_gone]};
    }
    return {};
}

common::Signal scale_signal(const Model& m, const Context& c) {
    using drivers::scale::Condition;
    const auto& reading = m.scale.reading;
    const std::string weight =
        quantity_words(reading.weight, std::string{name_of(reading.unit)}, c);
    switch (reading.condition) {
        case Condition::stable:
            return {Level::good,
                    reading.net ? c.texts.with(TextKey::scale_net, {{"weight", weight}}) : weight};
        case Condition::zero:
            return {Level::quiet, quantity_words({}, std::string{name_of(reading.unit)}, c)};
        case Condition::moving:
            return {Level::quiet, c.texts[TextKey::scale_moving]};
        case Condition::under:
            return {Level::warning, c.texts[TextKey::scale_under]};
        case Condition::over:
            return {Level::warning, c.texts[TextKey::scale_over]};
        case Condition::not_ready:
        case Condition::not_read:
            return {Level::warning, c.texts[TextKey::scale_not_ready]};
        case Condition::gone:
            return {Level::warning, c.texts[TextKey::scale_none]};
    }
    return {};
}

namespace {

/// Why nothing is saved at present, and what that means for what is on the screen.
common::Message store_message(const Model& m, const Context& c) {
    const TextKey key =
        m.store.in_doubt ? TextKey::said_store_in_doubt : TextKey::said_store_trouble;
    return {Level::danger,
            c.texts.with(key, {{"why", till::shell::words_for(*m.store.why, c.texts)}})};
}

/// Of a card payment that somebody must deal with.
std::string open_card_words(const Model& m, const Context& c) {
    const auto& state = m.cash_register.state();
    if (state.cards.empty() || m.card.ordered) return {};
    return c.texts.with(TextKey::said_card_open,
                        {{"amount", c.locale.money(state.cards.front().amount)}});
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
        case Screen::devices:
            return c.texts[TextKey::devices_title];
        case Screen::help:
            return c.texts[TextKey::help_title];
        case Screen::closing:
            return c.texts[TextKey::menu_close_day];
        case Screen::office:
            return c.texts[TextKey::office_title];
        case Screen::customers:
            return c.texts[TextKey::customers_title];
        case Screen::goods:
            return c.texts[TextKey::goods_title];
        case Screen::bills:
            return c.texts[TextKey::bills_title];
        case Screen::price_check:
            return c.texts[TextKey::menu_price_check];
        case Screen::editor:
            return m.editor.title;
        case Screen::shop:
            return c.texts[TextKey::shop_title];
        case Screen::backups:
            return c.texts[TextKey::backups_title];
        case Screen::exports:
            return c.texts[TextKey::export_title];
        case Screen::practice:
            return c.texts[TextKey::practice_title];
        case Screen::sign_on:
            return {};
    }
    return {};
}

/// "Head office: all sent". Being offline is a state to know of, and no trouble: selling goes on.
common::Signal office_signal(const Model& m, const Context& c) {
    const auto count = static_cast<std::int64_t>(m.office.to_send);
    const auto words = [&](TextKey key) {
        return c.texts.with(key, {{"count", c.locale.integer(count)}});
    };
    const auto signal = [&](Level level, TextKey key) {
        return common::Signal{level, words(key), common::Signal::Opens::office};
    };
    const bool beside =
        m.office.parting == Parting::still_sells || m.office.parting == Parting::succeeded;
    if (m.office.refused) return signal(Level::warning, TextKey::status_refused);
    if (m.office.busy) return signal(Level::quiet, TextKey::status_office_busy);
    // Somebody has to see to these; without a network a till just goes on.
    const bool in_need = m.office.way && wants_help(*m.office.way);
    const Level offline = in_need ? Level::warning : Level::quiet;
    if (!m.office.online && m.office.oldest) {
        const pos::LocalTime from = local_of(*m.office.oldest, c);
        const bool today = from.date == m.now.date;
        return {offline,
                c.texts.with(TextKey::status_offline_since,
                             {{"count", c.locale.integer(count)},
                              {"from", today ? c.locale.time(from) : c.locale.date(from.date)}}),
                common::Signal::Opens::office};
    }
    if (!m.office.online) return signal(offline, TextKey::status_offline);
    if (beside) return signal(Level::warning, TextKey::status_beside);
    return signal(Level::good, count == 0 ? TextKey::status_all_sent : TextKey::status_online);
}

/// Nothing is copied anywhere, and nobody else has what is sold here.
bool lacks_backups(const Model& m) {
    const bool for_practice = m.demo || m.screen == Screen::practice;
    return m.backups_possible && !m.backup.wanted && !m.office.joined && !for_practice;
}

std::vector<common::Signal> signals_of(const Model& m, const Context& c) {
    std::vector<common::Signal> signals;
    if (m.store.why) {
        signals.push_back({Level::danger, c.texts[TextKey::status_not_saving],
                           is_rescued(*m.store.why) ? common::Signal::Opens::lost_shop
                                                    : common::Signal::Opens::nothing});
    }
    signals.push_back(m.office.joined
                          ? office_signal(m, c)
                          : common::Signal{Level::quiet, c.texts[TextKey::status_stand_alone]});
    if (m.backup.wanted) signals.push_back(backup_signal(m, c));
    if (lacks_backups(m)) {
        signals.push_back(
            {Level::quiet, c.texts[TextKey::status_no_backup], common::Signal::Opens::backups});
    }
    signals.push_back(printer_signal(m, c));
    signals.push_back(scanner_signal(m, c));
    if (m.card.there) signals.push_back(card_signal(m, c));
    if (m.scale.there) signals.push_back(scale_signal(m, c));
    if (m.drawer.open) {
        signals.push_back(
            {m.drawer.left_open ? Level::warning : Level::quiet, c.texts[TextKey::drawer_open]});
    }
    if (m.clock.was) signals.push_back({Level::warning, c.texts[TextKey::status_clock_back]});
    if (m.pole_gone) signals.push_back({Level::warning, c.texts[TextKey::display_gone]});
    return signals;
}

common::Status status_of(const Model& m, const Context& c) {
    const auto& setup = m.cash_register.setup();
    return {.till = c.texts.with(TextKey::status_till, {{"terminal", setup.terminal}}),
            .person = m.people.locked ? std::string{} : m.cash_register.state().user.name,
            .person_locks = m.people.asks && !waits_for_person(m),
            .context = context_words(m, c),
            .signals = signals_of(m, c),
            .time = c.locale.time(m.now)};
}

template <class ScreenModel>
void head(const Model& m, const Context& c, ScreenModel& screen) {
    screen.status = status_of(m, c);
    screen.message = {};
    if (m.said) {
        screen.message = {m.said->level, m.said->words};
    } else if (m.store.why) {
        screen.message = store_message(m, c);
    } else if (const auto card = open_card_words(m, c); !card.empty() && m.screen != Screen::pay) {
        screen.message = {Level::warning, card};
    } else if (m.drawer.left_open) {
        screen.message = {Level::warning, c.texts[TextKey::said_drawer_left_open]};
    } else {
        screen.message = printer_message(m, c);
        // A day that is opened with a wrong date is closed with it.
        const bool first = m.clock.was && m.screen == Screen::opening;
        if (first || screen.message.empty()) screen.message = clock_message(m, c);
    }
}

}  // namespace

pos::LocalTime local_of(pos::Instant at, const Context& c) {
    const std::int64_t seconds = at.unix_ms / 1'000 + c.stamp.local.utc_offset_s;
    const std::int64_t days = seconds / 86'400;
    return {pos::Date{static_cast<std::int32_t>(days)},
            static_cast<std::int32_t>(seconds - days * 86'400), c.stamp.local.utc_offset_s};
}

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
        case Screen::devices:
            head(m, c, m.devices_screen);
            present_devices(m, c);
            return;
        case Screen::help:
            m.help.status = status_of(m, c);
            present_help(m, c);
            return;
        case Screen::closing:
            head(m, c, m.closing);
            present_closing(m, c);
            return;
        case Screen::office:
            head(m, c, m.office_screen);
            present_outside(m, c);
            return;
        case Screen::customers:
            head(m, c, m.customers);
            present_customers(m, c);
            return;
        case Screen::sign_on:
            head(m, c, m.sign_on);
            present_sign_on(m, c);
            return;
        case Screen::goods:
            head(m, c, m.goods_screen);
            present_goods(m, c);
            return;
        case Screen::bills:
            head(m, c, m.bills);
            present_bills(m, c);
            return;
        case Screen::price_check:
            head(m, c, m.price_check);
            present_price_check(m, c);
            return;
        case Screen::editor:
            present_records(m, c);
            head(m, c, m.editor);  // whose context is its title
            return;
        case Screen::shop:
            head(m, c, m.shop);
            present_shop(m, c);
            return;
        case Screen::backups:
            head(m, c, m.backups);
            present_backups(m, c);
            return;
        case Screen::exports:
            head(m, c, m.exports);
            present_exports(m, c);
            return;
        case Screen::practice:
            head(m, c, m.practice);
            present_practice(m, c);
            return;
    }
}

std::string tender_words(const std::string& code, const std::string& name, const Context& c) {
    using pos::document::UsualTender;
    switch (pos::document::usual_tender(code, name)) {
        case UsualTender::cash:
            return c.texts[TextKey::tender_cash];
        case UsualTender::card:
            return c.texts[TextKey::tender_card];
        case UsualTender::voucher:
            return c.texts[TextKey::tender_voucher];
        case UsualTender::none:
            break;
    }
    return name.empty() ? code : name;
}

std::string quantity_words(pos::Quantity quantity, const std::string& unit, const Context& c) {
    const std::string figure = c.locale.quantity(quantity, unit.empty() ? 0 : 3);
    return unit.empty() ? figure : figure + " " + unit;
}

}  // namespace till::shell
